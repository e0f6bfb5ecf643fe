import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMock, type Mock } from '../../src/index.js';

const named = { schema: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } } };
const aged = { schema: { type: 'object', required: ['age'] } };

const kindOf = (kind: string): object => ({
  type: 'object',
  required: ['kind', kind],
  properties: { kind: { const: kind } },
});
const choices = { schema: { type: 'array', items: { oneOf: [kindOf('cat'), kindOf('dog')] } } };

const bodies = {
  required: { required: true, content: { 'application/json': named } },
  optional: { content: { 'application/json': named } },
  vendor: { required: true, content: { 'application/vnd.pet+json': named } },
  charset: { required: true, content: { 'application/json; charset=utf-8': named } },
  any: { required: true, content: { '*/*': named } },
  application: { required: true, content: { 'application/*': named } },
  two: { required: true, content: { 'application/json': named, 'application/merge-patch+json': aged } },
  form: { required: true, content: { 'application/x-www-form-urlencoded': named } },
  choices: { required: true, content: { 'application/json': choices } },
  tree: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Tree' } } } },
};

let folder: string;
let mock: Mock<string>;

beforeAll(async () => {
  const responses = {
    '200': { description: 'fine' },
    '400': { description: 'not fine' },
    '415': { description: 'not that' },
  };
  const paths = Object.entries(bodies).map(([name, requestBody]) => [`/${name}`, { post: { requestBody, responses } }]);
  const Tree = { type: 'object', properties: { child: { $ref: '#/components/schemas/Tree' } } };
  const document = {
    openapi: '3.1.0',
    info: { title: 'Bodies', version: '1' },
    paths: Object.fromEntries(paths) as object,
    components: { schemas: { Tree } },
  };
  folder = await mkdtemp(join(tmpdir(), 'signoff-'));
  await writeFile(join(folder, 'bodies.json'), JSON.stringify(document));
  mock = await createMock({ apis: [join(folder, 'bodies.json')] });
});

afterAll(async () => {
  await mock.close();
  await rm(folder, { recursive: true });
});

async function statusOf(path: string, contentType: string | undefined, body: string | Uint8Array): Promise<number> {
  const headers = contentType === undefined ? {} : { 'Content-Type': contentType };
  const init = { method: 'POST', headers, ...(body.length > 0 && { body: Buffer.from(body) }) };
  return (await fetch(mock.url + path, init)).status;
}

const good = '{"name":"Rex"}';
const bad = '{"name":1}';

test.each([
  ['/required', 'application/json', good, 200],
  ['/required', 'application/json; charset=utf-8', good, 200],
  ['/required', 'application/json', `\uFEFF${good}`, 200], // RFC 8259 section 8.1 lets a parser ignore the mark
  ['/required', 'application/json', bad, 400],
  ['/required', 'application/json', '{"name":', 400],
  ['/required', 'application/json', '', 400],
  ['/required', undefined, '', 400],
  ['/required', undefined, good, 415],
  ['/required', 'text/plain', good, 415],
  ['/required', 'application/vnd.pet+json', good, 415],
  ['/optional', undefined, '', 200],
  ['/optional', 'application/json', '', 200],
  ['/optional', 'application/json', good, 200],
  ['/optional', 'application/json', bad, 400],
  ['/optional', 'text/plain', good, 415],
  ['/vendor', 'application/vnd.pet+json', good, 200],
  ['/vendor', 'application/vnd.pet+json', bad, 400],
  ['/vendor', 'application/json', good, 415],
  ['/charset', 'application/json', good, 200],
  ['/charset', 'application/json; charset=utf-8', bad, 400],
  ['/any', 'application/json', good, 200],
  ['/any', 'application/json', bad, 400],
  ['/any', 'image/png', '\x89PNG', 200],
  ['/application', 'application/json', good, 200],
  ['/application', 'application/json', bad, 400],
  ['/application', 'text/plain', good, 415],
  ['/two', 'application/json', good, 200],
  ['/two', 'application/json', '{"age":1}', 400],
  ['/two', 'application/merge-patch+json', '{"age":1}', 200],
  ['/two', 'application/merge-patch+json', good, 400],
  ['/form', 'application/x-www-form-urlencoded', 'name=Rex', 200],
  ['/form', 'application/json', good, 415],
  ['/choices', 'application/json', '[{"kind":"cat","cat":1},{"kind":"dog","dog":1}]', 200],
  ['/choices', 'application/json', '[{"kind":"cat","dog":1}]', 400],
  ['/tree', 'application/json', '{"child":{"child":{}}}', 200],
  ['/tree', 'application/json', '{"child":{"child":1}}', 400],
])('%s, Content-Type %s, body %j: %i', async (path, contentType, body, status) => {
  expect(await statusOf(path, contentType, body)).toBe(status);
});

test('bytes that are no UTF-8 are refused (RFC 8259 section 8.1)', async () => {
  const latin1 = Buffer.from('{"name":"R\xe9x"}', 'latin1');
  expect(await statusOf('/required', 'application/json', latin1)).toBe(400);
});

test('a recursive schema reads 10,000 levels deep, or refuses, but never breaks', async () => {
  const deep = '{"child":'.repeat(10_000) + '{}' + '}'.repeat(10_000);
  expect([200, 400]).toContain(await statusOf('/tree', 'application/json', deep));
});

test.each(['{}', '1'])('a long list of %s, which fits no alternative, is refused within two seconds', async (item) => {
  // The lists grow, so that a mock that takes too long fails at a short one and does not stand still for hours.
  for (const length of [1000, 4000, 8000, 16_000, 32_000, 64_000, 256_000]) {
    const body = `[${Array.from({ length }, () => item).join()}]`;
    const before = performance.now();
    expect(await statusOf('/choices', 'application/json', body)).toBe(400);
    expect(performance.now() - before).toBeLessThan(2000);
  }
});

test.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString'])(
  'a member called %s is a member like any other',
  async (member) => {
    expect(await statusOf('/required', 'application/json', `{"name":"Rex","${member}":{"name":1}}`)).toBe(200);
    expect(await statusOf('/required', 'application/json', `{"${member}":{"name":"Rex"}}`)).toBe(400);
  },
);
