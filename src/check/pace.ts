import { setTimeout as sleep } from 'node:timers/promises';

/** What time it is, and waiting; in milliseconds. */
export interface Clock {
  /** Since 1970. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  wait: (milliseconds) => sleep(milliseconds),
};

/** At most so many requests in so many milliseconds. */
export interface Rate {
  readonly count: number;
  readonly per: number;
}

/** Waits for one's turn: turns are spread evenly, so that no burst meets the server. */
export function createPace({ count, per }: Rate, { now, wait }: Clock): () => Promise<void> {
  const interval = per / count;
  let next = -Infinity;
  return async () => {
    const present = now();
    // A clock that was put back must not stop the run.
    const turn = Math.max(present, Math.min(next, present + interval));
    next = turn + interval;
    if (turn > present) await wait(turn - present);
  };
}
