import type { ConformingTrial, WrongTrial } from '../trial-server.js';
import { tryTrial, type Check, type Tried } from './try-trial.js';

export type Trial =
  | { readonly kind: 'conforming'; readonly api: string; readonly trial: ConformingTrial }
  | { readonly kind: 'wrong'; readonly api: string; readonly trial: WrongTrial };

/** One server with what the check said of it, without and with `--strict`. */
export type Measured = Trial & { readonly byDefault: Tried; readonly strictly: Tried };

export interface MeasureOptions {
  /** Servers on trial at a time. @default 2 */
  readonly jobs?: number;
  /**
   * Runs the check without `--strict` on wrong servers too, in place of counting the findings of its strict run that fail
   * every run. Conforming servers are always checked both ways. @default false
   */
  readonly twice?: boolean;
  /** Told of each server as it is done. */
  readonly onMeasured?: (measured: Measured) => void;
}

/** Tries the check on every server. */
export async function measure(
  check: Check,
  trials: readonly Trial[],
  { jobs = 2, twice = false, onMeasured }: MeasureOptions = {},
): Promise<Measured[]> {
  const waiting = [...trials];
  const done = new Map<Trial, Measured>();
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const strictly = await tryTrial(check, next.api, next.trial, true);
      const both = twice || next.kind === 'conforming';
      const byDefault = both ? await tryTrial(check, next.api, next.trial, false) : failingEveryRun(strictly);
      const measured = { ...next, byDefault, strictly };
      done.set(next, measured);
      onMeasured?.(measured);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return trials.flatMap((trial) => done.get(trial) ?? []);
}

function failingEveryRun(tried: Tried): Tried {
  return { ...tried, broken: tried.broken.filter(({ finding }) => finding.level === 'must') };
}
