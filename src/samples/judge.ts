import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { Schema } from '../description/document.js';
import type { SchemaObject, SchemaReader } from '../description/schemas.js';
import type { Budget } from './budget.js';
import { isMultipleOf } from './decimal.js';
import { canonical, isSame, isObject, itemsOf } from '../description/json-value.js';
import { entriesOf, isList, lengthOf, memberOf, numberOf } from './json.js';
import { readPattern } from './pattern.js';

/** Says of one value after the other whether a schema allows it. */
export type Allows = (schema: Schema, value: unknown) => boolean;

export interface JudgeOptions {
  readonly reader: SchemaReader;
  /** Members that need not be there though required: what is read only in a request, what is write only in a reply. */
  readonly exempt: 'readOnly' | 'writeOnly';
  readonly budget: Budget;
}

/**
 * Judges values while they are made up: thousands of times, each time by another part of a schema, where to compile a
 * validator for each would take longer than the whole answer. It knows both dialects at once, looks at nothing that the
 * value does not reach, and spends a step for each schema. The last word on a whole value is the validator's.
 */
export function createJudge(options: JudgeOptions): Allows {
  const visit = { ...options, around: nothing, looked: undefined, allowed: new WeakMap() };
  return (schema, value) => checkInside(schema, value, visit);
}

const nothing: readonly SchemaObject[] = [];

interface Setting extends JudgeOptions {
  /** The schemas that allow an object or list. What was made up from the inside out is not looked through each time. */
  readonly allowed: WeakMap<object, Set<unknown>>;
}

interface Visit extends Setting {
  readonly value: unknown;
  /** The schemas that this one is a part of, and that speak of the same value. */
  readonly around: readonly SchemaObject[];
  /** The names or indexes that keywords have looked at, where `unevaluated…` asks for them. */
  readonly looked: Set<string> | undefined;
}

type Rule = (argument: unknown, visit: Visit, schema: SchemaObject) => boolean;

function check(schema: Schema, visit: Visit): boolean {
  visit.budget.spend();
  const resolved = visit.reader.resolve(schema);
  const asks = 'unevaluatedProperties' in resolved || 'unevaluatedItems' in resolved;
  const looked = asks ? new Set<string>() : visit.looked;
  const own = looked === visit.looked ? visit : { ...visit, looked };
  for (const key in resolved) if (rules.get(key)?.(resolved[key], own, resolved) === false) return false;
  if (!asks) return true;
  for (const key of ['unevaluatedProperties', 'unevaluatedItems']) {
    if (key in resolved && !allowsRest(resolved[key], own)) return false;
  }
  looked?.forEach((key) => visit.looked?.add(key));
  return true;
}

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['type', (type, { value }, schema) => isOfType(value, [type].flat(), schema['nullable'] === true)],
  ['const', (constant, { value }) => isSame(constant, value)],
  ['enum', (values, { value, budget }) => isListed(value, itemsOf(values), budget)],
  ['format', (format, { value }) => isOfFormat(value, String(format))],

  ['allOf', (parts, visit, schema) => itemsOf(parts).every((part) => checkPart(part, visit, schema))],
  ['anyOf', (parts, visit, schema) => countFitting(parts, visit, schema) > 0],
  ['oneOf', (parts, visit, schema) => countFitting(parts, visit, schema) === 1],
  ['not', (part, visit, schema) => !checkPart(part, { ...visit, looked: undefined }, schema)],
  ['if', checkCondition],
  ['dependentSchemas', checkDependents],

  ['minLength', (limit, { value }) => typeof value !== 'string' || lengthOf(value) >= Number(limit)],
  ['maxLength', (limit, { value }) => typeof value !== 'string' || lengthOf(value) <= Number(limit)],
  ['pattern', (pattern, { value }) => typeof value !== 'string' || readPattern(String(pattern))?.test(value) !== false],

  ['minimum', (limit, { value }, schema) => isAbove(value, limit, schema['exclusiveMinimum'] === true)],
  ['maximum', (limit, { value }, schema) => isBelow(value, limit, schema['exclusiveMaximum'] === true)],
  ['exclusiveMinimum', (limit, { value }) => isAbove(value, limit, true)],
  ['exclusiveMaximum', (limit, { value }) => isBelow(value, limit, true)],
  ['multipleOf', (of, { value }) => typeof value !== 'number' || typeof of !== 'number' || isMultipleOf(value, of)],

  ['minItems', (limit, { value }) => !isList(value) || value.length >= Number(limit)],
  ['maxItems', (limit, { value }) => !isList(value) || value.length <= Number(limit)],
  ['uniqueItems', (isAsked, { value, budget }) => isAsked !== true || !isList(value) || isDistinct(value, budget)],
  ['prefixItems', (schemas, visit) => checkItems(0, visit, (index) => itemsOf(schemas)[index])],
  ['items', checkRestOfItems],
  ['contains', checkContains],

  ['minProperties', (limit, { value }) => !isObject(value) || Object.keys(value).length >= Number(limit)],
  ['maxProperties', (limit, { value }) => !isObject(value) || Object.keys(value).length <= Number(limit)],
  ['required', (names, visit, schema) => itemsOf(names).every((name) => isThere(String(name), visit, schema))],
  ['dependentRequired', checkDependents],
  ['dependencies', checkDependents],
  ['propertyNames', (schema, visit) => namesOf(visit).every((name) => checkInside(schema, name, visit))],
  ['properties', (schemas, visit) => checkMembers(visit, (name) => [memberOf(schemas, name)])],
  ['patternProperties', (schemas, visit) => checkMembers(visit, (name) => matching(schemas, name))],
  ['additionalProperties', (rest, visit, schema) => checkMembers(visit, (n) => (isDeclared(n, schema) ? [] : [rest]))],
]);

function isListed(value: unknown, values: readonly unknown[], budget: Budget): boolean {
  budget.spend(values.length >> 4);
  return values.some((one) => isSame(one, value));
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'boolean' || isObject(value);
}

function checkPart(part: unknown, visit: Visit, schema: SchemaObject): boolean {
  return !isSchema(part) || check(part, { ...visit, around: [...visit.around, schema] });
}

function checkInside(schema: unknown, value: unknown, setting: Setting): boolean {
  if (!isSchema(schema)) return true;
  const isLarge = typeof value === 'object' && value !== null;
  const allowing = isLarge ? setting.allowed.get(value) : undefined;
  if (allowing?.has(schema) === true) return true;
  const { reader, exempt, budget, allowed } = setting;
  if (!check(schema, { reader, exempt, budget, allowed, value, around: nothing, looked: undefined })) return false;
  if (isLarge) allowed.set(value, (allowing ?? new Set()).add(schema));
  return true;
}

/** Whether a part allows the value; what it looked at counts only then. */
function fits(part: unknown, visit: Visit, schema: SchemaObject): boolean {
  const looked = visit.looked && new Set<string>();
  if (!checkPart(part, { ...visit, looked }, schema)) return false;
  looked?.forEach((key) => visit.looked?.add(key));
  return true;
}

function countFitting(parts: unknown, visit: Visit, schema: SchemaObject): number {
  return itemsOf(parts).filter((part) => fits(part, visit, schema)).length;
}

function checkCondition(condition: unknown, visit: Visit, schema: SchemaObject): boolean {
  return checkPart(fits(condition, visit, schema) ? schema['then'] : schema['else'], visit, schema);
}

// By name: what has to be there as well, or what else holds.
function checkDependents(dependents: unknown, visit: Visit, schema: SchemaObject): boolean {
  return entriesOf(dependents).every(([name, dependent]) => {
    if (!isObject(visit.value) || !Object.hasOwn(visit.value, name)) return true;
    if (!isList(dependent)) return checkPart(dependent, visit, schema);
    return dependent.every((other) => isThere(String(other), visit, schema));
  });
}

function isOfType(value: unknown, types: readonly unknown[], isNullable: boolean): boolean {
  if (value === null) return isNullable || types.includes('null');
  if (isList(value)) return types.includes('array');
  if (typeof value === 'bigint') return types.includes('number') || types.includes('integer');
  if (typeof value !== 'number') return types.includes(typeof value);
  return types.includes('number') || (types.includes('integer') && Number.isInteger(value));
}

// Formats that nobody knows say nothing.
function isOfFormat(value: unknown, name: string): boolean {
  const known: unknown = memberOf(fullFormats, name);
  if (known instanceof RegExp) return typeof value !== 'string' || known.test(value);
  const { type = 'string', validate } = (typeof known === 'function' ? { validate: known } : (known ?? {})) as {
    type?: string;
    validate?: unknown;
  };
  if (typeof value !== type) return true;
  if (validate instanceof RegExp) return validate.test(String(value));
  return typeof validate !== 'function' || (validate as (value: unknown) => unknown)(value) !== false;
}

// Integers that a number cannot hold are documented as such.
function isNumeric(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function isAbove(value: unknown, limit: unknown, isExclusive: boolean): boolean {
  if (!isNumeric(value) || !isNumeric(limit)) return true;
  return isExclusive ? value > limit : value >= limit;
}

function isBelow(value: unknown, limit: unknown, isExclusive: boolean): boolean {
  if (!isNumeric(value) || !isNumeric(limit)) return true;
  return isExclusive ? value < limit : value <= limit;
}

function isDistinct(items: readonly unknown[], budget: Budget): boolean {
  budget.spend(items.length);
  return new Set(items.map(canonical)).size === items.length;
}

function checkItems(start: number, visit: Visit, schemaAt: (index: number) => unknown): boolean {
  const items = itemsOf(visit.value);
  for (let index = start; index < items.length; index += 1) {
    const schema = schemaAt(index);
    if (schema === undefined) continue;
    if (!checkInside(schema, items[index], visit)) return false;
    visit.looked?.add(String(index));
  }
  return true;
}

// Before 2020-12 a list of `items` was what `prefixItems` are now, and `additionalItems` spoke of the rest.
function checkRestOfItems(items: unknown, visit: Visit, schema: SchemaObject): boolean {
  if (!isList(items)) return checkItems(itemsOf(schema['prefixItems']).length, visit, () => items);
  return checkItems(0, visit, (index) => (index < items.length ? items[index] : schema['additionalItems']));
}

function checkContains(contained: unknown, visit: Visit, schema: SchemaObject): boolean {
  if (!isList(visit.value)) return true;
  const found = visit.value.flatMap((item, index) => (checkInside(contained, item, visit) ? [String(index)] : []));
  found.forEach((index) => visit.looked?.add(index));
  const { minContains, maxContains } = schema;
  return found.length >= (numberOf(minContains) ?? 1) && found.length <= (numberOf(maxContains) ?? Infinity);
}

function namesOf({ value }: Visit): readonly string[] {
  return isObject(value) ? Object.keys(value) : [];
}

function checkMembers(visit: Visit, schemasOf: (name: string) => readonly unknown[]): boolean {
  return entriesOf(visit.value).every(([name, member]) =>
    schemasOf(name).every((schema) => {
      if (schema !== undefined) visit.looked?.add(name);
      return schema === undefined || checkInside(schema, member, visit);
    }),
  );
}

/** The schemas whose pattern a name matches. */
export function matching(patternProperties: unknown, name: string): readonly unknown[] {
  return entriesOf(patternProperties).flatMap(([pattern, schema]) =>
    readPattern(pattern)?.test(name) === true ? [schema] : [],
  );
}

/** Whether a schema speaks of a member itself, not only of those that are left. */
export function isDeclared(name: string, { properties, patternProperties }: SchemaObject): boolean {
  return memberOf(properties, name) !== undefined || matching(patternProperties, name).length > 0;
}

function isThere(name: string, { value, around, exempt, reader }: Visit, schema: SchemaObject): boolean {
  if (!isObject(value) || Object.hasOwn(value, name)) return true;
  return [schema, ...around].some((one) => {
    const member = reader.members(one).get(name);
    return member !== undefined && reader.resolve(member)[exempt] === true;
  });
}

function allowsRest(rest: unknown, visit: Visit): boolean {
  const entries = isList(visit.value)
    ? visit.value.map((item, index) => [String(index), item] as const)
    : entriesOf(visit.value);
  return entries.every(([key, value]) => {
    if (visit.looked?.has(key) === true) return true;
    if (!checkInside(rest, value, visit)) return false;
    visit.looked?.add(key);
    return true;
  });
}
