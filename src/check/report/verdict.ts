import type { Report } from '../report.js';
import type { CaseResult } from '../run.js';

export interface Verdict {
  readonly state: 'kept' | 'broken' | 'untried';
  readonly sentence: string;
}

/** How a report ends, in one sentence. */
export function verdictOf({ cases, outcome, strict }: Report): Verdict {
  const ways = outcome.broken.length;
  if (ways > 0) {
    return { state: 'broken', sentence: `The document is broken in ${ways} ${ways === 1 ? 'way' : 'ways'}.` };
  }
  if (!cases.some((one) => one.outcome === 'tried')) {
    return { state: 'untried', sentence: 'Nothing was tried, so nobody knows whether the document is kept.' };
  }
  return { state: 'kept', sentence: `The document is kept${strict ? ' to the letter' : ''}.` };
}

/** What was counted, e.g. `25 tried, 1 skipped`; what did not occur is left out. */
export function countsOf({ cases, outcome }: Report): string {
  const count = (kind: CaseResult['outcome']): number => cases.filter((one) => one.outcome === kind).length;
  const numbers = [
    [count('tried'), 'tried'],
    [count('skipped'), 'skipped'],
    [count('inconclusive'), 'inconclusive'],
    [outcome.accepted.length, 'accepted'],
    [outcome.notes.length, 'to note (failing under --strict)'],
    [outcome.observed.length, 'observed (shown by --verbose)'],
  ] as const;
  const occurred = numbers.filter(([number]) => number > 0).map(([number, name]) => `${number} ${name}`);
  return occurred.join(', ') || 'none';
}
