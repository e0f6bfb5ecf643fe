import type { Schema } from '../description/document.js';
import type { SchemaObject, SchemaReader } from '../description/schemas.js';
import { readSource } from '../description/when.js';

/** The statements of whatever a schema says about the place to which a path leads. */
export function sourcesAt(schema: Schema, path: readonly string[], schemas: SchemaReader): readonly string[] {
  return schemasAt(schema, path, schemas).flatMap((part) => readSource(part['x-source']));
}

function schemasAt(schema: Schema, path: readonly string[], schemas: SchemaReader): readonly SchemaObject[] {
  const parts = partsOf(schema, schemas, new Set());
  const [key, ...rest] = path;
  if (key === undefined) return parts;
  return parts.flatMap(({ properties, items }) => {
    const inner = isSchema(properties) ? properties[key] : undefined;
    return [inner, /^\d+$/.test(key) ? items : undefined]
      .filter(isSchema)
      .flatMap((part) => schemasAt(part, rest, schemas));
  });
}

function partsOf(schema: Schema, schemas: SchemaReader, seen: Set<SchemaObject>): readonly SchemaObject[] {
  const own = schemas.resolve(schema);
  if (seen.has(own)) return [];
  seen.add(own);
  const parts = ['allOf', 'oneOf', 'anyOf'].flatMap((key) => (Array.isArray(own[key]) ? (own[key] as Schema[]) : []));
  return [own, ...parts.flatMap((part) => partsOf(part, schemas, seen))];
}

function isSchema(value: unknown): value is SchemaObject {
  return typeof value === 'object' && value !== null;
}
