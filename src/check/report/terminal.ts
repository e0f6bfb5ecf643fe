import type { Colors } from 'picocolors/types.js';
import type { Cause } from '../outcome.js';
import type { Report } from '../report.js';
import { coverageLines } from './coverage-lines.js';
import { factsOf, headlineOf } from './explain-cause.js';
import { nameAcceptance } from './name-acceptance.js';
import { plain } from './plain.js';
import { showCases } from './terminal-cases.js';
import { countsOf, verdictOf } from './verdict.js';
import { wrap } from './wrap.js';

export interface TerminalOptions {
  readonly colors: Colors;
  /** Whether what was only observed, and every case however many, is told too. @default false */
  readonly verbose?: boolean;
  /** How wide the terminal is. @default lines are as long as they come */
  readonly columns?: number | undefined;
}

/** A report for people at a terminal: the cases, then each cause with its evidence, then the sum. */
export function terminalReport(report: Report, { colors, verbose = false, columns }: TerminalOptions): string {
  const fit: Fit = (text, indent = 0) => (columns === undefined ? text : wrap(text, columns, indent));
  const { outcome, document, api, subject, coverage } = report;
  const show = (title: string, causes: readonly Cause[]): string[] =>
    causes.map((cause, index) => showCause(`${title} ${index + 1}`, cause, report, colors));
  const address = document.address === '' ? '' : `, against ${document.address}`;
  const parts = [
    `${colors.bold(document.title || api)}\n${paint(fit(`checked at ${subject}${address}`), colors.dim)}`,
    showLacking(report, colors, fit),
    showCases(report, verbose, colors),
    ...show(colors.red('broken'), outcome.broken),
    ...show(colors.yellow('note'), outcome.notes),
    ...show(colors.cyan('accepted'), outcome.accepted),
    ...(verbose ? show(colors.dim('observed'), outcome.observed) : []),
    ...outcome.stale.map(
      (one) => `${colors.yellow('stale')} nothing breaks ${plain(nameAcceptance(one))} any more: drop its acceptance.`,
    ),
    coverageLines(coverage)
      .map((line) => fit(line, 2))
      .join('\n'),
    showSum(report, colors, fit),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function showCause(title: string, cause: Cause, report: Report, colors: Colors): string {
  const lines = factsOf(cause, report).map(([name, text]) => `  ${name.padEnd(9)} ${plain(text)}`);
  return [`${title}  ${colors.bold(plain(headlineOf(cause)))}`, ...lines].join('\n');
}

// What is missing comes first, and what is wrong last, where a terminal stops.
function showLacking(report: Report, colors: Colors, fit: Fit): string {
  const { state, sentence } = verdictOf(report);
  return state === 'untried' ? paint(fit(sentence), (line) => colors.bold(colors.yellow(line))) : '';
}

function showSum(report: Report, colors: Colors, fit: Fit): string {
  const { state, sentence } = verdictOf(report);
  const color = { kept: colors.green, broken: colors.red, untried: colors.yellow }[state];
  // Told in full above.
  const verdict = state === 'untried' ? (sentence.split('. ', 1)[0] ?? sentence).replace(/\.?$/, '.') : sentence;
  const [first = '', ...rest] = fit(`${verdict} Cases: ${countsOf(report)}.`).split('\n');
  const end = Math.min(verdict.length, first.length);
  return [colors.bold(color(first.slice(0, end))) + first.slice(end), ...rest].join('\n');
}

/** Breaks a text into lines that a terminal can show whole. */
type Fit = (text: string, indent?: number) => string;

function paint(text: string, color: (line: string) => string): string {
  return text.split('\n').map(color).join('\n');
}
