import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bundledApis } from '../src/bundled.js';
import { derivedTitle } from '../src/check/derive/beyond-journeys.js';
import { deriveContract } from '../src/check/derive/derive-contract.js';
import { planCheck } from '../src/compose-check.js';
import { createValidator } from '../src/conformance/validator.js';
import { loadDescription } from '../src/description/load.js';

const apis = [...bundledApis.values()];

test.each(apis)('every case derived from $name is told by a journey or waived', async (api) => {
  const description = await loadDescription(api.file);
  const derived = await deriveContract(description, {
    validator: createValidator(description.document),
    fixtures: {},
  });
  const contract = await api.loadContract();
  const { told = {} } = contract;
  const titles = derived.createCases().map(({ title, operation = '' }) => derivedTitle(title, operation));
  expect(Object.keys(told).toSorted()).toEqual([...new Set(titles)].toSorted());
  const journeys = contract.createCases().map(({ title }) => title);
  const tellers = Object.values(told).flatMap((entry) => ('by' in entry ? [entry.by] : []));
  expect(tellers.filter((title) => !journeys.includes(title))).toEqual([]);
});

test('a copy is checked by the journeys of the original', async () => {
  const original = await planCheck('feishu');
  const copy = await planCheck(await copyOf('feishu', (text) => text));
  expect(copy.cases.map(({ title }) => title)).toEqual(original.cases.map(({ title }) => title));
});

test('what was added to a copy is checked beyond the journeys', async () => {
  const file = await copyOf('feishu', (text) => text.replace('enum: [34, 35, 36]', 'enum: [34, 35, 36, 38]'));
  const original = await planCheck('feishu');
  const known = new Set(original.cases.map(({ title }) => title));
  const { cases } = await planCheck(file, { target: { tenantAccessToken: 't-1' } });
  expect(cases.flatMap(({ title }) => (known.has(title) ? [] : [title]))).toEqual([
    'logout refuses a request that breaks "body logout_reason must be one of 34, 35, 36, 38"',
    'logout refuses a request that breaks "body logout_reason must be one of 34, 35, 36, 38", also after a success',
  ]);
});

async function copyOf(api: string, edit: (text: string) => string): Promise<string> {
  const text = await readFile(bundledApis.get(api)?.file ?? '', 'utf8');
  const folder = await mkdtemp(path.join(tmpdir(), 'copy-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, `${api}.yaml`);
  await writeFile(file, edit(text));
  return file;
}
