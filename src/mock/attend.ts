import { after, type Awaitable } from '../awaitable.js';
import { accountOf, keptLength, type Account } from './account.js';
import type { CreateMask } from './create-mask.js';
import type { Handled, Incoming } from './incoming.js';
import type { LogLine } from './log.js';
import { createMemoOf } from './memo.js';
import type { MockedApi } from './mocked-api.js';
import { noteDown, packNote, unpackNote, type Note } from './note.js';
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
  const tell: Tell = (getNote) => {
    try {
      return accountOf(getNote(), options.createMask());
    } catch (error) {
      onBug(error);
      return undefined;
    }
  };
  // The same function as long as the APIs are the same, for a journal holds it a thousand times.
  const retellerOf = createMemoOf((apis: readonly MockedApi[]) => (text: string) => tell(() => unpackNote(text, apis)));
  const conclude = (travelled: Travelled, apis: readonly MockedApi[], start: number): Handled => {
    const milliseconds = Math.round((clock() - start) * 1000) / 1000;
    const note = noteDown(travelled, milliseconds);
    const account = tellOnce(note, tell);
    try {
      if (isLarge(note)) account(); // so that nobody holds what is cut off
      if (journaling) {
        const text = packNote(note);
        travelled.world.journal.append(text === undefined ? account : retellerOf(apis), text);
      }
      const line = toLine(note, { tokens: travelled.tokens, account, plainTexts });
      if (line !== undefined) log(line);
    } catch (error) {
      onBug(error); // whoever listens may break, and nobody goes without an answer for that
    }
    return travelled.handled;
  };
  return (incoming) => {
    const start = clock();
    const around = surroundings();
    return after(travel(incoming, around), (travelled) => conclude(travelled, around.apis, start));
  };
}

/** The account of a note; `undefined`, and a bug, where it cannot be given. */
type Tell = (getNote: () => Note) => Account | undefined;

function isLarge({ body, replyBody }: Note): boolean {
  return body.length > keptLength || replyBody.length > keptLength;
}

/** An account that is given when it is first asked for; then the note is let go of. */
function tellOnce(note: Note, tell: Tell): () => Account | undefined {
  let pending: Note | undefined = note;
  let account: Account | undefined;
  return () => {
    const known = pending;
    if (known !== undefined) account = tell(() => known);
    pending = undefined;
    return account;
  };
}
