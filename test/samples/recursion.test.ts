import { describe, expect, test } from 'vitest';
import type { Schema } from '../../src/description/document.js';
import { sampleOf, valueOf } from './sample.js';

describe('recursion ends', () => {
  const reference = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
  const schemas: Readonly<Record<string, Schema>> = {
    Person: {
      type: 'object',
      properties: {
        name: { type: 'string', example: 'Ada' },
        mother: reference('Person'),
        father: { anyOf: [reference('Person'), { type: 'null' }] },
        friends: { type: 'array', items: reference('Person') },
        byName: { type: 'object', additionalProperties: reference('Person') },
      },
    },
    Tree: {
      oneOf: [
        {
          type: 'object',
          required: ['left', 'right'],
          properties: { left: reference('Tree'), right: reference('Tree') },
        },
        { type: 'integer' },
      ],
    },
    List: {
      type: 'object',
      required: ['next'],
      properties: { next: { oneOf: [reference('List'), { type: 'null' }] } },
    },
    Endless: { type: 'object', required: ['next'], properties: { next: reference('Endless') } },
    Ping: {
      type: 'object',
      required: ['pong'],
      properties: { pong: { type: 'object', required: ['ping'], properties: { ping: reference('Ping') } } },
    },
  };

  test('by leaving members out, and with empty lists', async () => {
    expect(await valueOf(reference('Person'), { schemas })).toEqual({ name: 'Ada', friends: [], byName: {} });
  });

  test.each([
    { of: 'Tree', value: { left: 1, right: 1 } },
    { of: 'List', value: { next: null } },
  ])('with another alternative: $of', async ({ of, value }) =>
    expect(await valueOf(reference(of), { schemas })).toEqual(value),
  );

  test.each(['Endless', 'Ping'])('or without a value, which is said: %s', async (of) => {
    expect(await sampleOf(reference(of), { schemas })).toEqual({
      kind: 'none',
      reason: 'it requires itself without end',
      schema: `#/components/schemas/${of}`,
    });
  });
});
