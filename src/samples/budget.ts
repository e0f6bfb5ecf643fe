/** Thrown when a budget is used up. */
export class Exhausted extends Error {}

/**
 * Counts the steps that something takes, so that it ends whatever it is about; a clock would make the end another one
 * each time.
 */
export interface Budget {
  /** @throws Exhausted */
  spend(steps?: number): void;
}

/**
 * @param steps how many there are.
 * @param larger a budget that they are a part of. @default none
 */
export function createBudget(steps: number, larger?: Budget): Budget {
  let left = steps;
  return {
    spend(count = 1) {
      larger?.spend(count);
      left -= count;
      if (left < 0) throw new Exhausted(`not done after ${String(steps)} steps`);
    },
  };
}
