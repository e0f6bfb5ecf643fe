import type { Schema } from '../description/document.js';
import type { JsonType, SchemaObject, SchemaReader } from '../description/schemas.js';
import { createBudget } from './budget.js';
import { choose, type Alternative, type Composition } from './compose.js';
import { documentedValues, listedValues } from './documented-values.js';
import { isObject } from '../description/json-value.js';
import { inOrder, turned, type Below } from './efforts.js';
import { memberOf } from './json.js';
import { listsOf } from './lists.js';
import type { Making, Open, Place } from './making.js';
import { numbersOf } from './numbers.js';
import { objectsOf } from './objects.js';
import { textsOf } from './texts.js';
import { numbersOfName } from './values-by-name.js';

/**
 * Values for a place, the best ones first: those of the request, documented ones, then those that are made up, for one
 * alternative after the other. Whether one is allowed, the caller asks.
 */
export function* candidatesFor(place: Place, composition: Composition, making: Making): Generator<unknown, void> {
  yield* place.hints;
  yield* candidatesOf(place, { composition, making, added: composition.parts });
}

interface Search {
  readonly composition: Composition;
  readonly making: Making;
  /** The parts that the last choice added. */
  readonly added: readonly SchemaObject[];
}

function* candidatesOf(place: Place, { composition, making, added }: Search): Generator<unknown, void> {
  const listed = composition.parts.flatMap((part) => listedValues(part) ?? []);
  making.budget.spend(listed.length >> 4);
  const documented = added.flatMap((part) => documentedValues(part)).filter((value) => isSmall(value));
  if (making.effort.below === undefined && place.number === 0)
    yield* documented.flatMap((value) => shown(value, place, making));
  if (listed.length > 0) yield* turned(inOrder(listed, making.effort), place.number);
  else if (composition.choices.length > 0) yield* choices(place, composition, making);
  else yield* typed(place, composition, making);
}

// To look through what is larger takes too long.
function isSmall(value: unknown, budget = createBudget(largestDocumented)): boolean {
  try {
    budget.spend();
    return typeof value !== 'object' || value === null || Object.values(value).every((inner) => isSmall(inner, budget));
  } catch {
    return false;
  }
}

const largestDocumented = 4000;

// A documented object may have members that this direction does not; with them it does as well.
function shown(value: unknown, { schemas }: Place, { reader, hidden, effort }: Making): readonly unknown[] {
  if (!isObject(value) || effort.isWhole === true) return [value];
  const isHidden = (name: string): boolean =>
    schemas.some((schema) => memberOf(reader.resolve(reader.members(schema).get(name)), hidden) === true);
  const visible = Object.entries(value).filter(([name]) => !isHidden(name));
  return visible.length === Object.keys(value).length ? [value] : [Object.fromEntries(visible), value];
}

function* choices(place: Place, composition: Composition, making: Making): Generator<unknown, void> {
  for (const alternative of alternativesFor(place, composition, making)) {
    const chosen = choose(composition, alternative, making.compose);
    const added = chosen.parts.slice(composition.parts.length);
    yield* candidatesOf(place, { composition: chosen, making, added });
  }
}

// Those that lead back to what is being made come last, or not at all where there need be no value.
function alternativesFor(
  { open, isOptional, given }: Place,
  { choices: [choice = []] }: Composition,
  { reader, effort }: Making,
): readonly Alternative[] {
  const isOpen = ({ schemas }: Alternative): boolean => schemas.some((schema) => leadsBack(schema, open, reader));
  const [back, on] = [choice.filter(isOpen), choice.filter((one) => !isOpen(one))];
  if (isOptional && back.length > 0)
    return inOrder(
      on.filter((one) => !allowsNullAlone(one, reader)),
      effort,
    );
  const isGiven = ({ tag }: Alternative): boolean => tag !== undefined && given.get(tag[0]) === tag[1];
  const ordered = inOrder(on, effort);
  return [...ordered.filter(isGiven), ...ordered.filter((one) => !isGiven(one)), ...back];
}

/** Whether a schema is one of those that are open, also behind a reference. */
export function leadsBack(schema: Schema, open: Open | undefined, reader: SchemaReader): boolean {
  const resolved = reader.resolve(schema);
  const reference = isObject(schema) ? schema['$ref'] : undefined;
  for (let one = open; one !== undefined; one = one.outer) {
    if (one.heads.has(resolved) || (reference !== undefined && one.heads.has(reference))) return true;
  }
  return false;
}

function allowsNullAlone({ schemas }: Alternative, reader: SchemaReader): boolean {
  return schemas.some(
    (schema) => reader.types(schema).every((type) => type === 'null') && reader.types(schema).length > 0,
  );
}

function* typed(place: Place, composition: Composition, making: Making): Generator<unknown, void> {
  for (const type of typesFor(composition.parts, making)) {
    for (const value of makers[type](place, composition, making)) yield value;
  }
}

type Maker = (place: Place, composition: Composition, making: Making) => Iterable<unknown>;

const makers: Readonly<Record<JsonType, Maker>> = {
  object: objectsOf,
  array: listsOf,
  string: ({ ...place }, { parts }, making) => textsOf(place, parts, making),
  integer: (place, { parts }, { effort }) =>
    numbersOf(parts, { ...likelyNumbers(place, effort.below, true), isInteger: true }),
  number: (place, { parts }, { effort }) =>
    numbersOf(parts, { ...likelyNumbers(place, effort.below, false), isInteger: false }),
  boolean: ({ number }, _composition, { effort }) => turned(inOrder([true, false], effort), number),
  null: () => [null],
};

function likelyNumbers(
  { name = '', number }: Place,
  below: Below | undefined,
  isInteger: boolean,
): { likely: readonly number[]; number: number } {
  const chosen = number + (below?.(1000) ?? 0);
  const usual = isInteger ? [chosen + 1] : [chosen + 1.5, chosen + 1];
  return { likely: [...numbersOfName(name, chosen), ...usual, number + 1], number };
}

// Where no type is named, what is said tells the one that is meant; then any other one will do.
function typesFor(parts: readonly SchemaObject[], { effort }: Making): readonly JsonType[] {
  const named = parts.flatMap(({ type, nullable }) =>
    type === undefined ? [] : [namedTypes(type, nullable === true)],
  );
  const common = named.reduce<readonly JsonType[] | undefined>(commonTypes, undefined);
  const types = common ?? [...new Set([...meantTypes(parts), ...anyType])];
  const others = types.filter((type) => type !== 'null');
  const ordered = common === undefined ? others : inOrder(others, effort);
  return [...ordered, ...types.filter((type) => type === 'null')];
}

const anyType: readonly JsonType[] = ['object', 'string', 'integer', 'number', 'boolean', 'array', 'null'];

function namedTypes(type: unknown, isNullable: boolean): readonly JsonType[] {
  const names = [type].flat();
  return [...anyType.filter((known) => names.includes(known)), ...(isNullable ? (['null'] as const) : [])].sort(
    (a, b) => names.indexOf(a) - names.indexOf(b),
  );
}

function commonTypes(some: readonly JsonType[] | undefined, others: readonly JsonType[]): readonly JsonType[] {
  if (some === undefined) return others;
  const isIn = (type: JsonType, list: readonly JsonType[]): boolean =>
    list.includes(type) || (type === 'integer' && list.includes('number'));
  return [...new Set([...some.filter((type) => isIn(type, others)), ...others.filter((type) => isIn(type, some))])];
}

const keywordsOfType: readonly (readonly [JsonType, readonly string[]])[] = [
  [
    'object',
    [
      ...['properties', 'required', 'additionalProperties', 'patternProperties', 'propertyNames', 'minProperties'],
      ...['maxProperties', 'dependentRequired', 'dependentSchemas', 'dependencies', 'unevaluatedProperties'],
    ],
  ],
  ['array', ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems', 'contains', 'unevaluatedItems']],
  ['string', ['pattern', 'minLength', 'maxLength', 'format', 'contentEncoding', 'contentMediaType']],
  ['number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
];

function meantTypes(parts: readonly SchemaObject[]): readonly JsonType[] {
  const isSaid = (keywords: readonly string[]): boolean => parts.some((part) => keywords.some((key) => key in part));
  return keywordsOfType.flatMap(([type, keywords]) => (isSaid(keywords) ? [type] : []));
}
