import { readFile } from 'node:fs/promises';
import pico from 'picocolors';
import { mergeReports, messageOf, readReports, terminalReport, UserError, type Report } from '../index.js';
import { columnsOf } from './columns.js';
import type { Command } from './command.js';
import { exitCodeFor, readLeast } from './exit-code.js';
import { parseReports, writeReports } from './reports.js';

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
    const least = readLeast(values);
    const shards = (await Promise.all(files.map(readShards))).flat();
    const reports = mergeReports(shards, values['strict'] === true ? { strict: true } : {});
    const verbose = values['verbose'] === true;
    const columns = columnsOf(process.stdout, process.env);
    for (const report of reports) {
      process.stdout.write(terminalReport(report, { colors: pico, verbose, columns }));
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

function exitCodeOf(reports: readonly Report[], least: number | undefined): number {
  const codes = reports.map((report) => exitCodeFor(report, least));
  return codes.includes(1) ? 1 : Math.max(...codes, 0);
}
