import fc, { type Arbitrary } from 'fast-check';
import type { Schema } from '../../src/description/document.js';

/** Values to draw a member from, by its name. */
export type Pools = Readonly<Record<string, readonly unknown[]>>;

/** Values that keep a schema of the control API, and some that fail only by what they name. */
export function fromSchema(schema: Schema | undefined, name: string, pools: Pools): Arbitrary<unknown> {
  const pool = pools[name];
  if (pool !== undefined) return fc.constantFrom(...pool);
  if (typeof schema !== 'object') return fc.jsonValue();
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  switch (schema['type']) {
    case 'integer':
    case 'number':
      return fc.integer({ min: numberOf(schema['minimum'], -1000), max: numberOf(schema['maximum'], 1000) });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(fromSchema(schema['items'] as Schema, '', pools), { maxLength: 3 });
    case 'object':
      return objectFrom(schema, pools);
    case 'string':
      return fc.oneof(
        fc.string({ maxLength: 12 }),
        fc.constantFrom(...((schema['examples'] as string[] | undefined) ?? ['x'])),
      );
    default:
      return fc.jsonValue();
  }
}

function objectFrom(schema: Readonly<Record<string, unknown>>, pools: Pools): Arbitrary<unknown> {
  const {
    properties = {},
    required = [],
    anyOf = [{}],
    additionalProperties,
  } = schema as {
    properties?: Record<string, Schema>;
    required?: string[];
    anyOf?: { required?: string[] }[];
    additionalProperties?: Schema;
  };
  const members = Object.fromEntries(
    Object.entries(properties).map(([name, member]) => [name, fromSchema(member, name, pools)]),
  );
  if (typeof additionalProperties === 'object') {
    return fc.dictionary(fc.string({ maxLength: 8 }), fromSchema(additionalProperties, '', pools), { maxKeys: 3 });
  }
  const alternatives = anyOf.map((one) => [...required, ...(one.required ?? [])]);
  return fc.oneof(...alternatives.map((requiredKeys) => fc.record(members, { requiredKeys })));
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
