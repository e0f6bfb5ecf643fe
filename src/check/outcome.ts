import type { Finding, SentRequest } from '../exchange.js';
import type { CaseResult } from './run.js';

/** A known deviation, accepted for a reason. It names at least one of the four, and all it names has to match. */
export interface Acceptance {
  /** One of the statements that are broken. */
  readonly statement?: string;
  /** The id of the operation that breaks them. */
  readonly operation?: string;
  /** The rule that found it, such as `status` or `member-names`. */
  readonly rule?: string;
  /** A part of what came in place of what was expected, such as `status 500`. */
  readonly came?: string;
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
  /** Acceptances that no finding needs, although what they name was tried. */
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
  const operations = new Map(cases.map(({ title, operation }) => [title, operation]));
  const causes = groupByCause(cases).map((cause) => withAcceptance(cause, accept, operations));
  const open = causes.filter(({ accepted }) => accepted === undefined);
  const failing = strict ? ['must', 'letter'] : ['must'];
  return {
    broken: open.filter(({ finding }) => failing.includes(finding.level)),
    notes: open.filter(({ finding }) => finding.level === 'letter' && !strict),
    observed: open.filter(({ finding }) => finding.level === 'info'),
    accepted: causes.filter(({ accepted }) => accepted !== undefined),
    stale: accept.filter((acceptance) => isStale(acceptance, { causes, cases, operations })),
  };
}

function groupByCause(cases: readonly CaseResult[]): readonly Cause[] {
  const groups = new Map<string, Found[]>();
  for (const { title, evidence } of cases) {
    for (const { finding, request } of evidence) {
      const { rule, level, message, statements, cause = [message, statements] } = finding;
      const key = JSON.stringify([rule, level === 'info', cause]);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [{ finding, request, title }]);
      else group.push({ finding, request, title });
    }
  }
  return [...groups.values()].flatMap(toCause);
}

interface Found extends Pick<Cause, 'finding' | 'request'> {
  readonly title: string;
}

// Told as it was found first, but for a departure from the letter that turns out to be more than that.
function toCause(found: readonly Found[]): readonly Cause[] {
  const told = found.find(({ finding }) => finding.level === 'must') ?? found[0];
  if (told === undefined) return [];
  const all = [told, ...found].flatMap(({ finding }) => finding.statements);
  const finding = { ...told.finding, statements: [...new Set(all)] };
  return [{ finding, request: told.request, cases: [...new Set(found.map(({ title }) => title))] }];
}

/** The operation of each case, by its title. */
type Operations = ReadonlyMap<string, string | undefined>;

// A cause that several operations share is accepted when it is for each of them: what one may do, another may not.
function withAcceptance(cause: Cause, accept: readonly Acceptance[], operations: Operations): Cause {
  const reasons = new Set<string | undefined>();
  for (const operation of operationsOf(cause, operations)) {
    reasons.add(accept.find((one) => names(one, operation) && isAbout(one, cause))?.reason);
  }
  return reasons.has(undefined) ? cause : { ...cause, accepted: [...reasons].join(' ') };
}

interface Tried {
  readonly causes: readonly Cause[];
  readonly cases: readonly CaseResult[];
  readonly operations: Operations;
}

function isStale(acceptance: Acceptance, { causes, cases, operations }: Tried): boolean {
  const { statement } = acceptance;
  const wasTried = cases.some(
    ({ outcome, statements, operation }) =>
      outcome === 'tried' &&
      (statement === undefined || statements.includes(statement)) &&
      names(acceptance, operation),
  );
  const isNeeded = (cause: Cause): boolean =>
    isAbout(acceptance, cause) && operationsOf(cause, operations).some((operation) => names(acceptance, operation));
  return wasTried && !causes.some(isNeeded);
}

function operationsOf({ cases }: Cause, operations: Operations): readonly (string | undefined)[] {
  return [...new Set(cases.map((title) => operations.get(title)))];
}

function names(acceptance: Acceptance, operation: string | undefined): boolean {
  return acceptance.operation === undefined || acceptance.operation === operation;
}

function isAbout({ statement, rule, came = '' }: Acceptance, { finding }: Cause): boolean {
  return (
    (statement === undefined || finding.statements.includes(statement)) &&
    (rule === undefined || rule === finding.rule) &&
    finding.came.includes(came)
  );
}
