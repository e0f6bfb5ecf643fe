import * as fc from 'fast-check';
import type { SchemaObject } from '../../description/schemas.js';
import type { Place } from './places.js';
import { isList, isRecord } from './records.js';

/** Values that may break one rule at a place; the validator says whether they do. */
export interface FlawedValues {
  /** What stands there instead; `undefined` for nothing. */
  readonly arbitrary: fc.Arbitrary<unknown>;
  /** The values that are nearest to good ones, which are tried before all others. @default none */
  readonly nearest?: readonly unknown[];
  /** Where, if not at the place itself. */
  readonly pointer?: string;
  /** Whether there are so many that a few have to stand for all. */
  readonly isOpen: boolean;
}

/** What may break the rules that schemas set up for a place. */
export function flawedValues(place: Place): readonly FlawedValues[] {
  const { value, schemas } = place;
  return [
    ...removals(place),
    ...schemas.flatMap(ofWrongType),
    ...schemas.flatMap((schema) => notListed(schema, value)),
    ...(typeof value === 'number' ? schemas.flatMap(outOfBounds) : []),
    ...(typeof value === 'string' ? schemas.flatMap(wrongTexts) : []),
    ...(isList(value) ? schemas.flatMap((schema) => wrongLists(schema, value)) : []),
    ...(isRecord(value) ? schemas.flatMap((schema) => wrongObjects(schema, value)) : []),
  ];
}

function open(arbitrary: fc.Arbitrary<unknown>): FlawedValues {
  return { arbitrary, isOpen: true };
}

function only(...values: readonly unknown[]): FlawedValues {
  return { arbitrary: fc.constantFrom(...values), isOpen: values.length > 1 };
}

function removals({ value, pointer }: Place): readonly FlawedValues[] {
  if (!isRecord(value)) return [];
  return Object.keys(value).map((key) => ({ ...only(undefined), pointer: `${pointer}/${key}` }));
}

const word: fc.Arbitrary<string> = fc.stringMatching(/^[a-z]{3,12}$/);

// Only what no server reads as the right type: not `"1"` for 1, and not 1 for a text.
const wrongTypes: Readonly<Record<string, readonly fc.Arbitrary<unknown>[]>> = {
  integer: [word, fc.integer({ min: -99, max: 99 }).map((whole) => whole + 0.5), fc.constantFrom(true, [], {})],
  number: [word, fc.constantFrom(true, [], {})],
  boolean: [word, fc.constantFrom([], {})],
  string: [fc.constantFrom([], {})],
  array: [fc.integer({ min: 1, max: 99 }), fc.constant({})],
  object: [word, fc.constantFrom([], 7, true)],
};

function ofWrongType({ type }: SchemaObject): readonly FlawedValues[] {
  const types = [type ?? []].flat().filter((name) => typeof name === 'string' && name !== 'null') as string[];
  if (types.length !== 1) return [];
  return [open(fc.oneof(...(wrongTypes[types[0] ?? ''] ?? [])))];
}

function notListed(schema: SchemaObject, value: unknown): readonly FlawedValues[] {
  const isListed = 'enum' in schema || 'const' in schema;
  if (!isListed || schema['const'] === null) return [];
  if (typeof value === 'number') return [open(fc.integer({ min: -10, max: 1000 }))];
  return typeof value === 'string' ? [open(word)] : [];
}

function outOfBounds(schema: SchemaObject): readonly FlawedValues[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const step = typeof multipleOf === 'number' ? multipleOf : 1;
  const below = lowest([minimum, exclusiveMinimum]);
  const above = lowest([maximum, exclusiveMaximum]);
  const far = fc.integer({ min: 0, max: 1000 });
  return [
    ...below.map((limit) => nearAndFar(far, (steps) => limit - steps * step)),
    ...above.map((limit) => nearAndFar(far, (steps) => limit + steps * step)),
    ...(typeof multipleOf === 'number' ? [open(far.map((steps) => (steps + 0.5) * multipleOf))] : []),
  ];
}

// The limit itself is wrong where it is exclusive.
function nearAndFar(far: fc.Arbitrary<number>, toValue: (steps: number) => number): FlawedValues {
  return { ...open(far.map(toValue)), nearest: [0, 1].map(toValue) };
}

function lowest(limits: readonly unknown[]): readonly number[] {
  return limits.filter((limit) => typeof limit === 'number');
}

function wrongTexts({ minLength, maxLength, pattern, format }: SchemaObject): readonly FlawedValues[] {
  const letters = fc.constantFrom('a', 'b', 'c', 'x', 'y', 'z');
  const ofLength = (minLength: number, maxLength: number, nearest: number): FlawedValues => ({
    ...open(fc.string({ unit: letters, minLength, maxLength })),
    nearest: ['a'.repeat(nearest)],
  });
  return [
    ...(typeof minLength === 'number' && minLength > 0 ? [ofLength(0, minLength - 1, minLength - 1)] : []),
    ...(typeof maxLength === 'number' ? [ofLength(maxLength + 1, maxLength + 20, maxLength + 1)] : []),
    ...(typeof pattern === 'string' ? [open(fc.oneof(word, fc.constantFrom('!', '?!', '#1')))] : []),
    ...(typeof format === 'string' ? [only('not of this format')] : []),
  ];
}

function wrongLists(
  { minItems, maxItems, uniqueItems }: SchemaObject,
  value: readonly unknown[],
): readonly FlawedValues[] {
  const [first] = value;
  const repeated = (count: number): unknown[] => Array.from({ length: count }, (_, index) => value[index] ?? first);
  return [
    ...(typeof minItems === 'number' && minItems > 0 ? [only(value.slice(0, minItems - 1))] : []),
    ...(typeof maxItems === 'number' && first !== undefined ? [only(repeated(maxItems + 1))] : []),
    ...(uniqueItems === true && first !== undefined ? [only([...value, first])] : []),
  ];
}

function wrongObjects(schema: SchemaObject, value: Readonly<Record<string, unknown>>): readonly FlawedValues[] {
  const { maxProperties, additionalProperties, unevaluatedProperties } = schema;
  const isClosed = additionalProperties === false || unevaluatedProperties === false;
  const further = typeof maxProperties === 'number' ? Math.max(maxProperties + 1 - Object.keys(value).length, 1) : 1;
  const names = Array.from({ length: further }, (_, index) => [`undocumented${String(index + 1)}`, 'x'] as const);
  return isClosed || typeof maxProperties === 'number' ? [only({ ...value, ...Object.fromEntries(names) })] : [];
}
