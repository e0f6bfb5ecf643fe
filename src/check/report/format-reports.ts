import type { Report } from '../report.js';
import type { ReportFormat } from './formats.js';

export type { ReportFormat };

/** The names of the formats, as `--report` takes them. */
export const reportFormats: readonly ReportFormat[] = ['junit', 'json', 'html', 'github', 'sarif'];

/** Reports in one of the formats; the formats are loaded when the first is asked for. */
export async function formatReports(format: ReportFormat, reports: readonly Report[]): Promise<string> {
  const formats = await import('./formats.js');
  return formats.reports[format](reports);
}

/** The same in parts, for a file. */
export async function reportParts(format: ReportFormat, reports: readonly Report[]): Promise<Iterable<string>> {
  const { jsonParts } = await import('./json.js');
  return format === 'json' ? jsonParts(reports) : [await formatReports(format, reports)];
}
