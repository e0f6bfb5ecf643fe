import type { Document, Schema } from './document.js';
import { follow } from './json-pointer.js';
import { isList, isObject, itemsOf } from './json-value.js';

/** The members of a schema; whatever they hold is still to be looked at. */
export type SchemaObject = Readonly<Record<string, unknown>>;

export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** What the schemas of one document say, through their references. Whatever is circular ends. */
export interface SchemaReader {
  /**
   * The schema without `$ref` at its top. What stands beside a `$ref` holds as well in 3.1 (JSON Schema 2020-12, core
   * section 8.2.3.1): the siblings with `allOf: [target]`. In 3.0 it is ignored (Reference Object), but for `nullable: true`,
   * which many write and which is meant. `true` and what is absent or no schema are `{}`, `false` is `{ not: {} }`; a
   * reference that leads nowhere is `{}`. The same schema gives the same object.
   */
  resolve(schema: Schema | undefined): SchemaObject;
  /**
   * The types it allows, as far as `type`, `nullable`, `const`, `enum`, `allOf` (what all parts allow) and `anyOf` and
   * `oneOf` (what any of them allows) say; empty when they say nothing, or allow none.
   */
  types(schema: Schema | undefined): readonly JsonType[];
  /**
   * Its declared members by name, also those of its parts and alternatives. Where several declare one, `allOf` or
   * `anyOf` of them. A Map, as a name may be `__proto__`.
   */
  members(schema: Schema | undefined): ReadonlyMap<string, Schema>;
  /** The members that are required however it is read: by itself, by a part, or by every alternative. */
  required(schema: Schema | undefined): ReadonlySet<string>;
  /** What the items of a list have to be: `items`, also of its parts and alternatives; `undefined` if nothing says it. */
  items(schema: Schema | undefined): Schema | undefined;
}

/**
 * Reads the schemas of a document, whether their references stand as they were written or are resolved. The same
 * document gives the same reader.
 */
export const createSchemaReader: (document: Document) => SchemaReader = memo((document: Document) => {
  const resolve = memo(createResolve(document));
  const read = <T>(reading: Reading<T>): ((schema: Schema | undefined) => T | undefined) =>
    createFold(resolve, reading);
  const types = read(typesReading);
  const members = read(membersReading);
  const required = read(requiredReading);
  const items = read(itemsReading);
  return {
    resolve: (schema) => (isObject(schema) ? resolve(schema) : schema === false ? nothing : anything),
    types: (schema) => types(schema) ?? [],
    members: (schema) => members(schema) ?? noMembers,
    required: (schema) => required(schema) ?? noNames,
    items,
  };
});

const anything: SchemaObject = {};
const nothing: SchemaObject = { not: {} };
const noMembers: ReadonlyMap<string, Schema> = new Map();
const noNames: ReadonlySet<string> = new Set();

function createResolve(document: Document): (schema: SchemaObject) => SchemaObject {
  const is30 = document.openapi.startsWith('3.0');
  const resolve = (schema: SchemaObject, passed: readonly unknown[] = []): SchemaObject => {
    const { $ref: reference, ...siblings } = schema;
    if (typeof reference !== 'string') return schema;
    const found = follow(document, reference);
    if (found === false) return nothing;
    if (!isObject(found) || passed.includes(found)) return anything;
    const target = resolve(found, [...passed, found]);
    return is30 ? withNull(target, siblings) : withSiblings(target, siblings);
  };
  return resolve;
}

// Where the target has no `type`, `nullable` beside it would say nothing (OpenAPI 3.0.3, Schema Object).
function withNull(target: SchemaObject, { nullable }: SchemaObject): SchemaObject {
  if (nullable !== true) return target;
  const { enum: values } = target;
  if (target['type'] === undefined) return { anyOf: [target, { enum: [null] }] };
  return { ...target, nullable, ...(isList(values) && !values.includes(null) && { enum: [...values, null] }) };
}

const annotations =
  /^(?:title|summary|description|example|examples|default|deprecated|readOnly|writeOnly|\$comment|x-.*)$/;

// What merely annotates is laid over the target, so that whoever reads a member finds it at once.
function withSiblings(target: SchemaObject, siblings: SchemaObject): SchemaObject {
  const keys = Object.keys(siblings);
  if (keys.length === 0) return target;
  if (keys.every((key) => annotations.test(key))) return { ...target, ...siblings };
  return { ...siblings, allOf: [target, ...itemsOf(siblings['allOf'])] };
}

/** How one question is answered by a schema itself, and by what its parts and alternatives answer. */
interface Reading<T> {
  readonly own: (schema: SchemaObject) => T | undefined;
  /** Of what holds together; there are at least two. */
  readonly all: (answers: readonly T[]) => T;
  /** Of alternatives, one of which may be silent. */
  readonly any: (answers: readonly (T | undefined)[]) => T | undefined;
}

// Within one question each schema is asked once, and what leads back to a schema that is still being asked is silent:
// many schemas that lead to each other would be asked in every order otherwise.
function createFold<T>(
  resolve: (schema: SchemaObject) => SchemaObject,
  { own, all, any }: Reading<T>,
): (schema: unknown) => T | undefined {
  const ask = (schema: unknown, asked: Map<SchemaObject, T | undefined>): T | undefined => {
    if (!isObject(schema)) return undefined;
    const resolved = resolve(schema);
    if (asked.has(resolved)) return asked.get(resolved);
    asked.set(resolved, undefined);
    const askAll = (key: string): (T | undefined)[] => itemsOf(resolved[key]).map((part) => ask(part, asked));
    const alternatives = ['anyOf', 'oneOf'].filter((key) => isList(resolved[key])).map((key) => any(askAll(key)));
    const answers = [own(resolved), ...askAll('allOf'), ...alternatives].filter((answer) => answer !== undefined);
    const answer = answers.length > 1 ? all(answers) : answers[0];
    asked.set(resolved, answer);
    return answer;
  };
  const answerOf = memo((schema: SchemaObject) => ask(schema, new Map()));
  return (schema) => (isObject(schema) ? answerOf(schema) : undefined);
}

const typesReading: Reading<readonly JsonType[]> = {
  own: ({ type, nullable, enum: values, ...schema }) => {
    const named = [type].flat().filter(isType);
    const declared = named.length > 0 ? [...named, ...(nullable === true ? (['null'] as const) : [])] : undefined;
    const constants = 'const' in schema ? [schema['const']] : isList(values) ? values : undefined;
    const valued = constants && [...new Set(constants.map(typeOf))];
    return declared && valued ? bothTypes(declared, valued) : (declared ?? valued);
  },
  all: (answers) => answers.reduce(bothTypes),
  any: (answers) => (answers.every(isGiven) ? [...new Set(answers.flat())] : undefined),
};

function bothTypes(some: readonly JsonType[], others: readonly JsonType[]): readonly JsonType[] {
  const isIn = (type: JsonType, list: readonly JsonType[]): boolean =>
    list.includes(type) || (type === 'integer' && list.includes('number'));
  return [...new Set([...some.filter((type) => isIn(type, others)), ...others.filter((type) => isIn(type, some))])];
}

const membersReading: Reading<ReadonlyMap<string, Schema>> = {
  own: ({ properties }) => (isObject(properties) ? new Map(Object.entries(properties).filter(isDeclared)) : undefined),
  all: (answers) => mergeMembers(answers, 'allOf'),
  any: (answers) => mergeMembers(answers.filter(isGiven), 'anyOf'),
};

function mergeMembers(answers: readonly ReadonlyMap<string, Schema>[], key: 'allOf' | 'anyOf'): Map<string, Schema> {
  const byName = new Map<string, Set<Schema>>();
  for (const [name, schema] of answers.flatMap((answer) => [...answer])) {
    byName.set(name, (byName.get(name) ?? new Set()).add(schema));
  }
  return new Map([...byName].map(([name, schemas]) => [name, together([...schemas], key)]));
}

const requiredReading: Reading<ReadonlySet<string>> = {
  own: ({ required }) => new Set(itemsOf(required).filter((name) => typeof name === 'string')),
  all: (answers) => new Set(answers.flatMap((names) => [...names])),
  any: ([first, ...others]) => new Set([...(first ?? [])].filter((name) => others.every((names) => names?.has(name)))),
};

const itemsReading: Reading<Schema> = {
  own: ({ items }) => (isObject(items) || typeof items === 'boolean' ? items : undefined),
  all: (answers) => together([...new Set(answers)], 'allOf'),
  any: (answers) => {
    const given = [...new Set(answers.filter(isGiven))];
    return given.length > 0 ? together(given, 'anyOf') : undefined;
  },
};

function together(schemas: readonly Schema[], key: 'allOf' | 'anyOf'): Schema {
  const [only] = schemas;
  return schemas.length === 1 && only !== undefined ? only : { [key]: schemas };
}

function isGiven<T>(answer: T | undefined): answer is T {
  return answer !== undefined;
}

function isDeclared(entry: [string, unknown]): entry is [string, Schema] {
  return isObject(entry[1]) || typeof entry[1] === 'boolean';
}

const typeNames = new Set<unknown>(['null', 'boolean', 'integer', 'number', 'string', 'array', 'object']);

function isType(type: unknown): type is JsonType {
  return typeNames.has(type);
}

function typeOf(value: unknown): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value as 'boolean' | 'string' | 'object'; // nothing else comes out of JSON
}

function memo<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    const found = made.get(key) ?? { value: make(key) };
    made.set(key, found);
    return found.value;
  };
}
