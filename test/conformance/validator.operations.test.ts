import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createValidator, type RequestOptions, type RequestValues } from '../../src/conformance/validator.js';
import { loadDescription } from '../../src/description/load.js';

// One validator serves all operations of a description, which is loaded from a file so that references are real ones.

const responses = { '200': { description: 'ok' } };
const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
const node = (reference: string): object => ({
  type: 'object',
  required: ['value'],
  properties: { value: { type: 'integer' }, next: { $ref: reference } },
});
const treePlace = '#/paths/~1tree/post/requestBody/content/application~1json/schema';
const schemas = { Node: node('#/components/schemas/Node') };
const operations = {
  '/list': { post: { requestBody: json({ $ref: '#/components/schemas/Node' }), responses } },
  '/tree': { post: { requestBody: json(node(treePlace)), responses } },
  '/flat': { post: { requestBody: json({ type: 'object', properties: { value: { type: 'integer' } } }), responses } },
};

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'validator-operations-'));
});
afterAll(() => rm(root, { recursive: true }));

const good = { value: 1, next: { value: 2, next: { value: 3 } } };
const bad = { value: 1, next: { value: 2, next: { value: 'three' } } };

test.each([
  ['/list', '/tree', '/flat'],
  ['/list', '/flat', '/tree'],
  ['/tree', '/list', '/flat'],
  ['/tree', '/flat', '/list'],
  ['/flat', '/list', '/tree'],
  ['/flat', '/tree', '/list'],
])('circular references are followed, whichever operation comes first: %s, %s, %s', async (...order) => {
  const judge = await load(operations, { schemas: { ...schemas, Tree: { $ref: treePlace } } });
  const told = order.map((path) => [path, [good, bad, { value: 'one' }].map((body) => judge(path, { body }))]);
  expect(Object.fromEntries(told)).toEqual({
    '/list': [[], ['/body/next/next/value'], ['/body/value']],
    '/tree': [[], ['/body/next/next/value'], ['/body/value']],
    '/flat': [[], [], ['/body/value']],
  });
});

test('a circular reference may lead into the paths where there are no components', async () => {
  const { '/tree': tree } = operations;
  const judge = await load({ '/tree': tree });
  expect([judge('/tree', { body: good }), judge('/tree', { body: bad })]).toEqual([[], ['/body/next/next/value']]);
});

// As it does in any description of several files with a circular schema in another file, once that is bundled.
test('a circular reference may lead into the paths where no component leads there', async () => {
  const { '/tree': tree } = operations;
  const judge = await load({ '/tree': tree }, { schemas });
  expect([judge('/tree', { body: good }), judge('/tree', { body: bad })]).toEqual([[], ['/body/next/next/value']]);
});

// The parser leaves such a body a reference.
test('a body that is a component is judged, its schema circular', async () => {
  const requestBodies = { Node: json({ $ref: '#/components/schemas/Node' }) };
  const paths = { '/list': { post: { requestBody: { $ref: '#/components/requestBodies/Node' }, responses } } };
  const judge = await load(paths, { schemas, requestBodies });
  expect([judge('/list', { body: good }), judge('/list', { body: bad })]).toEqual([[], ['/body/next/next/value']]);
});

test('a body of several JSON types is judged by the one that came', async () => {
  const content = {
    'application/json': { schema: { type: 'integer' } },
    'application/vnd.pets+json': { schema: { type: 'string' } },
  };
  const judge = await load({ '/pets': { post: { requestBody: { content }, responses } } });
  const judged = ['application/json', 'application/vnd.pets+json', 'application/json'].map((mediaType) =>
    [5, 'five'].map((body) => judge('/pets', { body }, { mediaType })),
  );
  expect(judged).toEqual([
    [[], ['/body']],
    [['/body'], []],
    [[], ['/body']],
  ]);
});

test('parameters of a path count for each of its methods, and those of a method for it alone', async () => {
  const inQuery = (name: string): object => ({ name, in: 'query', required: true, schema: { type: 'integer' } });
  const put = { parameters: [inQuery('m')], responses };
  const judge = await load({ '/pets': { parameters: [inQuery('n')], get: { responses }, put } });
  const judged = ['GET', 'PUT'].map((method) =>
    [{}, { n: 'one' }, { n: '1' }].map((query) => judge('/pets', { query }, { method }).length),
  );
  expect(judged).toEqual([
    [1, 1, 0],
    [2, 2, 1],
  ]);
  expect(judge('/pets', { query: { n: '1', m: '1' } }, { method: 'PUT' })).toEqual([]);
});

// For each further JSON type another operation stands in the engine.
test('parameters of a path count where a body has several JSON types', async () => {
  const parameters = [{ name: 'n', in: 'query', required: true, schema: { type: 'integer' } }];
  const content = { 'application/json': {}, 'application/vnd.pets+json': {} };
  const judge = await load({ '/pets': { parameters, post: { requestBody: { content }, responses } } });
  const query = { n: 'one' };
  const mediaTypes = ['text/plain', 'application/json', 'application/vnd.pets+json'];
  const judged = mediaTypes.map((mediaType) => judge('/pets', { query, body: 5 }, { mediaType }));
  expect(judged).toEqual([['/query/n'], ['/query/n'], ['/query/n']]);
});

type Judge = (
  path: string,
  values: Partial<RequestValues>,
  options?: RequestOptions & { readonly method?: string },
) => readonly string[];

async function load(paths: object, components?: object): Promise<Judge> {
  const file = join(await mkdtemp(join(root, 'test-')), 'pets.json');
  const info = { title: 'Pets', version: '1' };
  await writeFile(file, JSON.stringify({ openapi: '3.1.0', info, paths, components }));
  const description = await loadDescription(file);
  const validator = createValidator(description.document);
  return (path, values, { method = 'POST', ...options } = {}) => {
    const operation = description.operations.find((one) => one.path === path && one.method === method);
    if (operation === undefined) throw new Error(`no operation ${method} ${path}`);
    const all = structuredClone({ path: {}, query: {}, header: {}, cookie: {}, ...values });
    return validator.request(operation, all, options).map(({ pointer }) => pointer);
  };
}
