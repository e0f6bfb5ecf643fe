import fc, { type Arbitrary } from 'fast-check';
import { expect } from 'vitest';

/** How many requests all fuzz tests together send at least. */
const total = Number(process.env['SIGNOFF_FUZZ_REQUESTS'] ?? 3_000);

/** What everything is drawn from. A failure prints the one to begin with to meet it again. */
const seed = Number(process.env['SIGNOFF_FUZZ_SEED'] ?? 1);

/** Milliseconds that a fuzz test may take. */
export const fuzzTime: number = 30_000 + 3 * total;

export interface FuzzOptions<T> {
  /** The part of all requests that this test sends. The parts of all fuzz tests sum up to 1. */
  readonly share: number;
  readonly arbitrary: Arbitrary<T>;
  /** Sends what was drawn. Throws what is wrong with the answers. */
  readonly attempt: (drawn: T) => Promise<void>;
  /** How many requests have been sent. */
  readonly sent: () => number;
}

/** Draws and attempts until enough requests have been sent. The smallest failure that can be found is printed. */
export async function fuzz<T>({ share, arbitrary, attempt, sent }: FuzzOptions<T>): Promise<void> {
  const wanted = Math.ceil(total * share);
  for (let round = 0; sent() < wanted; round += 1) {
    await fc.assert(fc.asyncProperty(arbitrary, attempt), {
      seed: (seed + round * 0x9e3779b1) | 0, // far from the rounds of the neighbouring seeds
      numRuns: 20,
      plugins: [fc.interruptAfterTimeLimit(fuzzTime / 2)],
    });
  }
  expect(sent()).toBeGreaterThanOrEqual(wanted);
}
