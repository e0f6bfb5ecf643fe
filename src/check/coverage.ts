import type { Statement, Statements } from '../description/statements.js';
import type { CaseResult } from './run.js';

/** What became of one statement in a run. */
export interface StatementCoverage {
  readonly id: string;
  /** `unguarded`: it could be checked, and no case does. */
  readonly state: 'checked' | 'skipped' | 'not-checkable' | 'unguarded';
  /** Why it was skipped or cannot be checked. */
  readonly why?: string;
  /** How many cases checked it. */
  readonly cases: number;
}

/** Something documented that exchanges show: a parameter, one of its values, an answer, a code within answers. */
export interface CoverageItem {
  readonly kind: 'parameter' | 'value' | 'answer' | 'code';
  /** The id of its operation. */
  readonly operation: string;
  /** E.g. `query user_id_type`, `body logout_type = 3`, `400 1084002`. */
  readonly name: string;
  readonly seen: boolean;
}

/** How much of a document a run has covered. */
export interface Coverage {
  readonly statements: readonly StatementCoverage[];
  readonly items: readonly CoverageItem[];
  /** Of the statements that can be checked, those checked, in whole percent; of the items, where there are no statements. */
  readonly percent: number;
}

/** Sums up what the cases of a run covered. */
export function cover({ byId }: Statements, cases: readonly CaseResult[], items: readonly CoverageItem[]): Coverage {
  const statements = [...byId.values()].map((statement) => coverStatement(statement, cases));
  const checkable = statements.filter(({ state }) => state !== 'not-checkable');
  const percent =
    checkable.length > 0
      ? percentOf(checkable, ({ state }) => state === 'checked')
      : percentOf(items, ({ seen }) => seen);
  return { statements, items, percent };
}

function percentOf<T>(all: readonly T[], isCovered: (one: T) => boolean): number {
  return all.length === 0 ? 100 : Math.floor((all.filter(isCovered).length / all.length) * 100);
}

function coverStatement({ id, unchecked }: Statement, cases: readonly CaseResult[]): StatementCoverage {
  const about = cases.filter(({ statements }) => statements.includes(id));
  const tried = about.filter(({ outcome }) => outcome === 'tried').length;
  if (tried > 0) return { id, state: 'checked', cases: tried };
  if (unchecked !== undefined) return { id, state: 'not-checkable', why: unchecked, cases: 0 };
  const [first] = about;
  if (first === undefined) return { id, state: 'unguarded', cases: 0 };
  return { id, state: 'skipped', why: first.reason ?? first.outcome, cases: 0 };
}
