import type { Description } from '../description/load.js';
import type { Statement } from '../description/statements.js';
import { cover, type Coverage, type CoverageItem } from './coverage.js';
import { sumUp, type Acceptance, type Outcome } from './outcome.js';
import type { CaseResult, Run } from './run.js';
import type { Shard } from './select-cases.js';

/** Everything a report tells, as plain JSON without any secret in it. */
export interface Report {
  /** The API's name. */
  readonly api: string;
  /** The server on trial. */
  readonly subject: string;
  /** The document whose keeping was checked. */
  readonly document: { readonly title: string; readonly address: string };
  readonly statements: readonly Statement[];
  /** ISO 8601. */
  readonly startedAt: string;
  /** Milliseconds. */
  readonly duration: number;
  readonly strict: boolean;
  readonly accept: readonly Acceptance[];
  readonly cases: readonly CaseResult[];
  /** What succeeds is called so, e.g. `logout`. @default request that succeeds */
  readonly success?: string;
  /** The part that was run, of several. @default the whole */
  readonly shard?: Shard;
  /** Parts that are missing among those that were put together. @default none */
  readonly missing?: readonly Shard[];
  readonly outcome: Outcome;
  readonly coverage: Coverage;
}

export interface ReportOptions {
  readonly description: Description;
  readonly subject: string;
  readonly strict: boolean;
  readonly accept: readonly Acceptance[];
  readonly items: readonly CoverageItem[];
  readonly shard?: Shard | undefined;
}

/** Sums a run up. */
export function createReport(run: Run, { description, items, shard, ...options }: ReportOptions): Report {
  const { name, statements, document } = description;
  const { startedAt, duration, success } = run;
  const cases = run.cases.map((one) => withOperation(one, description));
  return {
    api: name,
    document: { title: statements.title || document.info.title, address: statements.address },
    statements: [...statements.byId.values()],
    startedAt,
    duration,
    ...options,
    cases,
    ...(success !== undefined && { success }),
    ...(shard !== undefined && { shard }),
    outcome: sumUp(cases, options),
    coverage: cover(statements, cases, items),
  };
}

/** A result that names the operation it is about, also where its description has only one. */
export function withOperation(result: CaseResult, { operations: [only, ...others] }: Description): CaseResult {
  if (result.operation !== undefined || only === undefined || others.length > 0) return result;
  return { ...result, operation: only.id };
}
