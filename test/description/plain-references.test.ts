import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
  ['a parameter to the schema of one', { ...plain, parameters: [ref('components/parameters/Limit/schema')] }],
  ['a response to nothing', { ...plain, responses: { '200': ref('components/responses/Gone') } }],
  ['a schema to nothing', { ...plain, parameters: [{ name: 'a', in: 'query', schema: ref('components/schemas/No') }] }],
] as const;

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plain-references-'));
});
afterAll(() => rm(root, { recursive: true }));

describe('a reference is followed', () => {
  test('that leads to a component of the fitting kind', async () => {
    const [operation] = (await load({ 'pets.json': documentOf(plain) })).operations;
    expect(operation?.parameters).toEqual([components.parameters.Limit]);
    expect(operation?.requestBody).toEqual(components.requestBodies.Pet);
  });

  test('also where it leads into the paths', async () => {
    const place = 'paths/~1pets/post/responses/200/content/application~1json/schema';
    const content = { 'application/json': { schema: ref(place) } };
    const { operations, notes } = await load({ 'pets.json': documentOf({ ...plain, requestBody: { content } }) });
    expect([operations[0]?.unserved, notes]).toEqual([undefined, undefined]);
  });

  test('and what only looks like one is left as it is', async () => {
    const odd = { ...plain, 'x-see': ref('nowhere'), 'x-breaking': [{ patch: { schema: { type: 'strin' } } }] };
    const { operations, notes } = await load({ 'pets.json': documentOf(odd) });
    expect([operations[0]?.unserved, notes]).toEqual([undefined, undefined]);
  });
});

describe('an operation is not served that misleads', () => {
  test.each(misled)('%s', async (_, operation) => {
    const { operations } = await load({ 'pets.json': documentOf(operation) });
    expect(operations.map(({ unserved }) => unserved)).toEqual([expect.stringMatching(/pets\.json:\d+:\d+: /)]);
  });
});

test('a schema is looked at also in a header whose name begins as an extension does', async () => {
  const headers = { 'x-rate': { schema: { type: 'strin' } } };
  const { notes } = await load({ 'pets.json': documentOf({ responses: { '200': { description: 'ok', headers } } }) });
  expect(notes).toEqual([
    expect.stringMatching(/^left out: .*pets\.json.*\/headers\/x-rate\/schema\/type "strin" is no type/),
  ]);
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
