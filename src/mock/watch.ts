import { statSync, type BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';

export interface Watching {
  /** Watches these files from now on, instead of the ones before. */
  follow(files: readonly string[]): void;
  close(): Promise<void>;
}

export type WatchFiles = typeof watchFiles;

/**
 * Calls `onChange` after files have changed, come or gone; changes that come close together count as one. Files are
 * looked at again and again: what the system tells of changes ends in silence where a file or its folder is replaced,
 * as by a change of branches.
 */
export function watchFiles(files: readonly string[], onChange: () => void): Watching {
  let known = new Map(files.map((file) => [file, lookAt(file)]));
  let unsettled: States | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const settle = (now: States): void => {
    for (const [file, state] of now) if (known.has(file)) known.set(file, state);
    unsettled = undefined;
  };
  const compare = (now: States): void => {
    const isChanged = differ(known, now);
    // Whoever is still writing is waited for.
    const isSettled = unsettled !== undefined && !differ(unsettled, now);
    if (!isChanged) unsettled = undefined;
    else if (!isSettled) unsettled = now;
    else {
      settle(now);
      onChange();
    }
  };
  const lookAgain = async (): Promise<void> => {
    const now = await look([...known.keys()]);
    if (isClosed) return;
    compare(now);
    timer = setTimeout(() => void lookAgain(), pauseFor(known.size)).unref();
  };
  void lookAgain();
  return {
    follow(next) {
      known = new Map(next.map((file) => [file, known.get(file) ?? lookAt(file)]));
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      return Promise.resolve();
    },
  };
}

/** What tells two states of a file apart, by its name. */
type States = ReadonlyMap<string, string>;

// A file that nobody follows any more does not count.
function differ(before: States, now: States): boolean {
  return [...now].some(([file, state]) => before.has(file) && before.get(file) !== state);
}

// Milliseconds; a description of a thousand files is looked at less often.
function pauseFor(count: number): number {
  return Math.max(120, count * 2);
}

// What is followed from now on must not change unseen while it is looked at.
function lookAt(file: string): string {
  try {
    return stateOf(statSync(file, { bigint: true }));
  } catch {
    return stateOf(undefined);
  }
}

async function look(files: readonly string[]): Promise<States> {
  const states = files.map(async (file) => {
    const found = await stat(file, { bigint: true }).catch(() => undefined);
    return [file, stateOf(found)] as const;
  });
  return new Map(await Promise.all(states));
}

// Another file of the same name has another number.
function stateOf(found: BigIntStats | undefined): string {
  return found === undefined ? 'gone' : `${found.ino} ${found.size} ${found.mtimeNs}`;
}
