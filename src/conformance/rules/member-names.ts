import type { Schema } from '../../description/document.js';
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
export function memberNames(value: unknown, schema: Schema): NamedBody {
  const documented = propertiesOf(schema);
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

function propertiesOf(schema: Schema): Properties {
  if (typeof schema === 'boolean') return { names: [], statements: [] };
  const parts = ['allOf', 'oneOf', 'anyOf'].flatMap((key) =>
    Array.isArray(schema[key]) ? (schema[key] as Schema[]) : [],
  );
  const own = { names: Object.keys(membersOf(schema['properties'])), statements: readSource(schema['x-source']) };
  return [own, ...parts.map(propertiesOf)].reduce((all, part) => ({
    names: [...new Set([...all.names, ...part.names])],
    statements: [...new Set([...all.statements, ...part.statements])],
  }));
}
