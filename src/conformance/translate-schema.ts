import type { Schema } from '../description/document.js';
import type { SchemaObject, SchemaReader } from '../description/schemas.js';
import { isList, isObject, itemsOf } from '../description/json-value.js';

/** Which way a value goes: nothing read only is demanded of a request, and nothing write only of a reply. */
export type Side = 'request' | 'reply';

/** What schemas are translated with. */
export interface Translator {
  readonly reader: SchemaReader;
  readonly isVersion30: boolean;
  readonly side: Side;
  /** The engine's reference to a schema that has none at its top, for whoever demands nothing of the names given. */
  readonly refer: (schema: SchemaObject, exempt: ReadonlySet<string>) => SchemaObject;
  /**
   * Whether what applies to the same value stands where it is referred to: keywords do not see what was coerced behind
   * a reference beside them.
   */
  readonly inPlace: boolean;
}

/**
 * Writes a schema of a description as one of JSON Schema 2020-12, for the engine: only keywords of the version's
 * dialect, their values as they are, and references by what `refer` makes of them. OpenAPI 3.0 knows fewer keywords and
 * says some things in another way.
 * @param schema without a reference at its top.
 */
export function translateSchema(
  schema: SchemaObject,
  exempt: ReadonlySet<string>,
  translator: Translator,
): SchemaObject {
  return translateObject(schema, { ...translator, exempt, open: [], isHere: true });
}

interface Context extends Translator {
  /** The members that nothing demands here. */
  readonly exempt: ReadonlySet<string>;
  /** The schemas that this one is within. */
  readonly open: readonly SchemaObject[];
  /** Whether it applies to the same value as the one around it. */
  readonly isHere: boolean;
}

function translate(schema: unknown, context: Context): Schema {
  if (typeof schema === 'boolean') return schema;
  if (!isObject(schema)) return true;
  const { reader, refer, inPlace, isHere, open, exempt } = context;
  const resolved = reader.resolve(schema);
  // What contains itself has no end otherwise.
  const isApart = (resolved !== schema && !(inPlace && isHere)) || open.includes(resolved);
  if (!isApart) return translateObject(resolved, context);
  const source = resolved['x-source'];
  return {
    ...refer(resolved, demandedOf(resolved, exempt, reader)),
    ...(source !== undefined && { 'x-source': source }),
  };
}

// Another schema of the same name is made for each set of names, so only those that matter are passed on.
function demandedOf(schema: SchemaObject, exempt: ReadonlySet<string>, reader: SchemaReader): ReadonlySet<string> {
  if (exempt.size === 0) return exempt;
  const demanded = new Set<unknown>();
  const visited = new Set<unknown>();
  const visit = (part: Schema): void => {
    const resolved = reader.resolve(part);
    if (visited.has(resolved)) return;
    visited.add(resolved);
    for (const name of itemsOf(resolved['required'])) demanded.add(name);
    for (const key of ['allOf', 'anyOf', 'oneOf']) (itemsOf(resolved[key]) as readonly Schema[]).forEach(visit);
  };
  visit(schema);
  return new Set([...exempt].filter((name) => demanded.has(name)));
}

function translateObject(schema: SchemaObject, outer: Context): SchemaObject {
  const open = [...outer.open, schema];
  const same = { ...outer, open, exempt: new Set([...outer.exempt, ...exemptBy(schema, outer)]), isHere: true };
  const below = { ...outer, open, exempt: none, isHere: false };
  const keywords = outer.isVersion30 ? keywords30 : keywords31;
  const entries = Object.entries(schema).flatMap(([key, value]) => {
    const keyword = Object.hasOwn(keywords, key) ? keywords[key] : undefined;
    const translated = keyword?.(value, { schema, same, below });
    return translated === undefined ? [] : [[key, translated] as const];
  });
  return withLimits(withProto(Object.fromEntries(entries)));
}

const none: ReadonlySet<string> = new Set();

// By everything that is said of the value: a part may demand what another one declares.
function exemptBy(schema: SchemaObject, { reader, side }: Context): readonly string[] {
  const mark = side === 'request' ? 'readOnly' : 'writeOnly';
  return [...reader.members(schema)].flatMap(([name, member]) => (isMarked(member, mark, reader) ? [name] : []));
}

function isMarked(member: Schema, mark: string, reader: SchemaReader): boolean {
  const resolved = reader.resolve(member);
  const marksOf = (key: string): readonly boolean[] =>
    itemsOf(resolved[key]).map((part) => isObject(part) && reader.resolve(part)[mark] === true);
  const alternatives = marksOf('anyOf');
  return (
    resolved[mark] === true ||
    marksOf('allOf').includes(true) ||
    (alternatives.length > 0 && !alternatives.includes(false))
  );
}

interface Place {
  readonly schema: SchemaObject;
  /** For what applies to the same value. */
  readonly same: Context;
  /** For what applies to its members and items. */
  readonly below: Context;
}

/** Writes the value of a keyword; `undefined` leaves it out. */
type Keyword = (value: unknown, place: Place) => unknown;

const asItIs: Keyword = (value) => value;
const ofSame: Keyword = (value, { same }) => translate(value, same);
const ofSames: Keyword = (value, { same }) =>
  isList(value) && value.length > 0 ? value.map((part) => translate(part, same)) : undefined;
const ofBelow: Keyword = (value, { below }) => translate(value, below);
const ofBelows: Keyword = (value, { below }) =>
  isList(value) ? value.map((part) => translate(part, below)) : undefined;
const ofNamed =
  (where: 'same' | 'below'): Keyword =>
  (value, place) =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, translate(part, place[where])]))
      : undefined;
const ofDemanded: Keyword = (value, { same: { exempt } }) =>
  itemsOf(value).filter((name) => typeof name === 'string' && !exempt.has(name));
const ofType: Keyword = (value, { schema, same: { isVersion30 } }) =>
  isVersion30 && schema['nullable'] === true ? [...[value].flat(), 'null'] : value;

// What JSON Schema calls it before draft 2020-12 comes here by mistake, and is understood.
const ofDependencies: Keyword = (value, { same }) =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, part]) => [name, isList(part) ? part : translate(part, same)]),
      )
    : undefined;

const keywords30: Readonly<Record<string, Keyword>> = {
  type: ofType,
  enum: asItIs,
  multipleOf: asItIs,
  minimum: asItIs,
  maximum: asItIs,
  exclusiveMinimum: asItIs,
  exclusiveMaximum: asItIs,
  minLength: asItIs,
  maxLength: asItIs,
  pattern: asItIs,
  format: asItIs,
  minItems: asItIs,
  maxItems: asItIs,
  uniqueItems: asItIs,
  minProperties: asItIs,
  maxProperties: asItIs,
  required: ofDemanded,
  items: ofBelow,
  properties: ofNamed('below'),
  patternProperties: ofNamed('below'),
  additionalProperties: ofBelow,
  allOf: ofSames,
  anyOf: ofSames,
  oneOf: ofSames,
  not: ofSame,
  'x-source': asItIs,
};

const keywords31: Readonly<Record<string, Keyword>> = {
  ...keywords30,
  const: asItIs,
  minContains: asItIs,
  maxContains: asItIs,
  contains: ofBelow,
  prefixItems: ofBelows,
  propertyNames: ofBelow,
  unevaluatedItems: ofBelow,
  unevaluatedProperties: ofBelow,
  dependentRequired: asItIs,
  dependentSchemas: ofNamed('same'),
  dependencies: ofDependencies,
  if: ofSame,
  then: ofSame,
  else: ofSame,
  $dynamicAnchor: asItIs,
  $dynamicRef: asItIs,
};

// OpenAPI 3.0: `minimum: 5, exclusiveMinimum: true` is what 3.1 writes as `exclusiveMinimum: 5`.
function withLimits(schema: SchemaObject): SchemaObject {
  return withLimit(withLimit(schema, 'minimum', 'exclusiveMinimum'), 'maximum', 'exclusiveMaximum');
}

function withLimit(schema: SchemaObject, inclusive: string, exclusive: string): SchemaObject {
  const { [inclusive]: limit, [exclusive]: isExclusive, ...rest } = schema;
  if (typeof isExclusive !== 'boolean') return schema;
  return { ...rest, ...(limit !== undefined && { [isExclusive ? exclusive : inclusive]: limit }) };
}

// Ajv passes over a member of this name among `properties`.
function withProto(schema: SchemaObject): SchemaObject {
  const { properties, patternProperties } = schema;
  if (!isObject(properties) || !Object.hasOwn(properties, '__proto__')) return schema;
  const pattern = { '^__proto__$': properties['__proto__'] };
  return { ...schema, patternProperties: { ...(isObject(patternProperties) && patternProperties), ...pattern } };
}
