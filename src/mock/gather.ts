/** Work that is done together at the end of a turn of the event loop. */
export interface Gather {
  /** Runs at the end of this turn, right after what else begins in it. */
  begin(run: () => void): void;
  /** Runs after all that began in the turn, or at once where it comes later than that. */
  finish(run: () => void): void;
}

/**
 * On a busy mock, requests that were read, answered and written one by one took twice as long as together: each write
 * woke the client anew, and what one of them had brought into the processor's caches was gone for the next.
 */
export function createGather(): Gather {
  let beginning: (() => void)[] = [];
  let finishing: (() => void)[] | undefined;
  const runAll = (): void => {
    const begun = beginning;
    const finished: (() => void)[] = [];
    beginning = [];
    finishing = finished;
    for (const run of begun) run();
    finishing = undefined;
    for (const run of finished) run();
  };
  return {
    begin(run) {
      if (beginning.push(run) === 1) setImmediate(runAll);
    },
    finish(run) {
      if (finishing === undefined) run();
      else finishing.push(run);
    },
  };
}
