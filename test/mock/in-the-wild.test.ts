import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkApi, createMock } from '../../src/index.js';
import { refusalOf } from '../support/refusal.js';

// Descriptions as people write them, through the doors that everybody uses: what is odd costs what is odd, and no more.

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'in-the-wild-'));
});
afterAll(() => rm(folder, { recursive: true }));

type Members = Readonly<Record<string, unknown>>;

let count = 0;

async function write({ openapi = '3.0.3', ...rest }: Members): Promise<string> {
  const file = join(folder, `api${String((count += 1))}.json`);
  await writeFile(file, JSON.stringify({ openapi, info: { title: 't', version: '1' }, ...rest }, null, 1));
  return file;
}

const ok = { '200': { description: 'ok', content: { 'application/json': { example: { ok: true } } } } };
const refused = { ...ok, '422': { description: 'bad' } };
const posts = (schema: unknown): Members => ({
  requestBody: { required: true, content: { 'application/json': { schema } } },
  responses: refused,
});
const gets = (schema: unknown): Members => ({
  responses: { '200': { description: 'ok', content: { 'application/json': { schema } } } },
});

async function ask(file: string, path: string, body?: unknown): Promise<Response> {
  await using mock = await createMock({ apis: [file], watch: false });
  const json = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(mock.url + path, body === undefined ? {} : json);
  return new Response(await response.text(), response);
}

const amount = { type: 'object', required: ['value'], properties: { value: { type: 'integer' } } };
const to = (name: string): Members => ({ $ref: `#/components/schemas/${name}` });

describe.each<[string, unknown, Members, readonly unknown[], readonly unknown[]]>([
  [
    'A9, B1: an array that two schemas share',
    { properties: { max: { ...to('Amount'), description: 'a' }, one: { ...to('Amount'), description: 'b' } } },
    { Amount: amount },
    [{ max: { value: 1 }, one: { value: 1 } }],
    [{ max: {} }, { one: {} }],
  ],
  [
    'A8, B2: nullable without a type',
    { type: 'object', properties: { d: { nullable: true, allOf: [to('P')] }, e: { nullable: true } } },
    { P: { type: 'object', properties: { z: { type: 'string' } } } },
    [{}, { d: { z: 'a' }, e: null }],
    [{ d: { z: 5 } }],
  ],
  ['A7, B5: a pattern without the flag u', { type: 'string', pattern: '^[\\w\\-\\:]+\\_$' }, {}, ['a-b:_'], ['a']],
  [
    'B8: required members that are read only, in parts',
    { allOf: [{ properties: { id: { type: 'string', readOnly: true } } }, { required: ['id', 'name'] }] },
    {},
    [{ name: 'a' }],
    [{}],
  ],
  ['B9: prices', { type: 'number', multipleOf: 0.01 }, {}, [19.99, 0.07], [0.001]],
])('%s', (_, schema, schemas, good, bad) => {
  test.each(['3.0.3', '3.1.0'])('in %s', async (openapi) => {
    if (openapi === '3.1.0' && JSON.stringify(schema).includes('nullable')) return;
    const file = await write({ openapi, paths: { '/a': { post: posts(schema) } }, components: { schemas } });
    const statuses = async (bodies: readonly unknown[]): Promise<readonly number[]> =>
      Promise.all(bodies.map(async (body) => (await ask(file, '/a', body)).status));
    expect([await statuses(good), await statuses(bad)]).toEqual([good.map(() => 200), bad.map(() => 422)]);
  });
});

test('B7, C3: what stands beside a reference holds in 3.1', async () => {
  const album = { ...to('Base'), required: ['Title'], properties: { Title: { type: 'string' } } };
  const base = { type: 'object', required: ['Id'], properties: { Id: { type: 'string' } } };
  const file = await write({
    openapi: '3.1.0',
    paths: { '/a': { post: posts(album) } },
    components: { schemas: { Base: base } },
  });
  const bodies = [{ Title: 'abc' }, { Id: 5, Title: 'abc' }, { Id: 'x', Title: 'abc' }];
  expect(await Promise.all(bodies.map(async (body) => (await ask(file, '/a', body)).status))).toEqual([422, 422, 200]);
});

test('C4: a path item by reference is served', async () => {
  const components = { pathItems: { P: { get: { responses: ok } } } };
  const file = await write({ openapi: '3.1.0', paths: { '/x': { $ref: '#/components/pathItems/P' } }, components });
  expect((await ask(file, '/x')).status).toBe(200);
});

test('C7: a reference within an example is part of the example', async () => {
  const example = { $ref: 'http://schema.example/foo.json', pattern: '(?<bad', schema: { type: 'any' } };
  const content = { 'application/json': { schema: { type: 'object', example: { $ref: '#/nothing' } }, example } };
  const file = await write({ paths: { '/x': { get: { responses: { '200': { description: 'ok', content } } } } } });
  expect(await (await ask(file, '/x')).json()).toEqual(example);
});

test.each(['Bearer', 'bearer', 'BEARER'])('B30: the scheme %s is a bearer token', async (scheme) => {
  const components = { securitySchemes: { key: { type: 'http', scheme, bearerFormat: 'JWT' } } };
  const file = await write({ security: [{ key: [] }], paths: { '/x': { get: { responses: ok } } }, components });
  await using mock = await createMock({ apis: [file], watch: false, anyToken: true });
  const headers = { Authorization: 'Bearer abcdefgh' };
  expect([(await fetch(`${mock.url}/x`)).status, (await fetch(`${mock.url}/x`, { headers })).status]).toEqual([
    401, 200,
  ]);
  expect(await mock.notes()).toEqual(await mock.notes());
});

describe('what cannot be served costs one operation', () => {
  const paths = {
    '/good': { get: { responses: ok } },
    '/schema': { get: gets(to('Gone')) },
    '/deep': { get: gets(to('Deep')) },
    '/parameter': { parameters: [{ in: 'query', schema: {} }], get: { responses: ok } },
    '/scheme': { get: { security: [{ gone: [] }], responses: ok } },
    '/circle': { get: gets(to('Circle')) },
  };
  const components = { schemas: { Deep: { items: to('Gone') }, Circle: to('Circle') } };
  const bad = ['/schema', '/deep', '/parameter', '/scheme', '/circle'];

  test('with a documented problem, and it is told at the start', async () => {
    const file = await write({ paths, components });
    await using mock = await createMock({ apis: [file], watch: false });
    expect((await fetch(`${mock.url}/good`)).status).toBe(200);
    for (const path of bad) {
      const response = await fetch(mock.url + path);
      const body: unknown = await response.json();
      expect([path, response.status, body]).toEqual([
        path,
        501,
        expect.objectContaining({ code: 'OPERATION_NOT_SERVED' }),
      ]);
      expect((body as { detail: string }).detail).toMatch(/api\d+\.json:\d+:\d+: \//);
    }
    const [note] = await mock.notes();
    expect(note).toMatch(/^5 of 6 operations are not served as described: .*api\d+\.json:\d+:\d+: \//);
    expect(note).toContain('"#/components/schemas/Gone" leads nowhere');
  });

  test('a check leaves it out, with the reason', async () => {
    const file = await write({ paths, components });
    const notes: string[] = [];
    const { cases, outcome } = await checkApi(file, { onNote: (note) => notes.push(note) });
    expect(outcome.broken).toEqual([]);
    const skipped = cases.filter((one) => one.outcome === 'skipped');
    expect(new Set(skipped.map(({ operation }) => operation)).size).toBe(bad.length);
    expect(notes[0]).toMatch(/^5 of 6 operations/);
  });

  test('unless the file shall be refused', async () => {
    const file = await write({ paths, components });
    const refusal = await refusalOf(createMock({ apis: [file], watch: false, strictDescription: true }));
    expect(refusal.code).toBe('DESCRIPTION_INVALID');
    expect(refusal.message.split('\n').length).toBeGreaterThan(bad.length);
    expect((await refusalOf(checkApi(file, { strictDescription: true }))).code).toBe('DESCRIPTION_INVALID');
  });
});

test('what only shows when it is compiled is told the same way', async () => {
  const endless = { allOf: [to('Endless')] };
  const paths = { '/a': { post: posts(to('Endless')) }, '/b': { get: { responses: ok } } };
  const file = await write({ paths, components: { schemas: { Endless: endless } } });
  const response = await ask(file, '/a', {});
  expect(response.status).not.toBe(500);
  expect((await ask(file, '/b')).status).toBe(200);
  const { outcome } = await checkApi(file);
  expect(outcome.broken).toEqual([]);
});

test('odd things that nobody needs are told in one line', async () => {
  const odd = { type: 'any', xml: 'yes', minLength: '3', enum: ['a', 'a'] };
  const file = await write({
    info: { title: 't', version: 1.0 },
    paths: {
      '/a': { get: { operationId: 'same', responses: ok } },
      '/b': { post: { operationId: 'same', ...posts(odd) } },
    },
  });
  await using mock = await createMock({ apis: [file], watch: false });
  const notes = await mock.notes();
  expect(notes.filter((note) => note.startsWith('left out: '))).toHaveLength(1);
  expect(notes.join('\n')).toMatch(/"any" is no type.*is no whole number/);
  expect(notes.join('\n')).toContain('the operationId "same" is that of another operation');
  expect(notes.join('\n')).toContain('/info/version must be string');
});
