import type { Schema } from '../description/document.js';
import type { SchemaReader } from '../description/schemas.js';

const mostObjects = 2000;

/**
 * Whether a schema leads to so few others that a validator of them is compiled at once. With two thousand it takes a tenth
 * of a second, and some descriptions lead from each schema to all.
 */
export function isSmall(schema: Schema, reader: SchemaReader): boolean {
  const known = new Set<object>();
  const rest: unknown[] = [schema];
  while (rest.length > 0 && known.size < mostObjects) {
    const next = rest.pop();
    if (typeof next !== 'object' || next === null) continue;
    const value = Array.isArray(next) ? next : reader.resolve(next as Schema); // also what is none, which has no `$ref`
    if (known.has(value)) continue;
    known.add(value);
    for (const [key, member] of Object.entries(value)) if (!/^(?:examples?|default|x-.*)$/.test(key)) rest.push(member);
  }
  return known.size < mostObjects;
}
