import { describe, expect, test } from 'vitest';
import type { Schema } from '../../src/description/document.js';
import { valueOf } from './sample.js';

// `valueOf` has the validator's word on each of them.
describe('what is asked for is kept', () => {
  test.each<{ what: string; schema: Schema; openapi?: string }>([
    { what: 'a length', schema: { type: 'string', minLength: 300, maxLength: 300 } },
    { what: 'a format and a length', schema: { type: 'string', format: 'email', maxLength: 8 } },
    { what: 'a long email', schema: { type: 'string', format: 'email', minLength: 60 } },
    { what: 'base64 of a length', schema: { type: 'string', format: 'byte', minLength: 41, maxLength: 44 } },
    { what: 'a pattern with properties of Unicode', schema: { type: 'string', pattern: '^\\p{Lu}{2}$' } },
    { what: 'a pattern with look-aheads', schema: { type: 'string', pattern: '^(?=.*[A-Z])(?=.*\\d).{8,}$' } },
    { what: 'two patterns', schema: { allOf: [{ type: 'string', pattern: '^[a-z]+$' }, { pattern: '^.{3}$' }] } },
    { what: 'a large minimum', schema: { type: 'integer', minimum: 9007199254740991 } },
    { what: 'an exclusive large minimum', schema: { type: 'integer', exclusiveMinimum: 9007199254740992 } },
    {
      what: 'bounds of 3.0',
      openapi: '3.0.3',
      schema: { type: 'integer', minimum: 5, exclusiveMinimum: true, maximum: 6 },
    },
    { what: 'narrow bounds', schema: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1e-9 } },
    { what: 'negative bounds', schema: { type: 'integer', minimum: -22, maximum: -15, multipleOf: 7 } },
    { what: 'a decimal step', schema: { type: 'number', minimum: 0.1, multipleOf: 0.25 } },
    {
      what: 'several steps',
      schema: {
        allOf: [
          { type: 'number', multipleOf: 4 },
          { multipleOf: 6, minimum: 1 },
        ],
      },
    },
    { what: 'int32 of a number', schema: { type: 'number', format: 'int32' } },
    { what: 'a number beside an integer', schema: { oneOf: [{ type: 'integer' }, { type: 'number' }] } },
    { what: 'items without a word about them', schema: { type: 'array', minItems: 2 } },
    { what: 'distinct items', schema: { type: 'array', minItems: 4, uniqueItems: true, items: { type: 'string' } } },
    {
      what: 'distinct items of an enum',
      schema: { type: 'array', minItems: 3, uniqueItems: true, items: { enum: [1, 2, 3] } },
    },
    {
      what: 'distinct objects',
      schema: {
        type: 'array',
        minItems: 3,
        uniqueItems: true,
        items: { type: 'object', required: ['a'], properties: { a: { type: 'boolean' }, b: { type: 'boolean' } } },
      },
    },
    {
      what: 'contained items',
      schema: { type: 'array', items: { type: 'integer' }, contains: { minimum: 5 }, minContains: 2 },
    },
    {
      what: 'items in turn',
      schema: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false, minItems: 2 },
    },
    { what: 'so many members', schema: { type: 'object', minProperties: 3, properties: { a: { type: 'string' } } } },
    {
      what: 'no more members',
      schema: { type: 'object', maxProperties: 1, properties: { a: {}, b: {}, c: {} }, required: ['c'] },
    },
    { what: 'names', schema: { type: 'object', minProperties: 2, propertyNames: { pattern: '^x-[a-z]+$' } } },
    {
      what: 'members by pattern',
      schema: {
        type: 'object',
        patternProperties: { '^n_': { type: 'integer' } },
        additionalProperties: false,
        minProperties: 1,
      },
    },
    {
      what: 'members that are required and not declared',
      schema: { type: 'object', required: ['a'], additionalProperties: { type: 'integer' } },
    },
    {
      what: 'members that depend',
      schema: { type: 'object', properties: { a: {}, b: {} }, dependentRequired: { a: ['c'] } },
    },
    {
      what: 'rules that depend',
      schema: {
        type: 'object',
        properties: { a: {} },
        dependentSchemas: { a: { required: ['z'], properties: { z: { const: 1 } } } },
      },
    },
    {
      what: 'a condition',
      schema: {
        type: 'object',
        required: ['kind'],
        properties: { kind: { enum: ['a', 'b'] } },
        if: { properties: { kind: { const: 'a' } } },
        then: { required: ['x'], properties: { x: { type: 'integer' } } },
      },
    },
    { what: 'what it is not', schema: { type: 'string', enum: ['a', 'b'], not: { const: 'a' } } },
    {
      what: 'a member that must not be',
      schema: { type: 'object', properties: { a: {}, b: {} }, not: { required: ['b'] } },
    },
    {
      what: 'nothing further',
      schema: { allOf: [{ properties: { a: { type: 'string' } } }], unevaluatedProperties: false },
    },
    {
      what: 'alternatives that overlap',
      schema: {
        oneOf: [
          { type: 'object', properties: { a: { type: 'string' } } },
          { type: 'object', properties: { b: { type: 'string' } } },
        ],
      },
    },
    {
      what: 'choices of two parts',
      schema: {
        allOf: [
          { oneOf: [{ type: 'string' }, { type: 'integer' }] },
          { oneOf: [{ type: 'integer' }, { type: 'boolean' }] },
        ],
      },
    },
    {
      what: 'a rule ten levels down',
      schema: Array.from({ length: 10 }).reduce<Schema>(
        (inner) => ({ type: 'object', required: ['a'], properties: { a: inner } }),
        { type: 'string', minLength: 30 },
      ),
    },
    {
      what: 'a member of a name that every object has',
      schema: {
        type: 'object',
        required: ['__proto__', 'constructor'],
        properties: { ['__proto__']: { type: 'integer' }, constructor: { type: 'string' } },
      },
    },
  ])('$what', async ({ schema, ...world }) => {
    expect(await valueOf(schema, world)).toBeDefined();
    for (const seed of [1, 2, 3]) expect(await valueOf(schema, { ...world, seed })).toBeDefined();
  });
});
