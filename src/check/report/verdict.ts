import type { Report } from '../report.js';
import type { CaseResult } from '../run.js';

export interface Verdict {
  /** `untried`: nothing is broken, and too little was tried to say that it is kept. */
  readonly state: 'kept' | 'broken' | 'untried';
  readonly sentence: string;
}

/** How a report ends, in a few sentences. */
export function verdictOf(report: Report): Verdict {
  const ways = report.outcome.broken.length;
  if (ways > 0) {
    return { state: 'broken', sentence: `The document is broken in ${ways} ${ways === 1 ? 'way' : 'ways'}.` };
  }
  const lacking = lackingOf(report);
  if (lacking !== undefined) return { state: 'untried', sentence: [lacking, ...remarksOf(report)].join(' ') };
  return { state: 'kept', sentence: keptSentence(report) };
}

function keptSentence({ cases, strict, shard }: Report): string {
  const chosen = chosenOf(cases);
  const letter = strict ? ' to the letter' : '';
  if (shard !== undefined) return `Nothing in part ${shard.index}/${shard.total} departs from the document${letter}.`;
  if (chosen.length === cases.length) return `The document is kept${letter}.`;
  return `What was chosen is kept${letter}: ${chosen.length} of ${cases.length} cases.`;
}

/** What was chosen by whoever ran the check. */
function chosenOf(cases: readonly CaseResult[]): readonly CaseResult[] {
  return cases.filter(({ isLeftOut }) => isLeftOut !== true);
}

// What is missing for a verdict: most of the cases, or any that shows that something works. A part of several can do
// without, as the others may have it; but those that were put together cannot.
function lackingOf(report: Report): string | undefined {
  const { cases, shard, missing = [], success = 'request that succeeds' } = report;
  const [first] = missing;
  if (first !== undefined) return `Not all was tried: part ${first.index} of ${first.total} is missing.`;
  const chosen = chosenOf(cases);
  const tried = chosen.filter(isTried);
  const of = `${chosen.length} ${chosen.length === 1 ? 'case' : 'cases'}${chosen.length === cases.length ? '' : ' chosen'}`;
  if (tried.length === 0) return `Nothing was tried: none of ${of}.`;
  const isWithoutSuccess = chosen.some(isSuccess) && !tried.some(isSuccess);
  const isEnough = tried.length * 2 >= chosen.length && !isWithoutSuccess;
  if (isEnough || shard !== undefined) return undefined;
  return `Not enough was tried: ${tried.length} of ${of}${isWithoutSuccess ? `, no ${success}` : ''}.`;
}

function isTried({ outcome }: CaseResult): boolean {
  return outcome === 'tried';
}

function isSuccess({ succeeds }: CaseResult): boolean {
  return succeeds === true;
}

function remarksOf({ api, cases, outcome, success }: Report): readonly string[] {
  const chosen = chosenOf(cases);
  const isDeparting = [outcome.notes, outcome.accepted].some(({ length }) => length > 0);
  const kept = isDeparting ? 'Nothing that was tried fails.' : 'Nothing tried departs from the document.';
  const lacks = byCount(chosen.flatMap(({ lacks: keys = [] }) => keys));
  const way = success === undefined ? '--list' : `signoff check ${api} --list`; // of a file only its name is known
  const give = `Give ${lacks.join(', ')} in a target file: ${way} shows what for.`;
  const [doubt] = byCount(chosen.flatMap(({ outcome: how, reason = '' }) => (how === 'inconclusive' ? [reason] : [])));
  return [
    ...(chosen.some(isTried) ? [kept] : []),
    ...(doubt === undefined ? [] : [`Inconclusive: ${doubt}.`]),
    ...(lacks.length === 0 ? [] : [give]),
  ];
}

// The most frequent one first.
function byCount(texts: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([text]) => text);
}

/** What was counted, e.g. `25 tried, 1 skipped`; what did not occur is left out. */
export function countsOf({ cases, outcome }: Report): string {
  const chosen = chosenOf(cases);
  const count = (kind: CaseResult['outcome']): number => chosen.filter((one) => one.outcome === kind).length;
  const numbers = [
    [count('tried'), 'tried'],
    [count('skipped'), 'skipped'],
    [count('inconclusive'), 'inconclusive'],
    [cases.length - chosen.length, 'left out'],
    [outcome.accepted.length, 'accepted'],
    [outcome.notes.length, 'to note (failing under --strict)'],
    [outcome.observed.length, 'observed (shown by --verbose)'],
  ] as const;
  const occurred = numbers.filter(([number]) => number > 0).map(([number, name]) => `${number} ${name}`);
  return occurred.join(', ') || 'none';
}
