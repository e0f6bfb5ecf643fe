import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  formatReports,
  githubSummary,
  messageOf,
  reportFormats,
  reportParts,
  UserError,
  type Report,
  type ReportFormat,
} from '../index.js';

/** A report that is wished for; without a file it goes to the output. */
export interface Wish {
  readonly format: ReportFormat;
  readonly file?: string;
}

/**
 * Reads the value of `--report`, e.g. `junit=a.xml,json=b.json,github`.
 * @throws UserError ARGUMENT_INVALID, naming every mistake and the way out.
 */
export function parseReports(text: string): readonly Wish[] {
  const parts = text.split(',').map(parseWish);
  const wishes = parts.filter((part) => typeof part !== 'string');
  const mistakes = [...parts.filter((part) => typeof part === 'string'), ...doublesAmong(wishes)];
  if (mistakes.length === 0) return wishes;
  throw new UserError(
    'ARGUMENT_INVALID',
    `--report: ${mistakes.join('; ')}. Known are junit=<file>, json=<file>, html=<file>, sarif=<file> and github, ` +
      'joined by commas.',
  );
}

// A text says what is wrong.
function parseWish(text: string): Wish | string {
  const [name = '', ...rest] = text.trim().split('=');
  const file = rest.join('=');
  const format = reportFormats.find((known) => known === name);
  if (format === undefined) return name === '' ? 'a format is missing' : `there is no format ${name}`;
  if (format === 'github') return rest.length === 0 ? { format } : 'github takes no file';
  return file === '' ? `${name} needs a file, as in ${name}=report.${extensions[format]}` : { format, file };
}

const extensions = { junit: 'xml', json: 'json', html: 'html', sarif: 'sarif' } as const;

function doublesAmong(wishes: readonly Wish[]): readonly string[] {
  const places = wishes.map(({ file }) => file ?? 'GitHub');
  const doubled = places.filter((place, index) => places.indexOf(place) !== index);
  return [...new Set(doubled)].map((place) => `two reports go to ${place}`);
}

/**
 * Writes the reports that are wished for. In GitHub Actions the annotations and the job's summary come by themselves.
 * @throws UserError REPORT_UNWRITABLE.
 */
export async function writeReports(
  reports: readonly Report[],
  wishes: readonly Wish[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  for (const { format, file } of wishes) {
    if (file !== undefined) await writeReport(file, await reportParts(format, reports));
  }
  const isGithub = env['GITHUB_ACTIONS'] === 'true' || wishes.some(({ format }) => format === 'github');
  if (!isGithub) return;
  process.stdout.write(await formatReports('github', reports));
  const summary = env['GITHUB_STEP_SUMMARY'] ?? '';
  if (summary !== '') await writeReport(summary, githubSummary(reports), 'a');
}

/**
 * Writes a file and the folders on its way.
 * @throws UserError REPORT_UNWRITABLE.
 */
export async function writeReport(file: string, text: string | Iterable<string>, flag: 'w' | 'a' = 'w'): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag });
  } catch (error) {
    throw new UserError('REPORT_UNWRITABLE', `The report ${file} cannot be written: ${messageOf(error)}.`, {
      cause: error,
    });
  }
}
