import { readFile } from 'node:fs/promises';
import pico from 'picocolors';
import { mergeReports, messageOf, readReports, terminalReport, UserError, type Report } from '../index.js';
import { text, type Command } from './command.js';
import { parseReports, writeReports } from './reports.js';
import { readNumber } from './units.js';

/** `signoff merge`: 0 the documents are kept, 1 one is broken, 2 nothing was tried. */
export const merge: Command = {
  help: `signoff merge <report.json …>

Makes one report of each API out of those that several runs wrote with --report json=<file>, as if one run had
tried everything. Exit code: 0 kept, 1 broken, 2 could not try.

      --report <formats>   write reports: junit=<file>, json=<file>, html=<file>, sarif=<file>, github
      --strict             fail on departures from the letter too
      --min-coverage <percent>   fail when less of a document was checked
      --verbose            tell what was only observed, and every case
`,
  options: {
    report: { type: 'string', multiple: true },
    strict: { type: 'boolean' },
    'min-coverage': { type: 'string' },
    verbose: { type: 'boolean' },
  },
  async run(values, files) {
    if (files.length === 0) {
      throw new UserError(
        'ARGUMENT_INVALID',
        'signoff merge takes JSON reports: signoff merge shard-1.json shard-2.json.',
      );
    }
    const lists = values['report'];
    const wishes = Array.isArray(lists) ? parseReports(lists.join(',')) : [];
    const least = readNumber('min-coverage', text(values, 'min-coverage') ?? '0', 100);
    const shards = (await Promise.all(files.map(readShards))).flat();
    const reports = mergeReports(shards, values['strict'] === true ? { strict: true } : {});
    for (const report of reports) {
      process.stdout.write(terminalReport(report, { colors: pico, verbose: values['verbose'] === true }));
    }
    await writeReports(reports, wishes, process.env);
    return exitCodeOf(reports, least);
  },
};

async function readShards(file: string): Promise<readonly Report[]> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    throw new UserError('REPORT_INVALID', `The report ${file} cannot be read: ${messageOf(error)}.`, { cause: error });
  }
  return readReports(content, file);
}

function exitCodeOf(reports: readonly Report[], least: number): 0 | 1 | 2 {
  const poor = reports.filter(({ coverage }) => coverage.percent < least);
  for (const { api, coverage } of poor) {
    process.stderr.write(`${api}: coverage ${coverage.percent} % is below the ${least} % of --min-coverage.\n`);
  }
  if (poor.length > 0 || reports.some(({ outcome }) => outcome.broken.length > 0)) return 1;
  return reports.every(({ cases }) => cases.some(({ outcome }) => outcome === 'tried')) ? 0 : 2;
}
