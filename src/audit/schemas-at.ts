import type { Schema } from '../description/document.js';
import { readSource } from '../description/when.js';

/** The statements of whatever a schema says about the place to which a path leads. */
export function sourcesAt(schema: Schema, path: readonly string[]): readonly string[] {
  return schemasAt(schema, path).flatMap((part) => readSource(part['x-source']));
}

type SchemaObject = Exclude<Schema, boolean>;

function schemasAt(schema: Schema, path: readonly string[]): readonly SchemaObject[] {
  const parts = partsOf(schema);
  const [key, ...rest] = path;
  if (key === undefined) return parts;
  return parts.flatMap(({ properties, items }) => {
    const inner = isSchema(properties) ? properties[key] : undefined;
    return [inner, /^\d+$/.test(key) ? items : undefined].filter(isSchema).flatMap((part) => schemasAt(part, rest));
  });
}

function partsOf(schema: Schema): readonly SchemaObject[] {
  if (typeof schema === 'boolean') return [];
  const parts = ['allOf', 'oneOf', 'anyOf'].flatMap((key) =>
    Array.isArray(schema[key]) ? (schema[key] as Schema[]) : [],
  );
  return [schema, ...parts.flatMap(partsOf)];
}

function isSchema(value: unknown): value is SchemaObject {
  return typeof value === 'object' && value !== null;
}
