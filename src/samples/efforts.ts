/** How a value is made up. */
export interface Effort {
  /** How many objects deep optional members are made up; further down only what is required is. */
  readonly deepest: number;
  /** How many places there may be. */
  readonly size: number;
  /** How many steps it may take. */
  readonly steps: number;
  /** Whether members are made up that the direction does not ask for: what is read only in a request. @default false */
  readonly isWhole?: boolean;
  /** Chooses by chance instead of what is likely: a whole number from 0 up to another. */
  readonly below?: Below | undefined;
}

/** A whole number from 0 up to another, which is none of them. */
export type Below = (end: number) => number;

const usual = { size: 1000, steps: 12_000 };

/**
 * The attempts to make a value up, from the fullest value to the barest. Where no likely one does, one by chance may, and
 * the other way round.
 * @param seed for values by chance. @default likely ones
 */
export function effortsFor(seed: number | undefined): readonly Effort[] {
  const likely = [8, 3, 1, 0].map((deepest) => ({ deepest, ...usual }));
  const byChance = likely.map((effort) => ({ ...effort, below: chance(seed ?? 1) }));
  const fallback = [
    { deepest: 0, size: 2000, steps: 30_000 },
    { deepest: 8, ...usual, isWhole: true },
    { deepest: 0, ...usual, isWhole: true },
  ];
  return seed === undefined ? [...likely, ...fallback, ...byChance] : [...byChance, ...likely, ...fallback];
}

// The generator Mulberry32: few lines, the same on every machine.
function chance(seed: number): Below {
  let state = seed | 0;
  return (end) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  };
}

/** The first of a list, or by chance another one, and then the others. */
export function inOrder<T>(list: readonly T[], { below }: Effort): readonly T[] {
  return turned(list, list.length > 1 ? (below?.(list.length) ?? 0) : 0);
}

/** A list that begins with another item, and ends with those before it. */
export function turned<T>(list: readonly T[], number: number): readonly T[] {
  const start = list.length === 0 ? 0 : number % list.length;
  return start === 0 ? list : [...list.slice(start), ...list.slice(0, start)];
}
