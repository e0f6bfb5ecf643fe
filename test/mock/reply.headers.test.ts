import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { auditApi, checkApi, createMock } from '../../src/index.js';

const nested = { type: 'array', items: { type: 'array', items: { type: 'integer' }, minItems: 1 }, minItems: 1 };
const headers = {
  'X-Text': { required: true },
  'X-Code': { required: true, schema: { type: 'string', pattern: '^[A-F]{4}$' } },
  'X-Count': { required: true, schema: { type: 'integer', minimum: 3, maximum: 5 } },
  'X-List': { $ref: '#/components/headers/List' },
  'X-Point': { required: true, explode: true, schema: { type: 'object', properties: { x: { type: 'integer' } } } },
  'X-Json': { required: true, content: { 'application/json': { schema: { type: 'boolean' } } } },
  'X-Nested': { required: true, schema: nested },
  'X-Example': { required: true, schema: { type: 'array', items: { enum: ['a', 'b'] } }, example: ['b', 'a'] },
  'Retry-After': { required: true, schema: { type: 'string', description: 'Seconds.' } },
  Date: { required: true, schema: { type: 'string' } },
  'Content-Type': { required: true, schema: { type: 'integer' } },
  'X-Optional': { schema: { type: 'string' } },
};
const list = { required: true, schema: { type: 'array', minItems: 2, items: { type: 'integer' } } };

async function describeHeaders(headers: object): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'api.json');
  const answers = { '204': { description: 'done', headers } };
  const responses = { '200': { description: 'fine', headers, content: { 'application/json': { example: 1 } } } };
  const paths = { '/p': { get: { responses }, delete: { responses: answers } } };
  const components = { headers: { List: list } };
  await writeFile(file, JSON.stringify({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths, components }));
  return file;
}

test.each(['GET', 'DELETE'])('required headers without an example are made up for %s', async (method) => {
  await using mock = await createMock({ apis: [await describeHeaders(headers)] });
  const { headers: sent } = await fetch(`${mock.url}/p`, { method });
  const patterns: Readonly<Record<string, RegExp>> = {
    'X-Text': /^made-up$/,
    'X-Code': /^[A-F]{4}$/,
    'X-Count': /^[345]$/,
    'X-List': /^-?\d+(?:,-?\d+)+$/,
    'X-Point': /^x=-?\d+$/,
    'X-Json': /^(?:true|false)$/,
    'X-Nested': /^\[\[-?\d+/,
    'X-Example': /^b,a$/,
    'Retry-After': /^1$/,
    Date: /GMT$/,
  };
  for (const [name, pattern] of Object.entries(patterns)) expect(sent.get(name)).toMatch(pattern);
  expect(sent.has('x-optional')).toBe(false);
});

test('our own mock keeps a description of headers', async () => {
  const { outcome, cases } = await checkApi(await describeHeaders(headers), { strict: true });
  expect(outcome.broken.map(({ finding }) => finding.message)).toEqual([]);
  expect(cases.map((one) => one.outcome)).toContain('tried');
});

test('a server that leaves a required header out is noticed', async () => {
  const { mutants } = await auditApi(await describeHeaders(headers), { only: 'left out', workers: 1 });
  expect(mutants).toHaveLength(18);
  expect(mutants.filter(({ state }) => state !== 'killed')).toEqual([]);
});

test('no name of a header has a meaning of its own', async () => {
  const documented = { ['__proto__']: { schema: { type: 'string' }, example: 'a' } };
  await using mock = await createMock({ apis: [await describeHeaders(documented)] });
  const { headers: sent } = await fetch(`${mock.url}/p`);
  const [entry] = await mock.journal.entries();
  const journalled = Object.getOwnPropertyDescriptor(entry?.reply.headers ?? {}, '__proto__')?.value as unknown;
  expect([sent.get('__proto__'), journalled]).toEqual(['a', 'a']);
});
