import type { Finding, SentRequest } from '../exchange.js';
import type { CaseResult } from './run.js';

/** A known deviation, accepted for a reason. */
export interface Acceptance {
  readonly statement: string;
  readonly reason: string;
}

/** One cause: equal findings of all cases together. */
export interface Cause {
  readonly finding: Finding;
  /** The request of the first case that showed it. */
  readonly request: SentRequest;
  /** The titles of the cases that showed it. */
  readonly cases: readonly string[];
  /** Why it does not count, if it was accepted. */
  readonly accepted?: string;
}

export interface Outcome {
  /** What makes the run fail. */
  readonly broken: readonly Cause[];
  /** Departures from the letter, that fail under `strict` only. */
  readonly notes: readonly Cause[];
  /** What was only observed. */
  readonly observed: readonly Cause[];
  readonly accepted: readonly Cause[];
  /** Acceptances that no finding needs, although their statements were tried. */
  readonly stale: readonly Acceptance[];
}

export interface OutcomeOptions {
  /** Whether departures from the letter fail the run. @default false */
  readonly strict?: boolean;
  /** @default none */
  readonly accept?: readonly Acceptance[];
}

/** Sums up what the cases of a run found: one cause, one entry. */
export function sumUp(cases: readonly CaseResult[], { strict = false, accept = [] }: OutcomeOptions = {}): Outcome {
  const causes = groupByCause(cases).map((cause) => withAcceptance(cause, accept));
  const open = causes.filter(({ accepted }) => accepted === undefined);
  const failing = strict ? ['must', 'letter'] : ['must'];
  return {
    broken: open.filter(({ finding }) => failing.includes(finding.level)),
    notes: open.filter(({ finding }) => finding.level === 'letter' && !strict),
    observed: open.filter(({ finding }) => finding.level === 'info'),
    accepted: causes.filter(({ accepted }) => accepted !== undefined),
    stale: accept.filter((acceptance) => isStale(acceptance, causes, cases)),
  };
}

function groupByCause(cases: readonly CaseResult[]): readonly Cause[] {
  const causes = new Map<string, Cause>();
  for (const { title, evidence } of cases) {
    for (const { finding, request } of evidence) {
      const key = JSON.stringify([finding.rule, finding.level, finding.message, finding.cause ?? finding.statements]);
      causes.set(key, merge(causes.get(key) ?? { finding, request, cases: [] }, finding, title));
    }
  }
  return [...causes.values()];
}

function merge(cause: Cause, { statements }: Finding, title: string): Cause {
  const all = [...new Set([...cause.finding.statements, ...statements])];
  return { ...cause, finding: { ...cause.finding, statements: all }, cases: [...new Set([...cause.cases, title])] };
}

function withAcceptance(cause: Cause, accept: readonly Acceptance[]): Cause {
  const acceptance = accept.find(({ statement }) => cause.finding.statements.includes(statement));
  return acceptance === undefined ? cause : { ...cause, accepted: acceptance.reason };
}

function isStale({ statement }: Acceptance, causes: readonly Cause[], cases: readonly CaseResult[]): boolean {
  const wasTried = cases.some((one) => one.outcome === 'tried' && one.statements.includes(statement));
  return wasTried && !causes.some(({ finding }) => finding.statements.includes(statement));
}
