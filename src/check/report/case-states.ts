import type { Cause } from '../outcome.js';
import type { Report } from '../report.js';

/** What became of a case: the weightiest thing it found, else whether it was tried. */
export type CaseState = 'broken' | 'noted' | 'accepted' | 'kept' | 'skipped' | 'inconclusive';

/** What became of each case, by its title. */
export function caseStates({ cases, outcome }: Report): ReadonlyMap<string, CaseState> {
  const states = new Map<string, CaseState>();
  for (const { title, outcome: how } of cases) states.set(title, how === 'tried' ? 'kept' : how);
  // The weightiest comes last, so that it stays.
  for (const title of titlesOf(outcome.accepted)) states.set(title, 'accepted');
  for (const title of titlesOf(outcome.notes)) states.set(title, 'noted');
  for (const title of titlesOf(outcome.broken)) states.set(title, 'broken');
  return states;
}

/** The causes that each case showed, by its title. */
export function causesByCase(causes: readonly Cause[]): ReadonlyMap<string, readonly Cause[]> {
  const byCase = new Map<string, Cause[]>();
  for (const cause of causes) {
    for (const title of cause.cases) {
      const known = byCase.get(title);
      if (known === undefined) byCase.set(title, [cause]);
      else known.push(cause);
    }
  }
  return byCase;
}

function titlesOf(causes: readonly Cause[]): readonly string[] {
  return causes.flatMap(({ cases }) => cases);
}
