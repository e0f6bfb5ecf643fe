import type { Validator } from './validator.js';
import type { Schema } from '../description/document.js';
import type { JsonType } from '../description/schemas.js';
import { exactNumber, parseJson } from '../json.js';

/** What tells how a text is to be read. */
export type Tools = Pick<Validator, 'schemas' | 'value'>;

/**
 * Gives texts the types that their schema declares, at any depth, as parameters get them: a text says no type, so it is
 * right if any reading of it is. What fits no declared type stays a text, which the schema will refuse.
 */
export function giveTypes(value: unknown, schema: Schema | undefined, tools: Tools): unknown {
  const { schemas } = tools;
  if (typeof value === 'string') return giveType(value, schema, tools);
  if (Array.isArray(value)) return value.map((item) => giveTypes(item, schemas.items(schema), tools));
  if (typeof value !== 'object' || value === null) return value;
  const members = schemas.members(schema);
  const typed = Object.entries(value).map(
    ([name, member]) => [name, giveTypes(member, members.get(name) ?? schemas.additional(schema), tools)] as const,
  );
  return Object.fromEntries(typed);
}

function giveType(text: string, schema: Schema | undefined, { schemas, value }: Tools): unknown {
  if (schema === undefined) return text;
  const readings = readingsOf(text, schemas.types(schema));
  const [first = text] = readings;
  if (readings.length < 2) return first;
  return readings.find((reading) => value(schema, reading, 'request').length === 0) ?? first;
}

// Where a text is allowed it goes first: what looks like a number may be one of letters.
function readingsOf(text: string, types: readonly JsonType[]): readonly unknown[] {
  const readings = types.flatMap((type) => readAs[type](text));
  return types.includes('string') ? [text, ...readings] : readings;
}

const readAs: Readonly<Record<JsonType, (text: string) => readonly unknown[]>> = {
  integer: readNumber,
  number: readNumber,
  boolean: (text) => (text === 'true' ? [true] : text === 'false' ? [false] : []),
  null: (text) => (text === '' || text === 'null' ? [null] : []),
  object: readStructure,
  array: readStructure,
  string: () => [],
};

function readNumber(text: string): readonly unknown[] {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? [exactNumber(text)] : [];
}

// Within a text only JSON can say an object or a list.
function readStructure(text: string): readonly unknown[] {
  const value = /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
  return value === undefined ? [] : [value];
}
