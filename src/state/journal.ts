import { keepLastTexts, type Taken } from './last-texts.js';
import type { Fault } from './queue.js';
import type { Collection } from './store.js';

/** One exchange as the journal keeps it: secrets masked, long bodies cut off. */
export interface Entry {
  /** Counts up from 1 in each world. */
  readonly id: number;
  /** When the request came, RFC 3339. */
  readonly time: string;
  /** How long the mock took. */
  readonly milliseconds: number;
  readonly world: string;
  /** Absent where no operation matched. */
  readonly api?: string;
  readonly operation?: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query?: string;
    readonly headers: Readonly<Record<string, readonly string[]>>;
    readonly body?: string;
    readonly bodyTruncated?: true;
  };
  readonly reply: {
    /** Absent where a fault left no answer. */
    readonly status?: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly bodyTruncated?: true;
  };
  /** The name of the documented answer. */
  readonly answer: string;
  readonly why: string;
  readonly fault?: Fault;
}

/** An exchange before it has its place in a journal. */
export type Draft = Omit<Entry, 'id'>;

/** Writes an exchange down, from the text that was kept of it. */
export type Write = (text: string) => Draft | undefined;

export interface Page {
  readonly entries: readonly Entry[];
  /** How many of the oldest entries were dropped, because the journal is bounded. */
  readonly dropped: number;
  /** What to give as `after` for the next page; absent on the last. */
  readonly next?: number;
}

export interface ReadOptions {
  /** Entries with a greater id only. @default 0 */
  readonly after?: number;
  /** @default all of them */
  readonly limit?: number;
  /** @default every entry */
  readonly matches?: (entry: Entry) => boolean;
}

/** What happened in one world, the last exchanges of it. */
export interface Journal {
  /**
   * Puts an exchange at the end. It is written down when somebody reads, if it is still among the last; whoever reads
   * from now on finds it.
   * @param write gives `undefined` for what cannot be written down. A journal keeps the function for every exchange, so
   *   it had better be the same for many, and find what differs in the text.
   * @param text with lone surrogates replaced. @default empty
   */
  append(write: Write, text?: string): void;
  read(options?: ReadOptions): Promise<Page>;
  /** How many exchanges there have been. */
  count(): Promise<number>;
  clear(): Promise<void>;
  /** The entries after an id, and every later one as it comes, until the signal or the end of the world. */
  follow(after: number, signal: AbortSignal): AsyncIterable<Entry>;
  /** Lets those who follow go. */
  end(): void;
}

/** How many exchanges a journal keeps. */
export const journalLimit = 1000;

export function createJournal(entries: Collection<Entry>, counters: Collection<number>): Journal {
  const waiting = new Set<() => void>();
  let changes = 0;
  let ended = false;
  const wake = (): void => {
    changes += 1;
    for (const resolve of waiting) resolve();
  };
  const unwritten = keepLastTexts<Write>(journalLimit); // most exchanges are never read
  let writing = Promise.resolve();
  const writeTaken = (): Promise<void> => writeDown(unwritten.take(), entries, counters);
  const catchUp = (): Promise<void> => (writing = writing.then(writeTaken, writeTaken));
  const count = async (): Promise<number> => {
    await catchUp();
    return (await counters.get('last')) ?? 0;
  };
  const read = async ({ after = 0, limit = Infinity, matches = () => true }: ReadOptions = {}): Promise<Page> => {
    await catchUp();
    const found = (await entries.values()).filter((entry) => entry.id > after && matches(entry));
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const cleared = (await counters.get('cleared')) ?? 0;
    const dropped = Math.max((await count()) - journalLimit - cleared, 0);
    return { entries: page, dropped, ...(last && found.length > limit && { next: last.id }) };
  };
  return {
    read,
    count,
    append(write, text = '') {
      unwritten.add(text, write);
      wake();
    },
    async clear() {
      await counters.set('cleared', await count());
      await entries.clear();
    },
    async *follow(after, signal) {
      let seen = after;
      let known = -1;
      while (!signal.aborted && (known !== changes || !ended)) {
        if (known === changes) await nextCall(waiting, signal);
        known = changes; // before reading: what changes meanwhile is read in the next round
        const page = await read({ after: seen, limit: 100 });
        for (const entry of page.entries) {
          if (isAborted(signal)) return;
          yield entry;
          seen = entry.id;
        }
        if (page.next !== undefined) known = -1;
      }
    },
    end() {
      ended = true;
      wake();
    },
  };
}

async function writeDown(
  { count, last }: Taken<Write>,
  entries: Collection<Entry>,
  counters: Collection<number>,
): Promise<void> {
  if (count === 0) return;
  const lastId = (await counters.update('last', (before = 0) => before + count)) ?? 0;
  for (const [index, { text, about: write }] of last.entries()) {
    const draft = write(text);
    const id = lastId - last.length + 1 + index;
    if (draft !== undefined) await entries.set(String(id), { id, ...draft });
  }
  const before = lastId - count;
  const end = Math.min(before, lastId - journalLimit);
  for (let id = Math.max(before - journalLimit, 0) + 1; id <= end; id += 1) await entries.delete(String(id));
}

// Resolves with the next call or the signal, and leaves nothing behind.
async function nextCall(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  let wake = (): void => undefined;
  const called = new Promise<void>((resolve) => {
    wake = resolve;
  });
  waiting.add(wake);
  signal.addEventListener('abort', wake);
  await called;
  waiting.delete(wake);
  signal.removeEventListener('abort', wake);
}

// Asked by a function, because the compiler takes a signal that was not aborted once for one that never is.
function isAborted({ aborted }: AbortSignal): boolean {
  return aborted;
}
