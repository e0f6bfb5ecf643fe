import { describe, expect, test } from 'vitest';
import type { Document, Schema } from '../../src/description/document.js';
import { createSchemaReader, type SchemaReader } from '../../src/description/schemas.js';

const to = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

function reader(schemas: Readonly<Record<string, Schema>>, openapi = '3.1.0'): SchemaReader {
  const document = { openapi, info: { title: 't', version: '1' }, components: { schemas } };
  return createSchemaReader(document as Document);
}

describe('a resolved schema', () => {
  test.each<[string, Schema | undefined, unknown]>([
    ['what is absent is any value', undefined, {}],
    ['true is any value', true, {}],
    ['false is none', false, { not: {} }],
    ['what is no schema is any value', [] as never, {}],
    ['what has no reference is itself', { minLength: 2 }, { minLength: 2 }],
    ['a reference is what it leads to', to('Text'), { type: 'string' }],
    ['chains are followed', to('Chain'), { type: 'string' }],
    ['one that leads nowhere is any value', to('Nowhere'), {}],
    ['one that leads to itself is any value', to('Itself'), {}],
    ['one to false is none', to('Never'), { not: {} }],
    ['names that every object has are names', to('constructor'), { type: 'integer' }],
    ['names that every object has lead nowhere where they are not declared', to('toString'), {}],
    [
      'rules beside a reference hold as well',
      { ...(to('Text') as object), minLength: 3, description: 'd' },
      { description: 'd', minLength: 3, allOf: [{ type: 'string' }] },
    ],
    [
      'notes beside a reference are laid over it',
      { ...(to('Text') as object), example: 'e', 'x-source': 'L1' },
      { type: 'string', example: 'e', 'x-source': 'L1' },
    ],
  ])('3.1: %s', (_, schema, resolved) => {
    const schemas = {
      Text: { type: 'string' },
      Chain: to('Text'),
      Itself: to('Itself'),
      Never: false,
      constructor: { type: 'integer' },
    };
    expect(reader(schemas).resolve(schema)).toEqual(resolved);
  });

  test.each<[string, Schema, unknown]>([
    ['siblings are ignored', { ...(to('Text') as object), minLength: 3 }, { type: 'string' }],
    ['but nullable is borne with', { ...(to('Text') as object), nullable: true }, { type: 'string', nullable: true }],
    [
      'also of an enum',
      { ...(to('Enum') as object), nullable: true },
      { type: 'string', enum: ['a', null], nullable: true },
    ],
    [
      'also of a target without a type',
      { ...(to('Parts') as object), nullable: true },
      { anyOf: [{ allOf: [to('Text')] }, { enum: [null] }] },
    ],
  ])('3.0: %s', (_, schema, resolved) => {
    const schemas = { Text: { type: 'string' }, Enum: { type: 'string', enum: ['a'] }, Parts: { allOf: [to('Text')] } };
    expect(reader(schemas, '3.0.3').resolve(schema)).toEqual(resolved);
  });

  test('is the same object each time', () => {
    const schemas = reader({ Text: { type: 'string' } });
    const schema = { ...(to('Text') as object), minLength: 3 };
    expect(schemas.resolve(schema)).toBe(schemas.resolve(schema));
  });
});

test.each<[Schema, readonly string[]]>([
  [{}, []],
  [{ type: 'string' }, ['string']],
  [{ type: ['array', 'null'] }, ['array', 'null']],
  [{ type: 'any' }, []],
  [{ type: 'string', nullable: true }, ['string', 'null']],
  [{ nullable: true }, []],
  [{ const: null }, ['null']],
  [{ enum: [1, 1.5, 'a'] }, ['integer', 'number', 'string']],
  [{ type: 'number', enum: [1, 'a'] }, ['integer']],
  [{ allOf: [{ type: 'number' }, { type: ['integer', 'string'] }] }, ['integer']],
  [{ allOf: [{}, { type: 'object' }] }, ['object']],
  [{ anyOf: [{ type: 'array' }, { type: 'string' }] }, ['array', 'string']],
  [{ oneOf: [{ type: 'array' }, {}] }, []],
  [{ type: 'object', oneOf: [{ required: ['a'] }, { required: ['b'] }] }, ['object']],
  [{ anyOf: [to('Text'), to('Tree')] }, ['string', 'object']],
  [{ ...(to('Text') as object), type: ['string', 'null'] }, ['string']],
  [to('Round'), ['integer']],
])('the types of %j are %j', (schema, types) => {
  const schemas = {
    Text: { type: 'string' },
    Tree: { type: 'object', properties: { kids: { items: to('Tree') } } },
    Round: { allOf: [to('Round'), { type: 'integer' }] },
  };
  expect(reader(schemas).types(schema)).toEqual(types);
});

describe('members', () => {
  test('are those of parts and alternatives too', () => {
    const declared = reader({
      Base: { properties: { id: { type: 'integer' } } },
      Pet: { allOf: [to('Base'), { properties: { name: { type: 'string' } } }], oneOf: [to('Cat'), to('Dog')] },
      Cat: { allOf: [to('Pet'), { properties: { lives: true } }] },
      Dog: { properties: { barks: false, broken: 'text' } },
    });
    expect([...declared.members(to('Pet'))]).toEqual([
      ['id', { type: 'integer' }],
      ['name', { type: 'string' }],
      ['lives', true],
      ['barks', false],
    ]);
  });

  test('declared several times are all that is said of them', () => {
    const declared = reader({});
    const [some, other] = [{ enum: ['cat'] }, { enum: ['dog'] }];
    const choice = { oneOf: [{ properties: { kind: some } }, { properties: { kind: other } }] };
    const schema = { properties: { kind: { type: 'string' } }, ...choice };
    expect(declared.members(schema).get('kind')).toEqual({ allOf: [{ type: 'string' }, { anyOf: [some, other] }] });
  });

  test('may have any name', () => {
    const schema = JSON.parse('{"properties": {"__proto__": {"type": "string"}, "toString": true}}') as Schema;
    expect([...reader({}).members(schema).keys()]).toEqual(['__proto__', 'toString']);
  });

  test('of many schemas that lead to each other are found at once', () => {
    const names = Array.from({ length: 60 }, (_, index) => `S${String(index)}`);
    const schemas = names.map((name) => [name, { properties: { [name]: true }, anyOf: names.map(to) }] as const);
    const declared = reader(Object.fromEntries(schemas));
    expect([...declared.members(to('S7')).keys()].sort()).toEqual([...names].sort());
  });
});

test.each<[Schema, readonly string[]]>([
  [{}, []],
  [{ required: ['a', 'b'] }, ['a', 'b']],
  [{ required: true }, []],
  [{ required: ['a'], allOf: [{ required: ['b'] }, to('Id')] }, ['a', 'b', 'id']],
  [{ ...(to('Id') as object), required: ['b'] }, ['b', 'id']],
  [{ oneOf: [{ required: ['a', 'kind'] }, { required: ['kind'] }] }, ['kind']],
  [{ anyOf: [{ required: ['a'] }, {}] }, []],
])('of %j the members %j are required', (schema, names) => {
  expect([...reader({ Id: { required: ['id'] } }).required(schema)]).toEqual(names);
});

test.each<[Schema, Schema | undefined]>([
  [{ type: 'array' }, undefined],
  [{ items: to('Id') }, to('Id')],
  [{ items: false }, false],
  [to('List'), { type: 'integer' }],
  [{ allOf: [to('List'), { maxItems: 3 }] }, { type: 'integer' }],
  [{ allOf: [to('List'), { items: to('Id') }] }, { allOf: [{ type: 'integer' }, to('Id')] }],
  [{ oneOf: [to('List'), { type: 'string' }] }, { type: 'integer' }],
  [{ anyOf: [to('List'), { items: true }] }, { anyOf: [{ type: 'integer' }, true] }],
])('items of %j are %j', (schema, items) => {
  expect(reader({ List: { items: { type: 'integer' } } }).items(schema)).toEqual(items);
});
