import { describe, expect, test } from 'vitest';
import type { Schema } from '../../src/description/document.js';
import { valueOf } from './sample.js';

describe('documented values come first', () => {
  test.each<{ what: string; schema: Schema; value: unknown }>([
    { what: 'an example', schema: { type: 'string', example: 'exa', default: 'dv' }, value: 'exa' },
    { what: 'the first of examples', schema: { type: 'string', examples: ['one', 'two'] }, value: 'one' },
    { what: 'a default', schema: { type: 'string', default: 'dv' }, value: 'dv' },
    { what: 'a constant', schema: { const: { a: 1 } }, value: { a: 1 } },
    { what: 'the first of an enum', schema: { enum: ['b', 'a'] }, value: 'b' },
    { what: 'null', schema: { type: ['string', 'null'], example: null }, value: null },
    {
      what: 'what is falsy',
      schema: { type: 'object', properties: { a: { type: 'integer', example: 0 } } },
      value: { a: 0 },
    },
    {
      what: 'those of members and items',
      schema: {
        type: 'object',
        properties: {
          id: { type: 'integer', example: 10 },
          name: { type: 'string', example: 'doggie' },
          tags: { type: 'array', items: { type: 'string', example: 'good' } },
        },
      },
      value: { id: 10, name: 'doggie', tags: ['good'] },
    },
    {
      what: 'an object as it stands, without the members that it leaves out',
      schema: {
        type: 'object',
        properties: { a: { type: 'string' }, b: { type: 'string' } },
        example: { a: 'x', c: 1 },
      },
      value: { a: 'x', c: 1 },
    },
    {
      what: 'those of all parts',
      schema: {
        allOf: [
          {
            type: 'object',
            properties: { a: { type: 'string' }, b: { type: 'string' } },
            example: { a: 'of the first' },
          },
          { type: 'object', required: ['c'], properties: { c: { type: 'string', example: 'of the second' } } },
        ],
      },
      value: { a: 'of the first', c: 'of the second' },
    },
    {
      what: 'beside a reference',
      schema: { $ref: '#/components/schemas/Pet', description: 'a pet', example: { name: 'Rex' } },
      value: { name: 'Rex' },
    },
    { what: 'behind a reference', schema: { $ref: '#/components/schemas/Pet' }, value: { name: 'doggie' } },
    {
      what: 'of the first alternative that does',
      schema: {
        anyOf: [
          { type: 'string', example: 'one' },
          { type: 'integer', example: 2 },
        ],
      },
      value: 'one',
    },
    {
      what: 'but none that breaks its schema, if another value does',
      schema: { type: 'object', properties: { at: { type: 'string', format: 'date', example: 'yesterday' } } },
      value: { at: '2025-01-01' },
    },
    {
      what: 'and of an object that breaks its schema those members that do not',
      schema: {
        type: 'object',
        properties: { id: { type: 'integer' }, name: { type: 'string' } },
        example: { id: 'ten', name: 'doggie' },
      },
      value: { id: 1, name: 'doggie' },
    },
  ])('$what', async ({ schema, value }) => {
    const schemas = { Pet: { type: 'object', properties: { name: { type: 'string', example: 'doggie' } } } };
    expect(await valueOf(schema, { schemas })).toEqual(value);
  });
});

describe('values that are likely', () => {
  test.each<{ schema: Schema; value: unknown }>([
    { schema: {}, value: {} },
    { schema: true, value: {} },
    { schema: { type: 'object' }, value: {} },
    {
      schema: { type: 'object', nullable: true, xml: { name: 'a' }, externalDocs: {}, unevaluatedProperties: false },
      value: {},
    },
    { schema: { type: 'object', additionalProperties: { type: 'integer' } }, value: { key: 1 } },
    { schema: { type: 'object', additionalProperties: false }, value: {} },
    { schema: { properties: { a: { type: 'string' } } }, value: { a: 'string' } },
    { schema: { type: 'object', required: ['q'] }, value: { q: {} } },
    { schema: { minimum: 3 }, value: 3 },
    { schema: { items: { type: 'boolean' } }, value: [true] },
    { schema: { type: 'array' }, value: [] },
    { schema: { type: ['null', 'string'] }, value: 'string' },
    {
      schema: {
        type: 'object',
        properties: {
          id: { type: 'integer' },
          userEmail: { type: 'string' },
          created_at: { type: 'string' },
          city: { type: 'string' },
          countryCode: { type: 'string', maxLength: 2 },
          price: { type: 'number' },
          callbackUrl: { type: 'string' },
        },
      },
      value: {
        id: 1,
        userEmail: 'user@example.com',
        created_at: '2025-01-01T12:00:00Z',
        city: 'Berlin',
        countryCode: 'DE',
        price: 9.99,
        callbackUrl: 'https://example.com/',
      },
    },
  ])('$schema', async ({ schema, value }) => expect(await valueOf(schema)).toEqual(value));
});

describe('reading and writing', () => {
  const schema: Schema = {
    type: 'object',
    required: ['id', 'name', 'password'],
    properties: {
      id: { type: 'integer', readOnly: true },
      name: { type: 'string' },
      password: { type: 'string', writeOnly: true },
    },
    example: { id: 7, name: 'Ada', password: 'x' },
  };

  test('what is read only is no part of a request', async () =>
    expect(await valueOf(schema, { use: 'request' })).toEqual({ name: 'Ada', password: 'x' }));
  test('what is write only is no part of a reply', async () =>
    expect(await valueOf(schema, { use: 'reply' })).toEqual({ id: 7, name: 'Ada' }));
});

describe('seeds', () => {
  const schema: Schema = {
    type: 'object',
    properties: {
      a: { type: 'string', example: 'x' },
      b: { type: 'number' },
      c: { type: 'array', items: { enum: [1, 2, 3, 4] } },
    },
  };

  test('the same seed makes the same value, another seed another one', async () => {
    const make = (): Promise<unknown[]> => Promise.all([1, 2, 3, 5, 8].map((seed) => valueOf(schema, { seed })));
    const values = await make();
    expect(await make()).toEqual(values);
    expect(new Set(values.map((value) => JSON.stringify(value))).size).toBe(5);
  });

  test('what is documented is not taken then', async () =>
    expect(await valueOf(schema, { seed: 1 })).not.toHaveProperty('a', 'x'));
});

test('the schema stays as it was', async () => {
  const schema: Schema = { type: 'object', properties: { a: { type: 'array', items: { example: { b: 1 } } } } };
  const before = structuredClone(schema);
  await valueOf(schema);
  expect(schema).toEqual(before);
});
