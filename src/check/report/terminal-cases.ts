import type { Colors } from 'picocolors/types.js';
import type { Report } from '../report.js';
import type { CaseResult } from '../run.js';
import { caseStates, type CaseState } from './case-states.js';
import { plain } from './plain.js';

/** From more cases than this, those that were kept are only counted. */
const mostCases = 60;
/** From so many cases on that were skipped for one reason, they are only counted. */
const mostSkipped = 4;

/** A line for each case; cases without anything to tell are counted, but all are told where it is verbose. */
export function showCases(report: Report, verbose: boolean, colors: Colors): string {
  const { cases } = report;
  const states = caseStates(report);
  const isKept = ({ title }: CaseResult): boolean => states.get(title) === 'kept';
  const skipped = byReason(cases);
  const isCounted = (one: CaseResult): boolean =>
    (isKept(one) && cases.length > mostCases) ||
    (isSkipped(one) && (one.isLeftOut === true || (skipped.get(reasonOf(one))?.length ?? 0) >= mostSkipped));
  const told = cases.filter((one) => verbose || !isCounted(one));
  const counted = cases.filter((one) => !verbose && isCounted(one));
  const kept = counted.filter(isKept).length;
  return [
    ...told.map((one) => showCase(one, states.get(one.title) ?? 'kept', colors)),
    ...(kept > 0 ? [`${colors.green('✓')} ${kept} more cases are kept (told by --verbose)`] : []),
    ...[...byReason(counted)].map(([reason, all]) => `${colors.yellow('-')} ${countSkipped(reason, all)}`),
  ].join('\n');
}

function byReason(cases: readonly CaseResult[]): ReadonlyMap<string, readonly CaseResult[]> {
  const groups = new Map<string, CaseResult[]>();
  for (const one of cases.filter(isSkipped)) groups.set(reasonOf(one), [...(groups.get(reasonOf(one)) ?? []), one]);
  return groups;
}

function isSkipped({ outcome }: CaseResult): boolean {
  return outcome === 'skipped';
}

function reasonOf({ reason = '' }: CaseResult): string {
  return reason;
}

// What somebody left out needs no telling.
function countSkipped(reason: string, all: readonly CaseResult[]): string {
  const count = `${all.length} ${all.length === 1 ? 'case' : 'cases'}`;
  return all.every(({ isLeftOut }) => isLeftOut === true)
    ? `${count} ${plain(reason)}`
    : `${count} skipped: ${plain(reason)} (told by --verbose)`;
}

function showCase({ title, statements, outcome, reason = '' }: CaseResult, state: CaseState, colors: Colors): string {
  const why = outcome === 'tried' ? '' : ` ${colors.dim(`(${outcome}: ${plain(reason)})`)}`;
  if (state === 'skipped' || state === 'inconclusive') return `${colors.yellow('-')} ${title}${why}`;
  const mark = {
    broken: colors.red('✗'),
    noted: colors.yellow('!'),
    accepted: colors.cyan('~'),
    kept: colors.green('✓'),
  };
  return `${mark[state]} ${title} ${colors.dim(statements.join(' '))}${why}`;
}
