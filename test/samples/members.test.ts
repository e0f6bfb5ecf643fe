import { describe, expect, test } from 'vitest';
import type { Schema } from '../../src/description/document.js';
import { valueOf } from './sample.js';

const pets = {
  Pet: {
    oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
    discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat', dog: 'Dog' } },
  },
  Cat: {
    type: 'object',
    required: ['kind', 'lives'],
    properties: { kind: { type: 'string' }, lives: { type: 'integer' } },
  },
  Dog: {
    type: 'object',
    required: ['kind', 'bark'],
    properties: { kind: { type: 'string' }, bark: { type: 'boolean' } },
  },
  Vehicle: {
    type: 'object',
    required: ['type'],
    properties: { type: { type: 'string' } },
    discriminator: { propertyName: 'type', mapping: { car: '#/components/schemas/Car' } },
  },
  Car: {
    allOf: [
      { $ref: '#/components/schemas/Vehicle' },
      { type: 'object', required: ['doors'], properties: { doors: { type: 'integer' } } },
    ],
  },
  Bike: {
    allOf: [{ $ref: '#/components/schemas/Vehicle' }, { type: 'object', properties: { gears: { type: 'integer' } } }],
  },
};

test.each([
  { of: 'Pet', value: { kind: 'cat', lives: 1 } },
  { of: 'Vehicle', value: { type: 'car', doors: 1 } },
  { of: 'Bike', value: { type: 'Bike', gears: 1 } },
])('a discriminator names the schema that was taken: $of', async ({ of, value }) => {
  expect(await valueOf({ $ref: `#/components/schemas/${of}` }, { schemas: pets })).toEqual(value);
});

describe('values of the request', () => {
  const schema: Schema = {
    type: 'object',
    properties: {
      id: { type: 'integer', example: 10 },
      name: { type: 'string' },
      tag: { type: 'string', maxLength: 3 },
    },
  };
  const given = new Map<string, unknown>([
    ['id', 7],
    ['name', 'Rex'],
    ['tag', 'too long'],
    ['other', 1],
  ]);

  test('are those of members of the same name, as far as these allow them', async () =>
    expect(await valueOf(schema, { given })).toEqual({ id: 7, name: 'Rex', tag: 'str' }));
  test('also in a list', async () =>
    expect(await valueOf({ type: 'array', items: schema }, { given })).toEqual([{ id: 7, name: 'Rex', tag: 'str' }]));
  test('choose the alternative', async () => {
    const chosen = await valueOf(
      { $ref: '#/components/schemas/Pet' },
      { schemas: pets, given: new Map([['kind', 'dog']]) },
    );
    expect(chosen).toEqual({ kind: 'dog', bark: true });
  });
});
