import type { Colors } from 'picocolors/types.js';
import type { Cause } from '../outcome.js';
import type { Report } from '../report.js';
import type { CaseResult } from '../run.js';
import { caseStates, type CaseState } from './case-states.js';
import { coverageLines } from './coverage-lines.js';
import { factsOf, headlineOf } from './explain-cause.js';
import { nameAcceptance } from './name-acceptance.js';
import { countsOf, verdictOf } from './verdict.js';

export interface TerminalOptions {
  readonly colors: Colors;
  /** Whether what was only observed, and every case however many, is told too. @default false */
  readonly verbose?: boolean;
}

/** From more cases than this, those that were kept are only counted. */
const mostCases = 60;

/** A report for people at a terminal: the cases, then each cause with its evidence, then the sum. */
export function terminalReport(report: Report, { colors, verbose = false }: TerminalOptions): string {
  const { outcome, document, api, subject, coverage } = report;
  const show = (title: string, causes: readonly Cause[]): string[] =>
    causes.map((cause, index) => showCause(`${title} ${index + 1}`, cause, report, colors));
  const address = document.address === '' ? '' : `, against ${document.address}`;
  const parts = [
    `${colors.bold(document.title || api)}\n${colors.dim(`checked at ${subject}${address}`)}`,
    showCases(report, verbose, colors),
    ...show(colors.red('broken'), outcome.broken),
    ...show(colors.yellow('note'), outcome.notes),
    ...show(colors.cyan('accepted'), outcome.accepted),
    ...(verbose ? show(colors.dim('observed'), outcome.observed) : []),
    ...outcome.stale.map(
      (one) => `${colors.yellow('stale')} nothing breaks ${plain(nameAcceptance(one))} any more: drop its acceptance.`,
    ),
    coverageLines(coverage).join('\n'),
    showSum(report, colors),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function showCases(report: Report, verbose: boolean, colors: Colors): string {
  const { cases } = report;
  const states = caseStates(report);
  const isTold = ({ title }: CaseResult): boolean =>
    verbose || cases.length <= mostCases || states.get(title) !== 'kept';
  const told = cases.filter(isTold);
  const untold = cases.length - told.length;
  return [
    ...told.map((one) => showCase(one, states.get(one.title) ?? 'kept', colors)),
    ...(untold > 0 ? [`${colors.green('✓')} ${untold} more cases are kept (told by --verbose)`] : []),
  ].join('\n');
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

function showCause(title: string, cause: Cause, report: Report, colors: Colors): string {
  const lines = factsOf(cause, report).map(([name, text]) => `  ${name.padEnd(9)} ${plain(text)}`);
  return [`${title}  ${colors.bold(plain(headlineOf(cause)))}`, ...lines].join('\n');
}

// What a server sends must neither steer the terminal nor, at the beginning of a line, a CI that reads commands there.
function plain(text: string): string {
  return text
    .replace(/\r?\n/g, '\n            │ ')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, (control) => JSON.stringify(control).slice(1, -1));
}

function showSum(report: Report, colors: Colors): string {
  const { state, sentence } = verdictOf(report);
  const color = { kept: colors.green, broken: colors.red, untried: colors.yellow }[state];
  return `${colors.bold(color(sentence))} Cases: ${countsOf(report)}.`;
}
