import type { Schema } from '../../description/document.js';
import type { SchemaObject, SchemaReader } from '../../description/schemas.js';
import { readSource } from '../../description/when.js';
import type { Departure } from '../departure.js';
import { membersOf } from '../reply-body.js';

/** A body under its documented names. */
export interface NamedBody {
  readonly value: unknown;
  readonly departures: readonly Departure[];
}

/**
 * Resolves the member names of an object without regard to case, so that a server that spells them in another case
 * gets one finding about names and everything else is still judged.
 */
export function memberNames(value: unknown, schema: Schema, schemas: SchemaReader): NamedBody {
  const documented = propertiesOf(schema, schemas);
  const members = Object.entries(membersOf(value));
  const renamed = new Map<string, string>();
  for (const name of documented.names) {
    if (members.some(([own]) => own === name)) continue;
    const [alias] = members.find(([own]) => own.toLowerCase() === name.toLowerCase()) ?? [];
    if (alias !== undefined) renamed.set(alias, name);
  }
  if (renamed.size === 0) return { value, departures: [] };
  const resolved = Object.fromEntries(members.map(([own, member]) => [renamed.get(own) ?? own, member]));
  const departure = {
    rule: 'member-names',
    statements: documented.statements,
    cause: 'member-names',
    message: 'members of the answer are spelled in another case than documented',
    expected: `members named ${[...renamed.values()].join(', ')}`,
    came: `members named ${[...renamed.keys()].join(', ')}`,
  };
  return { value: resolved, departures: [departure] };
}

interface Properties {
  readonly names: readonly string[];
  readonly statements: readonly string[];
}

function propertiesOf(schema: Schema, schemas: SchemaReader): Properties {
  const statements = partsOf(schema, schemas, new Set()).flatMap((part) => readSource(part['x-source']));
  return { names: [...schemas.members(schema).keys()], statements: [...new Set(statements)] };
}

// With all that it is composed of.
function partsOf(schema: Schema, schemas: SchemaReader, seen: Set<SchemaObject>): readonly SchemaObject[] {
  const part = schemas.resolve(schema);
  if (seen.has(part)) return [];
  seen.add(part);
  const inner = ['allOf', 'oneOf', 'anyOf'].flatMap((key) => (Array.isArray(part[key]) ? (part[key] as Schema[]) : []));
  return [part, ...inner.flatMap((each) => partsOf(each, schemas, seen))];
}
