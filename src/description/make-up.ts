import type { Document, Schema } from './document.js';

/** Makes up a value that a schema allows; the same seed makes the same value. */
export type MakeUp = (schema: Schema, seed: number) => Promise<unknown>;

/** @param document what the references inside a schema lead into. */
export function createMakeUp(document: Document): MakeUp {
  let root: object | undefined;
  return async (schema, seed) => {
    const { generateSync } = await import('json-schema-faker');
    root ??= forGenerator({ components: document.components, paths: document.paths }) as object;
    const own = forGenerator(schema);
    const rooted = typeof own === 'object' ? { ...root, ...own } : {};
    return generateSync(rooted, { seed, alwaysFakeOptionals: true });
  };
}

// Their members are values or named schemas, not keywords.
const valueKeywords = new Set(['const', 'enum', 'default', 'example', 'examples']);
const mapKeywords = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'schemas', 'dependentSchemas']);

// The generator takes `x-…` members of a schema for members of the value, and knows no boolean exclusiveMinimum.
function forGenerator(value: unknown, isMap = false): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map((item) => forGenerator(item));
  const entries = Object.entries(isMap ? value : withNumericLimits(value))
    .filter(([key]) => isMap || !key.startsWith('x-'))
    .map(([key, member]: [string, unknown]): [string, unknown] => [
      key,
      !isMap && valueKeywords.has(key) ? member : forGenerator(member, !isMap && mapKeywords.has(key)),
    ]);
  return Object.fromEntries(entries);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

// OpenAPI 3.0: `minimum: 5, exclusiveMinimum: true` is what 3.1 writes as `exclusiveMinimum: 5`.
function withNumericLimits(schema: object): object {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, ...rest } = schema as Record<string, unknown>;
  const limits = {
    ...(exclusiveMinimum === true
      ? { exclusiveMinimum: minimum }
      : { minimum, exclusiveMinimum: exclusiveMinimum === false ? undefined : exclusiveMinimum }),
    ...(exclusiveMaximum === true
      ? { exclusiveMaximum: maximum }
      : { maximum, exclusiveMaximum: exclusiveMaximum === false ? undefined : exclusiveMaximum }),
  };
  return { ...rest, ...Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== undefined)) };
}
