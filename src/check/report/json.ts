import { Ajv2020 } from 'ajv/dist/2020.js';
import { UserError, messageOf } from '../../errors.js';
import type { Report } from '../report.js';
import { reportsSchema } from './reports-schema.js';
import { verdictOf } from './verdict.js';

/** Everything that reports hold, for machines; {@link readReports} reads it back. */
export function json(reports: readonly Report[]): string {
  return [...jsonParts(reports)].join('');
}

/** The same case by case, so that a file of a long run can be written without ever being in memory whole. */
export function* jsonParts(reports: readonly Report[]): Generator<string> {
  yield '{\n"version": 1,\n"reports": [';
  for (const [index, whole] of reports.entries()) {
    const { cases, ...report } = { verdict: verdictOf(whole), ...whole };
    yield `${index === 0 ? '' : ','}\n${JSON.stringify(report, null, 2).slice(0, -2)},\n"cases": [`;
    for (const [number, one] of cases.entries()) yield `${number === 0 ? '' : ','}\n${JSON.stringify(one, null, 2)}`;
    yield '\n]}';
  }
  yield '\n]}\n';
}

/**
 * Reads back what {@link json} wrote.
 * @param file the name of the file for messages.
 * @throws UserError REPORT_INVALID, naming every mistake.
 */
export function readReports(text: string, file: string): readonly Report[] {
  const content = parse(text, file);
  const isReports = new Ajv2020({ allErrors: true }).compile<{ reports: readonly Report[] }>(reportsSchema);
  if (isReports(content)) return content.reports;
  const mistakes = (isReports.errors ?? []).map(
    ({ instancePath, message = '' }) => `${instancePath.slice(1) || 'the file'} ${message}`,
  );
  const [most, rest] = [mistakes.slice(0, 10), mistakes.length - 10];
  const more = rest > 0 ? `; and ${rest} more` : '';
  throw new UserError('REPORT_INVALID', `${file} is no report that signoff wrote: ${most.join('; ')}${more}.`);
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError('REPORT_INVALID', `${file} is no JSON: ${messageOf(error)}.`, { cause: error });
  }
}
