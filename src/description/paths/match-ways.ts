import type { Operation } from '../operations.js';
import { indexPaths, type PathMatch, type PathMatcher } from './match-path.js';
import type { RequestMarks } from './tell-apart.js';

/**
 * The ways to an operation: its path alone; behind the path of one of its servers; behind that of a server with a
 * variable of any value.
 */
export type Way = 'path' | 'server' | 'open-server';

/** What a method and a path lead to on one of the ways. */
export type WayMatcher = (way: Way, method: string, path: string, marks?: RequestMarks) => PathMatch;

interface Prefix {
  /** How much of a path it takes; `undefined` if the path is not below it. */
  readonly lengthIn: (path: string) => number | undefined;
  readonly match: PathMatcher;
}

/** Indexes operations once by their paths, with and without the paths of their servers. */
export function indexWays(operations: readonly Operation[]): WayMatcher {
  const match = indexPaths(operations);
  const byBase = groupByBase(operations);
  const prefixes = [...byBase]
    .toSorted(([one], [other]) => other.length - one.length)
    .map(([base, group]) => ({
      way: base.includes('{') ? ('open-server' as const) : ('server' as const),
      lengthIn: base.includes('{') ? openLength(base) : literalLength(base),
      match: group.length === operations.length ? match : indexPaths(group),
    }));
  const of = (way: Way): readonly Prefix[] => prefixes.filter((prefix) => prefix.way === way);
  const behind = { server: of('server'), 'open-server': of('open-server') };
  return (way, method, path, marks) =>
    way === 'path' ? match(method, path, marks) : matchBehind(behind[way], method, path, marks);
}

function groupByBase(operations: readonly Operation[]): ReadonlyMap<string, readonly Operation[]> {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    for (const base of operation.basePaths ?? []) {
      const group = groups.get(base);
      if (group === undefined) groups.set(base, [operation]);
      else group.push(operation);
    }
  }
  return groups;
}

function matchBehind(
  prefixes: readonly Prefix[],
  method: string,
  sent: string,
  marks: RequestMarks | undefined,
): PathMatch {
  const path = sent.startsWith('//') ? sent.replace(/^\/+/, '/') : sent;
  let result: PathMatch = { kind: 'nothing' };
  for (const { lengthIn, match } of prefixes) {
    const length = lengthIn(path);
    if (length === undefined) continue;
    const found = match(method, path.slice(length) || '/', marks);
    if (found.kind === 'operation') return { ...found, literalLength: found.literalLength + length };
    if (result.kind === 'nothing') result = found;
  }
  return result;
}

function literalLength(base: string): Prefix['lengthIn'] {
  return (path) =>
    path.startsWith(base) && (path.length === base.length || path.charAt(base.length) === '/')
      ? base.length
      : undefined;
}

// Without a path behind it any path at all would do.
function openLength(base: string): Prefix['lengthIn'] {
  const source = base.split(/\{[^}]*\}/).map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const pattern = new RegExp(`^${source.join('[^/]+')}(?=/[^/])`);
  return (path) => pattern.exec(path)?.[0].length;
}
