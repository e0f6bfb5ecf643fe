import * as fc from 'fast-check';
import type { Schema } from '../../src/description/document.js';
import type { Allows } from '../../src/samples/judge.js';

export interface Around {
  /** Draws a value. */
  readonly draw: <T>(arbitrary: fc.Arbitrary<T>) => T;
  readonly any: fc.Arbitrary<Schema>;
  readonly allows: Allows;
  readonly is30: boolean;
}

/** A schema of any keywords that allows this value, and so is one that a sampler has to find a value for. */
export function schemaAround(value: unknown, around: Around): Schema {
  const { draw, any, allows, is30 } = around;
  const own = (): Schema => plainAround(value, around);
  const other = draw(any);
  const isOther = !allows(other, value);
  switch (draw(fc.nat({ max: 9 }))) {
    case 0:
      return { allOf: [own(), own()] };
    case 1:
      return { anyOf: [other, own()] };
    case 2:
      return isOther ? { oneOf: [other, own()] } : { oneOf: [own()] };
    case 3:
      return isOther ? { allOf: [own()], not: other } : own();
    case 4:
      return is30 ? own() : { if: other, [isOther ? 'else' : 'then']: own() };
    default:
      return own();
  }
}

function plainAround(value: unknown, around: Around): Schema {
  if (typeof value === 'string') return textAround(value, around);
  if (typeof value === 'number') return numberAround(value, around);
  if (typeof value === 'boolean') return { type: 'boolean' };
  if (value === null) return around.is30 ? { type: 'string', nullable: true } : { type: 'null' };
  return Array.isArray(value)
    ? listAround(value, around)
    : objectAround(value as Readonly<Record<string, unknown>>, around);
}

function some(keywords: Readonly<Record<string, unknown>>, { draw }: Around): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(keywords).filter(() => draw(fc.boolean())));
}

function textAround(value: string, around: Around): Schema {
  const { length } = value;
  const { draw } = around;
  const patterns = ['^[a-z]*$', '^.{0,20}$', '^\\p{L}', '^[\\w@.-]*$'].filter((pattern) =>
    new RegExp(pattern, 'u').test(value),
  );
  const pattern = patterns.length > 0 ? draw(fc.constantFrom(...patterns)) : undefined;
  const limits = {
    minLength: Math.max(0, length - draw(fc.nat({ max: 3 }))),
    maxLength: length + draw(fc.nat({ max: 3 })),
  };
  return {
    type: 'string',
    ...some({ ...limits, ...(pattern !== undefined && { pattern }), enum: ['other', value] }, around),
  };
}

function numberAround(value: number, around: Around): Schema {
  const step = [2, 1, 0.5, 0.25].find((one) => Number.isInteger(value / one)) ?? 1;
  const [below, above] = [value - around.draw(fc.nat({ max: 3 })), value + around.draw(fc.nat({ max: 3 }))];
  const exclusive = around.is30
    ? { minimum: below - 1, exclusiveMinimum: true, maximum: above + 1, exclusiveMaximum: true }
    : { exclusiveMinimum: below - 1, exclusiveMaximum: above + 1 };
  const bounds = around.draw(fc.constantFrom<object>({ minimum: below, maximum: above }, exclusive, {}));
  return {
    type: Number.isInteger(value) ? 'integer' : 'number',
    ...bounds,
    ...some({ multipleOf: step, enum: [value, value + 1] }, around),
  };
}

function listAround(value: readonly unknown[], around: Around): Schema {
  const { is30 } = around;
  const [first] = value;
  const items =
    value.length === 0 ? around.draw(around.any) : { anyOf: value.map((item) => schemaAround(item, around)) };
  const isDistinct = new Set(value.map((item) => JSON.stringify(item))).size === value.length;
  const newer =
    is30 || first === undefined
      ? {}
      : { contains: schemaAround(first, around), prefixItems: [schemaAround(first, around)] };
  return {
    type: 'array',
    items,
    ...some(
      { minItems: value.length, maxItems: value.length + 1, ...(isDistinct && { uniqueItems: true }), ...newer },
      around,
    ),
  };
}

function objectAround(value: Readonly<Record<string, unknown>>, around: Around): Schema {
  const { draw, any, is30 } = around;
  const names = Object.keys(value);
  const declared = names.filter(() => draw(fc.boolean()));
  const further = ['x', 'y'].filter(() => draw(fc.boolean()));
  const properties = Object.fromEntries([
    ...declared.map((name) => [name, schemaAround(value[name], around)] as const),
    ...further.map((name) => [name, draw(any)] as const),
  ]);
  const rest = names.filter((name) => !declared.includes(name));
  const restSchema = rest.length === 0 ? false : { anyOf: rest.map((name) => schemaAround(value[name], around)) };
  const required = names.filter(() => draw(fc.boolean()));
  const newer = is30
    ? {}
    : {
        propertyNames: { pattern: '^[a-z]+$' },
        dependentRequired: Object.fromEntries(names.slice(0, 1).map((name) => [name, names.slice(0, 2)])),
        ...(rest.length === 0 && { unevaluatedProperties: false }),
        dependentSchemas: Object.fromEntries(names.slice(0, 1).map((name) => [name, { required: names.slice(0, 3) }])),
      };
  return {
    type: 'object',
    properties,
    ...(required.length > 0 && { required }),
    ...some(
      { additionalProperties: restSchema, minProperties: names.length, maxProperties: names.length, ...newer },
      around,
    ),
  };
}
