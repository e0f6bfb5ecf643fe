import type { Schema } from '../document.js';
import type { SchemaReader } from '../schemas.js';
import { decodeField, type Field } from './fields.js';

/**
 * Reads an object that is written as `deepObject`. Of what lies deeper than its members no specification says how it is
 * written; most clients put members in further brackets, and items under the same name again, under `[]` or by their
 * index.
 * @returns `undefined` where no field belongs to it.
 */
export function readDeep(
  name: string,
  fields: readonly Field[],
  schema: Schema | undefined,
  schemas: SchemaReader,
): unknown {
  const root = createBranch();
  for (const field of fields) {
    const keys = keysOf(field.name, name);
    if (keys === undefined) continue;
    const branch = keys.reduce(childOf, root);
    branch.texts.push(decodeField(field.text));
  }
  return root.below.size === 0 ? undefined : toValue(root, schema, schemas);
}

/** Whether a field belongs to a parameter that is written so. */
export function isDeep(field: string, name: string): boolean {
  return keysOf(field, name) !== undefined;
}

interface Branch {
  readonly texts: string[];
  readonly below: Map<string, Branch>;
}

function createBranch(): Branch {
  return { texts: [], below: new Map() };
}

// Deeper than this nobody means it.
const deepest = 20;

function keysOf(field: string, name: string): readonly string[] | undefined {
  if (!field.startsWith(`${name}[`) || !field.endsWith(']')) return undefined;
  const keys = field.slice(name.length + 1, -1).split('][');
  return keys.length <= deepest ? keys : undefined;
}

function childOf({ below }: Branch, key: string): Branch {
  const child = below.get(key) ?? createBranch();
  below.set(key, child);
  return child;
}

function toValue({ texts, below }: Branch, schema: Schema | undefined, schemas: SchemaReader): unknown {
  const types = schemas.types(schema);
  const [text] = texts;
  if (below.size === 0) return texts.length === 1 && !isListOnly(types) ? text : texts;
  const isList = !types.includes('object') && [...below.keys()].every((key) => /^\d*$/.test(key));
  const value = isList ? toList(below, schema, schemas) : toObject(below, schema, schemas);
  return texts.length === 0 ? value : [...texts, value]; // said twice, and no single type allows both
}

function isListOnly(types: readonly string[]): boolean {
  return types.length > 0 && types.every((type) => type === 'array' || type === 'null');
}

function toList(below: Branch['below'], schema: Schema | undefined, schemas: SchemaReader): readonly unknown[] {
  const items = schemas.items(schema);
  const inOrder = [...below].sort(([one], [other]) => Number(one) - Number(other));
  return inOrder.flatMap(([key, item]) =>
    key === '' && item.below.size === 0 ? item.texts : [toValue(item, items, schemas)],
  );
}

function toObject(below: Branch['below'], schema: Schema | undefined, schemas: SchemaReader): object {
  const members = schemas.members(schema);
  const free = schemas.additional(schema);
  const entries = [...below].map(([key, member]) => [key, toValue(member, members.get(key) ?? free, schemas)] as const);
  return Object.fromEntries(entries);
}
