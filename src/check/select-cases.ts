import type { Description } from '../description/load.js';
import { UserError } from '../errors.js';
import type { Case } from './contract.js';

/** Which cases a run tries. */
export interface Selection {
  /** Statement ids, operation ids and tags (`User`, or `tag:User`); tries only what is about one of them. @default all */
  readonly only?: readonly string[];
  /** Of the same kind; leaves out what is about one of them. @default none */
  readonly skip?: readonly string[];
  /** Takes one part of several; the parts together are the whole. @default the whole */
  readonly shard?: Shard;
  /** Whether whatever may succeed is left out, and no fixture that could be used up is touched. @default false */
  readonly readOnly?: boolean;
}

/** One part of `total`; the first one has the index 1. */
export interface Shard {
  readonly index: number;
  readonly total: number;
}

/** A case of a run, and why it is not tried, if it is not. */
export interface SelectedCase {
  readonly one: Case;
  readonly leftOut?: string;
}

/**
 * Chooses among the cases of a contract, in their order. Those of other shards are missing; the others that are left
 * out say why.
 * @throws UserError ARGUMENT_INVALID for a name that nothing has.
 */
export function selectCases(
  cases: readonly Case[],
  description: Description,
  { only, skip, shard, readOnly = false }: Selection,
): readonly SelectedCase[] {
  refuseUnknown([...(only ?? []), ...(skip ?? [])], description);
  return (shard === undefined ? cases : partOf(cases, shard)).map((one) => {
    const names = namesOf(one, description);
    const isNamed = (wish: string): boolean => names.has(wish);
    if (only !== undefined && !only.some(isNamed)) return { one, leftOut: 'left out by --only' };
    if (skip?.some(isNamed) === true) return { one, leftOut: 'left out by --skip' };
    if (!readOnly || one.mayChange !== true) return { one };
    return { one, leftOut: 'may change something, and --read-only is set' };
  });
}

function refuseUnknown(wishes: readonly string[], { operations, statements }: Description): void {
  const tags = [...new Set(operations.flatMap(({ tags = [] }) => tags))];
  const ids = operations.map(({ id }) => id);
  const known = new Set([...statements.byId.keys(), ...ids, ...tags, ...tags.map(prefixed)]);
  const unknown = wishes.filter((wish) => !known.has(wish));
  if (unknown.length === 0) return;
  const kinds = [
    ['Statements', [...statements.byId.keys()]],
    ['Operations', ids],
    ['Tags', tags.map(prefixed)],
  ] as const;
  const shown = kinds.filter(([, all]) => all.length > 0).map(([kind, all]) => `${kind}: ${all.join(', ')}.`);
  throw new UserError('ARGUMENT_INVALID', `There is no ${unknown.join(' or ')} to choose by. ${shown.join(' ')}`);
}

function namesOf({ statements, operation }: Case, { operations }: Description): ReadonlySet<string> {
  const about = operations.find(({ id }, index) => (operation === undefined ? index === 0 : id === operation));
  const tags = about?.tags ?? [];
  return new Set([...statements, ...(about === undefined ? [] : [about.id]), ...tags, ...tags.map(prefixed)]);
}

function prefixed(tag: string): string {
  return `tag:${tag}`;
}

// The largest group goes first, each to the shard with the least in it: every machine comes to the same division.
function partOf(cases: readonly Case[], { index, total }: Shard): readonly Case[] {
  const loads = Array.from({ length: total }, () => 0);
  const own = new Set<Case>();
  for (const group of groupsOf(cases)) {
    const lightest = loads.indexOf(Math.min(...loads));
    loads[lightest] = (loads[lightest] ?? 0) + group.length;
    if (lightest === index - 1) for (const one of group) own.add(one);
  }
  return cases.filter((one) => own.has(one));
}

function groupsOf(cases: readonly Case[]): readonly (readonly Case[])[] {
  const groups = new Map<unknown, Case[]>();
  for (const one of cases) {
    const key = one.group ?? one;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length);
}
