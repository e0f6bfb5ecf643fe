import type { Cause } from '../outcome.js';
import type { Report } from '../report.js';
import { factsOf, headlineOf } from './explain-cause.js';
import { nameAcceptance } from './name-acceptance.js';
import { countsOf, verdictOf } from './verdict.js';

/** GitHub shows no more annotations than this of each kind. */
const most = 10;

interface Annotation {
  readonly title: string;
  readonly message: string;
}

/** Annotations as GitHub Actions reads them from the output: errors, warnings, and the verdict as a notice. */
export function github(reports: readonly Report[]): string {
  const errors = reports.flatMap((report) => report.outcome.broken.map((cause) => annotate(cause, report)));
  const warnings = reports.flatMap((report) => [
    ...report.outcome.notes.map((cause) => annotate(cause, report)),
    ...report.outcome.stale.map((one) => ({
      title: `signoff ${report.api}: stale acceptance of ${nameAcceptance(one)}`,
      message: `Nothing breaks ${nameAcceptance(one)} any more: drop its acceptance.`,
    })),
  ]);
  const rest = [...restOf(errors, 'errors'), ...restOf(warnings, 'warnings')].join(' and ');
  const notices = reports.slice(0, most).map((report, index) => ({
    title: `signoff ${report.api}`,
    message: `${summaryOf(report)}${index === 0 && rest !== '' ? ` Not annotated: ${rest}.` : ''}`,
  }));
  return [
    ...errors.slice(0, most).map((one) => command('error', one)),
    ...warnings.slice(0, most).map((one) => command('warning', one)),
    ...notices.map((one, index) => command(isUntried(reports[index]) ? 'warning' : 'notice', one)),
  ].join('');
}

function isUntried(report: Report | undefined): boolean {
  return report !== undefined && verdictOf(report).state === 'untried';
}

function annotate(cause: Cause, report: Report): Annotation {
  const ids = cause.finding.statements.slice(0, 3).join(' ');
  const lines = factsOf(cause, report).map(([name, text]) => (name === '' ? text : `${name}: ${text}`));
  return { title: `signoff ${report.api} ${ids}`.trimEnd(), message: [headlineOf(cause), ...lines].join('\n') };
}

function restOf(annotations: readonly Annotation[], name: string): readonly string[] {
  return annotations.length > most ? [`${annotations.length - most} more ${name}`] : [];
}

function summaryOf(report: Report): string {
  return `${verdictOf(report).sentence} Cases: ${countsOf(report)}.`;
}

function command(name: 'error' | 'warning' | 'notice', { title, message }: Annotation): string {
  return `::${name} title=${escapeProperty(title)}::${escapeData(message)}\n`;
}

// The runner undoes exactly these; whatever else could end a command or begin another one is left without meaning.
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
