import type { Colors } from 'picocolors/types.js';
import type { Statement } from '../../description/statements.js';
import { toCurl } from '../curl.js';
import type { Cause } from '../outcome.js';
import type { Report } from '../report.js';
import type { CaseResult } from '../run.js';

export interface TerminalOptions {
  readonly colors: Colors;
  /** Whether what was only observed is told too. @default false */
  readonly verbose?: boolean;
}

/** A report for people at a terminal: each case in a line, then each cause with its evidence, then the sum. */
export function terminalReport(report: Report, { colors, verbose = false }: TerminalOptions): string {
  const { outcome, document, api, subject } = report;
  const show = (title: string, causes: readonly Cause[]): string[] =>
    causes.map((cause, index) => showCause(`${title} ${String(index + 1)}`, cause, report, colors));
  const parts = [
    `${colors.bold(document.title || api)}\n${colors.dim(`checked at ${subject}, against ${document.address}`)}`,
    report.cases.map((one) => showCase(one, report, colors)).join('\n'),
    ...show(colors.red('broken'), outcome.broken),
    ...show(colors.yellow('note'), outcome.notes),
    ...show(colors.cyan('accepted'), outcome.accepted),
    ...(verbose ? show(colors.dim('observed'), outcome.observed) : []),
    ...outcome.stale.map(
      ({ statement }) => `${colors.yellow('stale')} nothing breaks ${statement} any more: drop its acceptance.`,
    ),
    showSum(report, colors),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function showCase(
  { title, statements, outcome, reason = '', evidence }: CaseResult,
  report: Report,
  colors: Colors,
): string {
  const ids = colors.dim(statements.join(' '));
  if (outcome !== 'tried') return `${colors.yellow('-')} ${title} ${colors.dim(`(${outcome}: ${reason})`)}`;
  const counts = (causes: readonly Cause[]): boolean =>
    causes.some(
      ({ finding, cases }) => cases.includes(title) && evidence.some((one) => one.finding.rule === finding.rule),
    );
  if (counts(report.outcome.broken)) return `${colors.red('✗')} ${title} ${ids}`;
  return `${counts(report.outcome.notes) ? colors.yellow('!') : colors.green('✓')} ${title} ${ids}`;
}

function showCause(title: string, cause: Cause, { statements, document }: Report, colors: Colors): string {
  const { finding, request, cases, accepted } = cause;
  const [first = '', ...others] = cases;
  const known = finding.statements.flatMap((id) => statements.find((statement) => statement.id === id) ?? []);
  return [
    `${title}  ${colors.bold(`${first}: ${finding.message}`)}`,
    ...(accepted === undefined ? [] : [field('accepted', accepted)]),
    ...known.map((statement, index) => field(index === 0 ? 'document' : '', showStatement(statement, colors))),
    field('', colors.dim(document.address)),
    field('request', toCurl(request)),
    field('expected', finding.expected),
    field('came', finding.came),
    ...(others.length === 0 ? [] : [field('also in', others.join('; '))]),
  ].join('\n');
}

function showStatement({ id, section, says }: Statement, colors: Colors): string {
  return `${colors.cyan(id)} ${section}: ${says}`;
}

function field(name: string, text: string): string {
  return `  ${name.padEnd(9)} ${text}`;
}

function showSum({ cases, outcome, strict }: Report, colors: Colors): string {
  const count = (kind: CaseResult['outcome']): number => cases.filter((one) => one.outcome === kind).length;
  const numbers = [
    [count('tried'), 'tried'],
    [count('skipped'), 'skipped'],
    [count('inconclusive'), 'inconclusive'],
    [outcome.accepted.length, 'accepted'],
    [outcome.notes.length, 'to note (failing under --strict)'],
    [outcome.observed.length, 'observed (shown by --verbose)'],
  ] as const;
  const details = numbers.filter(([number]) => number > 0).map(([number, name]) => `${String(number)} ${name}`);
  const level = strict ? ' to the letter' : '';
  const broken = outcome.broken.length;
  const verdict =
    broken === 0
      ? colors.green(`The document is kept${level}.`)
      : colors.red(`The document is broken in ${String(broken)} ${broken === 1 ? 'way' : 'ways'}.`);
  return `${colors.bold(verdict)} Cases: ${details.join(', ')}.`;
}
