import type { Schema } from '../../description/document.js';
import type { SchemaObject, SchemaReader } from '../../description/schemas.js';
import { isList, isRecord } from './records.js';

/** A place in a request with the schemas that speak of it. */
export interface Place {
  /** JSON Pointer into the request, such as `/body/terminal_type/0`. */
  readonly pointer: string;
  /** What stands there; where nothing does, a value of the kind that may. */
  readonly value: unknown;
  /** Whether something stands there. */
  readonly isPresent: boolean;
  readonly schemas: readonly SchemaObject[];
}

// A schema that contains itself is followed no deeper than this.
const deepest = 6;

/**
 * Every place of a value that its schema speaks of, the outer ones first, those of absent members of present objects
 * included. Of a list the first item stands for all.
 */
export function placesOf(pointer: string, value: unknown, schema: Schema, reader: SchemaReader): readonly Place[] {
  const schemas = flatten(schema, reader);
  const isPresent = value !== undefined;
  return walk({ pointer, value: isPresent ? value : sampleOf(schemas), isPresent, schemas }, reader, 0);
}

function walk(place: Place, reader: SchemaReader, depth: number): readonly Place[] {
  if (depth === deepest || !place.isPresent) return [place];
  const below = keysOf(place).flatMap((key) => {
    const schemas = place.schemas.flatMap((schema) => schemasOfMember(schema, key, place.value, reader));
    if (schemas.length === 0) return [];
    const value = (place.value as Readonly<Record<string, unknown>>)[key]; // keysOf has keys of containers alone
    const isPresent = value !== undefined;
    const member = { pointer: `${place.pointer}/${escape(key)}`, isPresent, schemas };
    return walk({ ...member, value: isPresent ? value : sampleOf(schemas) }, reader, depth + 1);
  });
  return [place, ...below];
}

function keysOf({ value, schemas }: Place): readonly string[] {
  if (isList(value)) return value.length > 0 ? ['0'] : [];
  if (!isRecord(value)) return [];
  const declared = schemas.flatMap(({ properties }) => (isRecord(properties) ? Object.keys(properties) : []));
  return [...new Set([...Object.keys(value), ...declared])];
}

const samples: Readonly<Record<string, unknown>> = {
  string: 'text',
  integer: 1,
  number: 1,
  boolean: true,
  array: [],
  object: {},
};

function sampleOf(schemas: readonly SchemaObject[]): unknown {
  const listed = schemas.flatMap((schema) =>
    'const' in schema ? [schema['const']] : isList(schema['enum']) ? schema['enum'] : [],
  );
  if (listed.length > 0) return listed[0];
  const [type] = schemas.flatMap((schema) => [schema['type'] ?? []].flat());
  return typeof type === 'string' ? samples[type] : undefined;
}

function schemasOfMember(
  schema: SchemaObject,
  key: string,
  owner: unknown,
  reader: SchemaReader,
): readonly SchemaObject[] {
  if (isList(owner)) {
    const prefix = isList(schema['prefixItems']) ? schema['prefixItems'][Number(key)] : undefined;
    return flatten((prefix ?? schema['items'] ?? true) as Schema, reader);
  }
  const properties = isRecord(schema['properties']) ? schema['properties'] : {};
  if (Object.hasOwn(properties, key)) return flatten(properties[key] as Schema, reader);
  return isRecord(schema['additionalProperties']) ? flatten(schema['additionalProperties'], reader) : [];
}

/** A schema and all that it is composed of; which of the alternatives applies, the validator says. */
export function flatten(schema: Schema, reader: SchemaReader, depth = 0): readonly SchemaObject[] {
  if (typeof schema === 'boolean' || depth > deepest) return [];
  const own = reader.resolve(schema);
  const lists = ['allOf', 'oneOf', 'anyOf'].flatMap((key) => (isList(own[key]) ? own[key] : []));
  const branches = ['then', 'else'].flatMap((key) => own[key] ?? []);
  return [own, ...[...lists, ...branches].flatMap((part) => flatten(part as Schema, reader, depth + 1))];
}

const tyingKeywords = [
  'not',
  'if',
  'contains',
  'minProperties',
  'dependentRequired',
  'dependentSchemas',
  'dependencies',
];

/** Whether what a schema says of one place may depend on what stands at others: a choice among plain values does not. */
export function tiesPlaces(schema: SchemaObject, reader: SchemaReader): boolean {
  const choices = ['oneOf', 'anyOf'].flatMap((key) => (isList(schema[key]) ? schema[key] : []));
  const isPlain = (choice: unknown): boolean =>
    isRecord(choice) && /^(?:string|number|integer|boolean|null)$/.test(String(reader.resolve(choice)['type']));
  return tyingKeywords.some((key) => key in schema) || !choices.every(isPlain);
}

function escape(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
