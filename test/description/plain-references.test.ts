import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isPlainlyReferenced } from '../../src/description/is-plainly-referenced.js';
import { loadDescription, type Description } from '../../src/description/load.js';
import type { Operation } from '../../src/description/operations.js';
import { resolveReferences } from '../../src/description/resolve-references.js';

const ref = (place: string): { readonly $ref: string } => ({ $ref: `#/${place}` });

const components = {
  examples: { rex: { value: { name: 'Rex' } } },
  headers: { Rate: { schema: { type: 'integer' } } },
  parameters: { Limit: { name: 'limit', in: 'query', schema: ref('components/schemas/Count') } },
  requestBodies: { Pet: { content: { 'application/json': { schema: ref('components/schemas/Pet') } } } },
  responses: { Wrong: { description: 'wrong' } },
  schemas: {
    Count: { type: 'integer' },
    // Properties that are called as the places of other kinds are.
    Pet: { properties: { parameters: ref('components/schemas/Name'), responses: ref('components/schemas/Count') } },
    Name: { type: 'string' },
  },
};

const plain = {
  parameters: [ref('components/parameters/Limit')],
  requestBody: ref('components/requestBodies/Pet'),
  responses: {
    '200': {
      description: 'ok',
      headers: { 'x-rate': ref('components/headers/Rate') },
      content: {
        'application/json': {
          schema: ref('components/schemas/Pet'),
          examples: { rex: ref('components/examples/rex') },
        },
      },
    },
    default: ref('components/responses/Wrong'),
  },
};

const schemaRef = ref('components/schemas/Count');
const misled = [
  ['a parameter to a schema', { ...plain, parameters: [schemaRef] }],
  ['a body to a schema', { ...plain, requestBody: schemaRef }],
  ['a header to a schema', { ...plain, responses: { '200': { description: 'ok', headers: { Rate: schemaRef } } } }],
  ['a response to a schema', { ...plain, responses: { '200': schemaRef } }],
] as const;

// Names that the author of a description chooses, and that mean something elsewhere.
const misledByName = [
  ['the default response to a schema', { ...plain, responses: { default: schemaRef } }],
  ['a header x-rate to a schema', { responses: { '200': { description: '', headers: { 'x-rate': schemaRef } } } }],
  ['a header called schema to a schema', { responses: { '200': { description: '', headers: { schema: schemaRef } } } }],
  ['a parameter to the schema of one', { ...plain, parameters: [ref('components/parameters/Limit/schema')] }],
] as const;

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plain-references-'));
});
afterAll(() => rm(root, { recursive: true }));

describe('a document is plainly referenced', () => {
  test('where each reference leads to a component of the fitting kind', async () => {
    expect(isPlainlyReferenced(documentOf(plain))).toBe(true);
    const [operation] = (await load({ 'pets.json': documentOf(plain) })).operations;
    expect(operation?.parameters).toEqual([components.parameters.Limit]);
    expect(operation?.requestBody).toEqual(components.requestBodies.Pet);
  });

  test('where an extension holds what looks like another reference', () => {
    expect(isPlainlyReferenced(documentOf({ ...plain, 'x-see': ref('paths/~1other') }))).toBe(true);
  });

  test('not where a reference leads into the paths', () => {
    const place = 'paths/~1pets/post/responses/200/content/application~1json/schema';
    const content = { 'application/json': { schema: ref(place) } };
    expect(isPlainlyReferenced(documentOf({ ...plain, requestBody: { content } }))).toBe(false);
  });
});

describe('a description is refused that misleads', () => {
  test.each(misled)('%s', async (_, operation) => {
    expect(isPlainlyReferenced(documentOf(operation))).toBe(false);
    await expect(load({ 'pets.json': documentOf(operation) })).rejects.toMatchObject({ code: 'DESCRIPTION_INVALID' });
  });

  // What these names mean elsewhere is not what they mean here.
  test.each(misledByName)('%s', async (_, operation) => {
    await expect(load({ 'pets.json': documentOf(operation) })).rejects.toMatchObject({ code: 'DESCRIPTION_INVALID' });
  });
});

describe('schemas are looked for where they can be', () => {
  test('not in an extension, which may hold anything', async () => {
    const patch = { schema: { properties: { a: false, type: 7 }, type: 'strin' } };
    const { operations } = await load({ 'pets.json': documentOf({ ...plain, 'x-breaking': [{ patch }] }) });
    expect(operations).toHaveLength(1);
  });

  test('but in a header whose name begins as an extension does', async () => {
    const headers = { 'x-rate': { schema: { type: 'strin' } } };
    const refusal = load({ 'pets.json': documentOf({ responses: { '200': { description: 'ok', headers } } }) });
    await expect(refusal).rejects.toMatchObject({
      code: 'DESCRIPTION_INVALID',
      message: expect.stringContaining('/headers/x-rate/schema/type') as string,
    });
  });
});

test('a description says the same in one file and in two', async () => {
  const whole = await load({ 'pets.json': documentOf(plain) });
  const text = JSON.stringify({ ...documentOf(plain), components: undefined });
  const apart = JSON.parse(text.replaceAll('"#/components/', '"more.json#/components/')) as object;
  const split = await load({ 'pets.json': apart, 'more.json': { components } });
  expect(split.operations.map(membersOf)).toEqual(whole.operations.map(membersOf));
  const described = ({ files }: Description): readonly string[] => files.map((file) => basename(file)).sort();
  expect(described(whole)).toEqual(['pets.json', 'pets.statements.yaml']);
  expect(described(split)).toEqual(['more.json', 'pets.json', 'pets.statements.yaml']);
});

function membersOf({ id, parameters, requestBody }: Operation): unknown {
  const bodies = Object.keys(requestBody?.content ?? {});
  return { id, bodies, parameters: parameters.map(({ name, in: place }) => ({ name, place })) };
}

function documentOf(operation: object): object {
  const paths = { '/pets': { post: operation } };
  return { openapi: '3.1.0', info: { title: 'Pets', version: '1' }, paths, components };
}

/** Writes files and loads the first. */
async function load(files: Readonly<Record<string, object>>): Promise<Description> {
  const folder = await mkdtemp(join(root, 'test-'));
  await Promise.all(Object.entries(files).map(([name, file]) => writeFile(join(folder, name), JSON.stringify(file))));
  return loadDescription(join(folder, Object.keys(files)[0] ?? ''));
}

test('responses that refer to each other are left as they are', () => {
  const looped = { A: { $ref: '#/components/responses/B' }, B: { $ref: '#/components/responses/A' } };
  const document = {
    openapi: '3.1.0',
    info: { title: 'Loop', version: '1' },
    paths: { '/a': { get: { responses: { 200: { $ref: '#/components/responses/A' } } } } },
    components: { responses: looped },
  };
  expect(() => {
    resolveReferences(document);
  }).not.toThrow();
  expect(document.paths['/a'].get.responses[200]).toHaveProperty('$ref');
});
