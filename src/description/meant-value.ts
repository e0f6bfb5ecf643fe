import { parseJson, withNumbers } from '../json.js';
import type { Schema } from './document.js';
import type { JsonType, SchemaReader } from './schemas.js';

/**
 * An example as it is meant: where the schema allows no text, a text that holds JSON of an allowed type is that JSON, as
 * generators from Java write it.
 */
export function meantValue(value: unknown, schema: Schema | undefined, schemas: SchemaReader): unknown {
  if (typeof value !== 'string') return value;
  const types = schemas.types(schema);
  if (types.length === 0 || types.includes('string')) return value;
  const parsed = withNumbers(parseJson(value));
  return parsed !== undefined && typesOf(parsed).some((type) => types.includes(type)) ? parsed : value;
}

function typesOf(value: unknown): readonly JsonType[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  if (typeof value === 'number') return Number.isInteger(value) ? ['integer', 'number'] : ['number'];
  return typeof value === 'boolean' ? ['boolean'] : ['object'];
}
