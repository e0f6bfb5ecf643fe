import type { Schema } from '../../../description/document.js';
import type { SchemaReader } from '../../../description/schemas.js';
import type { Keeping } from './keeping.js';
import type { Kept, Resource } from './resource.js';

/** A value that a schema allows, another one for another number; `undefined` where none can be made. */
export type Sample = (schema: Schema, number?: number) => Promise<unknown>;

/** A key as text, as paths have it; `undefined` for what is none. */
export function keyText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined;
}

/** A key out of a path, as the things hold it. */
export function toKey(text: string, resource: Resource, reader: SchemaReader): unknown {
  const types = reader.types(schemaOfKey(resource, reader));
  const isNumber = types.some((type) => type === 'integer' || type === 'number') && !types.includes('string');
  return isNumber && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

export function schemaOfKey(
  { schema, keyMember }: Pick<Resource, 'schema' | 'keyMember'>,
  reader: SchemaReader,
): Schema {
  return reader.members(schema).get(keyMember) ?? true;
}

interface Tools {
  readonly reader: SchemaReader;
  readonly sample: Sample;
  /** Whether a schema allows a key. */
  readonly isValid: (schema: Schema, key: unknown) => boolean;
}

/**
 * A key that nobody has: the next number; a UUID; what a pattern allows; else as the others look, a number as text or
 * something behind their common prefix.
 */
export async function newKey(
  resource: Resource,
  { keeping, parents }: { readonly keeping: Keeping; readonly parents: readonly string[] },
  { reader, sample, isValid }: Tools,
): Promise<unknown> {
  const schema = schemaOfKey(resource, reader);
  const { format, pattern, enum: listed } = reader.resolve(schema);
  const others = await keeping.list(parents);
  const isFree = (key: unknown): boolean => others.every((other) => other.key !== keyText(key));
  const next = async (): Promise<number> => keeping.count(highest(others));
  const types = reader.types(schema);
  if (types.includes('integer') || types.includes('number')) return next();
  if (format === 'uuid') return crypto.randomUUID();
  if (pattern !== undefined || Array.isArray(listed)) {
    for (let number = 0; number < mostTries; number += 1) {
      const key = await sample(schema, number + others.length);
      if (isFree(key) && isValid(schema, key)) return key;
    }
  }
  const likely =
    others.length > 0 && others.every(({ key }) => /^\d+$/.test(key)) ? String(await next()) : alike(others);
  return isValid(schema, likely) ? likely : String(await next());
}

const mostTries = 20;

function highest(others: readonly Kept[]): number {
  return others.reduce((most, { key }) => (/^\d{1,15}$/.test(key) ? Math.max(most, Number(key)) : most), 0);
}

// Many APIs tell kinds apart by a prefix, such as `cus_`.
function alike(others: readonly Kept[]): string {
  const prefixes = new Set(others.map(({ key }) => /^[A-Za-z]+[_-]/.exec(key)?.[0] ?? ''));
  const [prefix = ''] = prefixes.size === 1 ? prefixes : [];
  return others.some(({ key }) => isUuid(key)) ? crypto.randomUUID() : prefix + crypto.randomUUID().slice(0, 8);
}

function isUuid(text: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}
