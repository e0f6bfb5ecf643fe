import { describe, expect, test } from 'vitest';
import type { Schema } from '../../src/description/document.js';
import { sampleOf, valueOf } from './sample.js';

describe('bounds', () => {
  const wide = (depth: number): Schema =>
    depth === 0
      ? { type: 'string' }
      : {
          type: 'object',
          properties: Object.fromEntries(
            Array.from({ length: 10 }, (_, index) => [`p${String(index)}`, wide(depth - 1)]),
          ),
        };

  test('a large schema makes no large value', async () => {
    expect(JSON.stringify(await valueOf(wide(5))).length).toBeLessThan(20_000);
  });

  test('many schemas that lead to each other', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `S${String(index)}`);
    const properties = Object.fromEntries(names.map((name) => [name, { $ref: `#/components/schemas/${name}` }]));
    const schemas = Object.fromEntries(names.map((name) => [name, { type: 'object', properties }]));
    expect(JSON.stringify(await valueOf({ $ref: '#/components/schemas/S0' }, { schemas })).length).toBeLessThan(20_000);
  });

  test.each<{ what: string; schema: Schema }>([
    { what: 'a text', schema: { type: 'string', minLength: 1_000_000_000 } },
    { what: 'a list', schema: { type: 'array', minItems: 1_000_000_000, items: { type: 'integer' } } },
    { what: 'an object', schema: { type: 'object', minProperties: 1_000_000_000 } },
    { what: 'a pattern', schema: { type: 'string', pattern: '^((a{1000}){1000}){1000}$' } },
    { what: 'a contradiction', schema: { allOf: [{ type: 'string' }, { type: 'integer' }] } },
    {
      what: 'a choice without an end',
      schema: {
        allOf: Array.from({ length: 12 }, () => ({ anyOf: [{ minLength: 9 }, { maxLength: 3 }, { pattern: 'x' }] })),
        enum: [1],
        type: 'string',
      },
    },
    { what: 'nothing', schema: false },
  ])('$what that cannot be is refused', async ({ schema }) => expect((await sampleOf(schema)).kind).toBe('none'));
});
