import type { Document, Schema } from './document.js';

/** Makes up a value that a schema allows; the same seed makes the same value. */
export type MakeUp = (schema: Schema, seed: number) => Promise<unknown>;

/** @param document what the references inside a schema lead into. */
export function createMakeUp(document: Document): MakeUp {
  let root: object | undefined;
  return async (schema, seed) => {
    const { generateSync } = await import('json-schema-faker');
    root ??= withoutExtensions({ components: document.components, paths: document.paths }) as object;
    const own = withoutExtensions(schema);
    const rooted = typeof own === 'object' ? { ...root, ...own } : {};
    return generateSync(rooted, { seed, alwaysFakeOptionals: true });
  };
}

// The generator takes `x-…` members of a schema for members of the value.
function withoutExtensions(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutExtensions);
  const entries = Object.entries(value).filter(([key]) => !key.startsWith('x-'));
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutExtensions(member)]));
}
