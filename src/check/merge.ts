import { UserError } from '../errors.js';
import { cover, type CoverageItem } from './coverage.js';
import { sumUp } from './outcome.js';
import type { Report } from './report.js';
import type { CaseResult } from './run.js';
import type { Shard } from './select-cases.js';

export interface MergeOptions {
  /** Whether departures from the letter fail. @default as the reports were made */
  readonly strict?: boolean | undefined;
}

/**
 * Makes one report of each API out of the reports of its shards, as if one run had tried all their cases.
 * @throws UserError REPORT_INVALID when reports of one API were not made of the same document in the same way.
 */
export function mergeReports(reports: readonly Report[], { strict }: MergeOptions = {}): readonly Report[] {
  const apis = [...new Set(reports.map(({ api }) => api))];
  return apis.map((api) => {
    const shards = reports.filter((report) => report.api === api);
    const [first, ...others] = shards;
    if (first === undefined) throw new Error('an API without a report');
    for (const other of others) refuseOthers(first, other);
    return mergeShards(first, shards, strict ?? first.strict);
  });
}

const sameness = ['document', 'statements', 'strict', 'accept'] as const;

function refuseOthers(first: Report, other: Report): void {
  const differing = sameness.filter((name) => comparable(first[name]) !== comparable(other[name]));
  if (differing.length === 0) return;
  throw new UserError(
    'REPORT_INVALID',
    `The reports of ${first.api} do not belong together, they differ in: ${differing.join(', ')}. ` +
      'Merge only reports of runs with the same flags, acceptances and version of signoff.',
  );
}

// The order of a list tells nothing here.
function comparable(value: unknown): string {
  return JSON.stringify(Array.isArray(value) ? value.map((one) => JSON.stringify(one)).sort() : value);
}

function mergeShards(first: Report, shards: readonly Report[], strict: boolean): Report {
  const { api, document, statements, accept, success } = first;
  const missing = missingAmong(shards);
  const cases = mergeCases(shards.flatMap((shard) => shard.cases));
  const byId = new Map(statements.map((statement) => [statement.id, statement]));
  return {
    api,
    subject: [...new Set(shards.map(({ subject }) => subject))].join(', '),
    document,
    statements,
    startedAt: shards.map(({ startedAt }) => startedAt).reduce((a, b) => (a < b ? a : b)),
    duration: shards.reduce((sum, { duration }) => sum + duration, 0),
    strict,
    accept,
    cases,
    ...(success !== undefined && { success }),
    ...(missing.length > 0 && { missing }),
    outcome: sumUp(cases, { strict, accept }),
    coverage: cover({ ...document, byId }, cases, mergeItems(shards.flatMap(({ coverage }) => coverage.items))),
  };
}

// Which parts there should be is known where a report is one of several.
function missingAmong(reports: readonly Report[]): readonly Shard[] {
  const parts = reports.flatMap(({ shard, missing = [] }) => [...(shard === undefined ? [] : [shard]), ...missing]);
  const [total = 0] = parts.map((part) => part.total);
  const there = new Set(reports.flatMap(({ shard }) => (shard === undefined ? [] : [shard.index])));
  if (reports.some(({ shard, missing }) => shard === undefined && missing === undefined)) return [];
  return Array.from({ length: total }, (_, place) => ({ index: place + 1, total })).filter(
    ({ index }) => !there.has(index),
  );
}

function mergeCases(cases: readonly CaseResult[]): readonly CaseResult[] {
  const byTitle = new Map<string, CaseResult>();
  for (const one of cases) {
    const known = byTitle.get(one.title);
    byTitle.set(one.title, known === undefined ? one : mergeCase(known, one));
  }
  return [...byTitle.values()];
}

const certainty = { tried: 2, inconclusive: 1, skipped: 0 } as const;

function mergeCase(one: CaseResult, other: CaseResult): CaseResult {
  const surest = certainty[other.outcome] > certainty[one.outcome] ? other : one;
  return {
    ...surest,
    duration: one.duration + other.duration,
    evidence: withoutDoubles([...one.evidence, ...other.evidence]),
    exchanges: withoutDoubles([...one.exchanges, ...other.exchanges]),
  };
}

function mergeItems(items: readonly CoverageItem[]): readonly CoverageItem[] {
  const byName = new Map<string, CoverageItem>();
  for (const item of items) {
    const key = JSON.stringify([item.kind, item.operation, item.name]);
    byName.set(key, { ...item, seen: item.seen || byName.get(key)?.seen === true });
  }
  return [...byName.values()];
}

function withoutDoubles<T>(list: readonly T[]): readonly T[] {
  return [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
}
