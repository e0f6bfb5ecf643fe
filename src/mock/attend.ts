import { after, type Awaitable } from '../awaitable.js';
import { accountOf, keptLength, type Account } from './account.js';
import type { CreateMask } from './create-mask.js';
import type { Handled, Incoming } from './incoming.js';
import type { LogLine } from './log.js';
import { noteDown, type Note } from './note.js';
import { createPlainTexts } from './plain-texts.js';
import { travel, type Surroundings, type Travelled } from './road.js';
import { toLine } from './to-line.js';

export interface AttendOptions {
  /** Asked anew for every request, so that a reloaded description serves at once. */
  readonly surroundings: () => Surroundings;
  readonly createMask: CreateMask;
  /** Whether exchanges are told to the journals of their worlds. */
  readonly journaling: boolean;
  readonly log: (line: LogLine) => void;
  /** Told of every bug of ours. */
  readonly onBug: (error: unknown) => void;
  /** Milliseconds, to measure with. @default performance.now */
  readonly clock?: () => number;
}

/**
 * Answers a request, however it came: one reply, and one entry in the journal of its world, which stands there before
 * the reply is delivered.
 */
export type Attend = (incoming: Incoming) => Awaitable<Handled>;

export function createAttend(options: AttendOptions): Attend {
  const { surroundings, journaling, log, onBug, clock = () => performance.now() } = options;
  const plainTexts = createPlainTexts();
  const conclude = (travelled: Travelled, start: number): Handled => {
    const milliseconds = Math.round((clock() - start) * 1000) / 1000;
    const note = noteDown(travelled, milliseconds);
    const account = createAccount(note, options);
    try {
      if (isLarge(travelled)) account(); // so that nobody holds what is cut off
      if (journaling) travelled.world.journal.append(account);
      const line = toLine(note, { tokens: travelled.tokens, account, plainTexts });
      if (line !== undefined) log(line);
    } catch (error) {
      onBug(error); // whoever listens may break, and nobody goes without an answer for that
    }
    return travelled.handled;
  };
  return (incoming) => {
    const start = clock();
    return after(travel(incoming, surroundings()), (travelled) => conclude(travelled, start));
  };
}

function isLarge({ incoming, handled }: Travelled): boolean {
  return incoming.body.length > keptLength || (handled.reply.body ?? '').length > keptLength;
}

/** An account that is made when it is first asked for, and then lets go of what it was made from. */
function createAccount(note: Note, { createMask, onBug }: AttendOptions): () => Account | undefined {
  let pending: Note | undefined = note;
  let account: Account | undefined;
  return () => {
    if (pending === undefined) return account;
    try {
      account = accountOf(pending, createMask());
    } catch (error) {
      onBug(error);
    }
    pending = undefined;
    return account;
  };
}
