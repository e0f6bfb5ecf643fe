import * as fc from 'fast-check';
import type { Schema } from '../../src/description/document.js';

const names = fc.constantFrom('a', 'b', 'c', 'name');
const small = fc.integer({ min: 0, max: 3 });

/** Values as small as the schemas below, so that they meet. */
export const anyValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, false, 0, 1, 2, 3.5, -1, '', 'a', 'abc', 'user@example.com', '2025-01-01'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(names, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

/** Schemas of every keyword that a version of OpenAPI has, mostly such that some value is allowed. */
export function anySchema(openapi: string, maxDepth = 3): fc.Arbitrary<Schema> {
  const is30 = openapi.startsWith('3.0');
  return fc.letrec<{ schema: Schema }>((tie) => ({
    schema: fc.oneof(
      { maxDepth, withCrossShrink: true },
      leaf(is30),
      object(tie('schema'), is30),
      list(tie('schema'), is30),
      choice(tie('schema'), is30),
    ),
  })).schema;
}

type Keywords = Record<string, fc.Arbitrary<unknown>>;

function record(fixed: Keywords, optional: Keywords): fc.Arbitrary<Schema> {
  return fc
    .tuple(fc.record(fixed), fc.record(optional, { requiredKeys: [] }))
    .map(([some, others]): Schema => ({ ...some, ...others }));
}

function leaf(is30: boolean): fc.Arbitrary<Schema> {
  const low = fc.integer({ min: -5, max: 2 });
  const bounds: Keywords = is30
    ? {
        minimum: low,
        exclusiveMinimum: fc.boolean(),
        maximum: fc.integer({ min: 4, max: 9 }),
        exclusiveMaximum: fc.boolean(),
      }
    : {};
  const limits: Keywords = is30 ? {} : { exclusiveMinimum: low, maximum: fc.integer({ min: 4, max: 9 }) };
  const number = record(
    { type: fc.constantFrom('integer', 'number'), ...bounds },
    { ...limits, multipleOf: fc.constantFrom(1, 2, 0.5), format: fc.constantFrom('int32', 'double') },
  );
  const text = record(
    { type: fc.constant('string') },
    {
      minLength: fc.integer({ min: 0, max: 8 }),
      maxLength: fc.integer({ min: 8, max: 40 }),
      pattern: fc.constantFrom('^[a-z]+$', '\\d', '^.{1,20}$', '^\\p{L}'),
    },
  );
  const formatted = record(
    {
      type: fc.constant('string'),
      format: fc.constantFrom('date', 'date-time', 'email', 'uuid', 'byte', 'uri', 'ipv4', 'unknown'),
    },
    {},
  );
  const listed = fc
    .uniqueArray(fc.constantFrom(1, 'a', null, true), { minLength: 1 })
    .map((values) => ({ enum: values }));
  const simple = fc.constantFrom<Schema>(
    {},
    { type: 'boolean' },
    ...(is30
      ? [{ type: 'string', nullable: true }]
      : [{ type: 'null' }, { const: 'a' }, true, { type: ['integer', 'null'] }]),
  );
  return fc.oneof(number, text, formatted, listed, simple);
}

function object(schema: fc.Arbitrary<Schema>, is30: boolean): fc.Arbitrary<Schema> {
  const further: Keywords = is30
    ? {}
    : {
        patternProperties: fc.dictionary(fc.constantFrom('^a', '[a-c]'), schema, { maxKeys: 1, noNullPrototype: true }),
        propertyNames: fc.constantFrom<Schema>({ maxLength: 12 }, { pattern: '^[a-z]' }),
        dependentRequired: fc.constantFrom({ a: ['b'] }, { name: ['a', 'c'] }),
        dependentSchemas: fc.dictionary(names, schema, { maxKeys: 1, noNullPrototype: true }),
        unevaluatedProperties: fc.constant(false),
      };
  return record(
    { type: fc.constant('object') },
    {
      properties: fc.dictionary(names, schema, { maxKeys: 4, noNullPrototype: true }),
      required: fc.uniqueArray(names, { minLength: 1, maxLength: 3 }),
      additionalProperties: fc.oneof(fc.boolean(), schema),
      minProperties: small,
      maxProperties: fc.integer({ min: 3, max: 6 }),
      ...further,
    },
  );
}

function list(schema: fc.Arbitrary<Schema>, is30: boolean): fc.Arbitrary<Schema> {
  const further: Keywords = is30
    ? {}
    : {
        prefixItems: fc.array(schema, { minLength: 1, maxLength: 2 }),
        contains: schema,
        minContains: fc.integer({ min: 0, max: 2 }),
      };
  return record(
    { type: fc.constant('array') },
    { items: schema, minItems: small, maxItems: fc.integer({ min: 3, max: 5 }), uniqueItems: fc.boolean(), ...further },
  );
}

function choice(schema: fc.Arbitrary<Schema>, is30: boolean): fc.Arbitrary<Schema> {
  const several = fc.array(schema, { minLength: 1, maxLength: 3 });
  const kinds = [
    several.map((allOf) => ({ allOf })),
    several.map((anyOf) => ({ anyOf })),
    several.map((oneOf) => ({ oneOf })),
    fc.tuple(schema, leaf(is30)).map(([one, other]) => ({ ...(typeof one === 'object' ? one : {}), not: other })),
    ...(is30 ? [] : [fc.tuple(schema, schema, schema).map(([one, then, other]) => ({ if: one, then, else: other }))]),
  ];
  return fc.oneof(...kinds);
}
