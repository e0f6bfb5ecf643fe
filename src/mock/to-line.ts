import { defaultWorld } from '../state/worlds.js';
import type { Account } from './account.js';
import { shortestSecret } from './create-mask.js';
import type { LogLine } from './log.js';
import type { Note } from './note.js';
import { holdsNone, type PlainTexts } from './plain-texts.js';
import { mayNameSecrets } from './secret-names.js';

export interface LineOptions {
  /** Every credential that the request presents. */
  readonly tokens: readonly string[];
  /** The exchange with its secrets masked, made only where a line may hold one; `undefined` where that failed. */
  readonly account: () => Account | undefined;
  readonly plainTexts: PlainTexts;
}

/** A line for the log, in which nothing is secret; none where nobody could tell what is. */
export function toLine(note: Note, { tokens, account, plainTexts }: LineOptions): LogLine | undefined {
  const { method, status, answer, milliseconds, world, fault } = note;
  const isPlain =
    isOfDescription(note, tokens) &&
    !namesSecrets(note) &&
    plainTexts.has(note.why, tokens) &&
    plainTexts.has(world, tokens);
  const shown = isPlain ? note : hide(note, account(), plainTexts);
  if (shown === undefined) return undefined;
  const line: Writable<LogLine> = { method, path: shown.path, status, answer, why: shown.why, milliseconds };
  if (world !== defaultWorld) line.world = shown.world;
  if (fault !== undefined) line.fault = fault;
  return line;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

function hide(
  { why, world }: Note,
  account: Account | undefined,
  plainTexts: PlainTexts,
): Pick<Note, 'path' | 'why' | 'world'> | undefined {
  if (account === undefined) return undefined;
  plainTexts.learn(why, account.why);
  plainTexts.learn(world, account.world);
  return { path: account.request.path, why: account.why, world: account.world };
}

// Whether nothing in the path can be a secret: it is the description's own, but for what is too short for one.
function isOfDescription({ match, path }: Note, tokens: readonly string[]): boolean {
  if (match.kind !== 'operation' || path.includes('%') || !holdsNone(path, tokens)) return false;
  return Object.values(match.pathParameters).every((value) => value.length < shortestSecret);
}

// What is wrong with a body may be told by a member's name, and that may be what another member says is a secret.
function namesSecrets({ why, body }: Note): boolean {
  return why.startsWith('/body') && mayNameSecrets(body);
}
