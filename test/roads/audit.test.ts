import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runCli } from '../support/cli.js';

test('an audit whose mutants are all killed ends with 0, and its last line counts them', async () => {
  const { code, stdout, stderr } = await runCli(['audit', 'fungame', '--only', 'Message']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^answer +(\d+)\/\1 killed/m);
  expect(stdout).toMatch(/\nfungame: \d+ mutants, [1-9]\d* killed .+, 0 survived\.\n$/);
});

test('what survives is named with the statements that nobody guards: exit 1, in JSON too', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-audit-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const json = join(folder, 'audit.json');
  // Its body is text, of which no requests are derived.
  const { code, stdout } = await runCli(['audit', 'test/audit/notes.yaml', '--json', json]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/survived {2}address addNote: elsewhere\n.+\n {10}unguarded: N1\n/);
  const { mutants } = JSON.parse(await readFile(json, 'utf8')) as { mutants: { id: string; state: string }[] };
  expect(mutants.find(({ state }) => state === 'survived')?.id).toMatch(/ addNote/);
});

test.each([
  [['audit'], 'ARGUMENT_INVALID'],
  [['audit', 'nobody'], 'API_UNKNOWN'],
  [['audit', 'nope.yaml'], 'DESCRIPTION_NOT_FOUND'],
  [['audit', 'fungame', '--only', 'no such mutant'], 'ARGUMENT_INVALID'],
  [['audit', 'fungame', '--only', 'Message', '--json', 'package.json/audit.json'], 'REPORT_UNWRITABLE'],
])('%j cannot be tried and says why', async (args, code) => {
  const ended = await runCli(args);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toMatch(new RegExp(`^signoff: .+ \\[${code}\\]\\n$`));
});
