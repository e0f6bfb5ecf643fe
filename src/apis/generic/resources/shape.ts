import type { Schema } from '../../../description/document.js';
import { isObject } from '../../../description/json-value.js';
import type { SchemaReader } from '../../../description/schemas.js';

type Members = Readonly<Record<string, unknown>>;

/**
 * A thing as a schema has it: the members that it declares, those that it requires taken from elsewhere where the thing
 * has none, and nothing that only requests may hold.
 * @param base where required members come from that the thing lacks.
 */
export function shapeThing(value: Members, schema: Schema, base: Members, reader: SchemaReader): Members {
  const declared = reader.members(schema);
  if (declared.size === 0) return value;
  const shaped = new Map<string, unknown>();
  const required = reader.required(schema);
  for (const [name, member] of declared) {
    const { writeOnly } = reader.resolve(member);
    const source = Object.hasOwn(value, name) ? value : required.has(name) ? base : {};
    if (writeOnly !== true && Object.hasOwn(source, name)) {
      shaped.set(name, shapeValue(source[name], member, Object.hasOwn(base, name) ? base[name] : undefined, reader));
    }
  }
  if (takesFurther(schema, reader)) {
    for (const [name, member] of Object.entries(value)) if (!declared.has(name)) shaped.set(name, member);
  }
  return Object.fromEntries(shaped);
}

function shapeValue(value: unknown, schema: Schema, base: unknown, reader: SchemaReader): unknown {
  if (isObject(value)) return shapeThing(value, schema, isObject(base) ? base : {}, reader);
  const items = reader.items(schema);
  if (!Array.isArray(value) || items === undefined) return value;
  return value.map((item: unknown) => shapeValue(item, items, Array.isArray(base) ? base[0] : undefined, reader));
}

// Only what says so is meant as a map: most schemas simply do not speak of further members.
function takesFurther(schema: Schema, reader: SchemaReader): boolean {
  const { additionalProperties: further } = reader.resolve(schema);
  return further === true || isObject(further);
}
