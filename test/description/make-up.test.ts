import { Ajv2020 } from 'ajv/dist/2020.js';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import type { Document, Schema } from '../../src/description/document.js';
import { createMakeUp } from '../../src/description/make-up.js';

const seeds = [1, 2, 3, 5, 8, 1_000_000_007];

const node = {
  type: 'object',
  required: ['value'],
  properties: { value: { type: 'integer' }, next: { $ref: '#/components/schemas/Node' } },
};

describe('a made-up value is one that its schema allows', () => {
  test.each<{ what: string; schema: Schema }>([
    { what: 'an integer in bounds', schema: { type: 'integer', minimum: 3, exclusiveMaximum: 7 } },
    { what: 'a string in bounds', schema: { type: 'string', minLength: 4, maxLength: 6 } },
    { what: 'a pattern', schema: { type: 'string', pattern: '^ou_[0-9a-f]{8}$' } },
    { what: 'a format', schema: { type: 'string', format: 'date-time' } },
    { what: 'an enum', schema: { enum: [34, 35, 36] } },
    { what: 'a list', schema: { type: 'array', minItems: 2, items: { type: 'boolean' } } },
    { what: 'several types', schema: { type: ['object', 'null'] } },
    {
      what: 'all of several',
      schema: { allOf: [{ type: 'object', required: ['a'] }, { properties: { a: { const: 1 } } }] },
    },
    { what: 'one of several', schema: { oneOf: [{ type: 'string' }, { type: 'integer' }] } },
    {
      what: 'vendor words',
      schema: { type: 'object', required: ['a'], properties: { a: { type: 'null', 'x-source': ['A'] } } },
    },
    {
      what: 'a member named like a vendor word',
      schema: { type: 'object', required: ['x-id'], properties: { 'x-id': { type: 'integer' } } },
    },
    { what: 'a constant with such a member', schema: { const: { 'x-id': 1 } } },
    { what: 'anything', schema: true },
  ])('$what', async ({ schema }) => {
    const makeUp = createMakeUp(documentOf('3.1.0'));
    const isAllowed = addFormats.default(new Ajv2020({ strict: false })).compile(schema);
    for (const seed of seeds) {
      const value = await makeUp(schema, seed);
      expect(isAllowed(value), JSON.stringify(value)).toBe(true);
    }
  });

  test('a circular one, which comes to an end', async () => {
    const makeUp = createMakeUp(documentOf('3.1.0', { Node: node }));
    const ajv = new Ajv2020({ strict: false }).addSchema({
      $id: 'https://example.com/d',
      components: { schemas: { Node: node } },
    });
    for (const seed of seeds) {
      const value = await makeUp({ $ref: '#/components/schemas/Node' }, seed);
      expect(
        ajv.validate({ $ref: 'https://example.com/d#/components/schemas/Node' }, value),
        JSON.stringify(value),
      ).toBe(true);
    }
  });

  test.each<{ what: string; schema: Schema }>([
    { what: 'nullable', schema: { type: 'string', nullable: true, minLength: 2 } },
    { what: 'exclusiveMinimum: true', schema: { type: 'integer', minimum: 5, exclusiveMinimum: true, maximum: 6 } },
    { what: 'exclusiveMaximum: true', schema: { type: 'integer', minimum: 5, exclusiveMaximum: true, maximum: 6 } },
  ])('of OpenAPI 3.0: $what', async ({ schema }) => {
    const makeUp = createMakeUp(documentOf('3.0.3'));
    const isAllowed = new AjvDraft04.default({ strict: false }).compile(schema as object);
    for (const seed of seeds) {
      const value = await makeUp(schema, seed);
      expect(isAllowed(value), JSON.stringify(value)).toBe(true);
    }
  });
});

describe('seeds', () => {
  const schema = { type: 'object', required: ['a', 'b'], properties: { a: { type: 'string' }, b: { type: 'number' } } };

  test('the same seed makes the same value, also in another mock', async () => {
    const [one, other] = [createMakeUp(documentOf('3.1.0')), createMakeUp(documentOf('3.1.0'))];
    expect(await one(schema, 42)).toEqual(await one(schema, 42));
    expect(await one(schema, 42)).toEqual(await other(schema, 42));
  });

  test('different seeds make different values', async () => {
    const makeUp = createMakeUp(documentOf('3.1.0'));
    const values = await Promise.all(seeds.map((seed) => makeUp(schema, seed)));
    expect(new Set(values.map((value) => JSON.stringify(value))).size).toBe(seeds.length);
  });
});

test('optional members are made up too', async () => {
  const schema = { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } };
  const makeUp = createMakeUp(documentOf('3.1.0'));
  for (const seed of seeds) expect(Object.keys((await makeUp(schema, seed)) as object)).toEqual(['a', 'b']);
});

test('the schema and the document stay as they were', async () => {
  const document = documentOf('3.1.0', { Node: node });
  const schema = { type: 'object', properties: { a: { $ref: '#/components/schemas/Node', 'x-source': ['A'] } } };
  const before = structuredClone({ document, schema });
  await createMakeUp(document)(schema, 1);
  expect({ document, schema }).toEqual(before);
});

function documentOf(openapi: string, schemas: Readonly<Record<string, Schema>> = {}): Document {
  const components = { schemas, securitySchemes: {} };
  return { openapi, info: { title: 'Test', version: '1' }, paths: {}, components };
}
