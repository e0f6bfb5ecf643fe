import pico from 'picocolors';
import { checkApi, planCheck, showPlan, terminalReport, UserError, type CheckOptions, type Report } from '../index.js';
import { columnsOf } from './columns.js';
import type { Command } from './command.js';
import { exitCodeFor, readLeast } from './exit-code.js';
import { showProgress } from './progress.js';
import { readCheckOptions } from './read-check-options.js';
import { readTarget } from './read-target.js';
import { parseReports, writeReports } from './reports.js';

/** `signoff check`: 0 the document is kept, 1 it is broken, 2 it could not be tried. */
export const check: Command = {
  help: `signoff check <api-or-file>

Checks whether a server keeps the document of an API in the box (fungame, feishu), or any OpenAPI or
Swagger 2.0 file or http(s) address. Without
--url and --target it checks a mock of our own. Exit code: 0 kept, 1 broken, 2 could not try,
or not enough for a verdict: fewer than half of the cases, or none that succeeds.

The server
      --url <address>   address of the server; wins over the one in the target file
      --target <file>   target file (YAML or JSON): address, tokens, users, accepted deviations; the entry of an
                        OpenAPI file bears its name
      --wait <duration> wait for a server that is starting, until it accepts a connection (500ms, 30s, 2m)

What is tried
      --only <names>    only what is about these: statements (F03), operations (LogOut), tags (User, tag:User);
                        a list with commas, and may be repeated
      --skip <names>    leave out what is about these
      --shard <i>/<n>   one part of n; "signoff merge" puts their json reports together
      --read-only       send only what must be refused, and touch no token, user or session
      --bail            stop after the first case that makes the run fail
      --list            print the plan and send nothing

How
      --request-timeout <duration>   time for one answer (10s)
      --retries <n>     send again what got no answer, where that changes nothing (0)
      --seed <n>        chooses the values where many would do; the same seed chooses the same ones (1)
      --runs <n>        how many requests stand for a rule that can be broken in many ways (3)
      --rate <n>/s      the most requests a second, or a minute (/m), evenly spread

What counts
      --strict          fail on departures from the letter too
      --min-coverage <percent>   fail when less of the document was checked; what reaches it is enough, so that with 0
                        any run is

What is told
      --report <formats>   write reports: junit=<file>, json=<file>, html=<file>, sarif=<file>, github
      --verbose         tell what was only observed too

HTTP_PROXY, HTTPS_PROXY and NO_PROXY name proxies; loopback is never sent through one. NODE_EXTRA_CA_CERTS names
a file with further certificate authorities.
`,
  options: {
    url: { type: 'string' },
    target: { type: 'string' },
    wait: { type: 'string' },
    only: { type: 'string', multiple: true },
    skip: { type: 'string', multiple: true },
    shard: { type: 'string' },
    'read-only': { type: 'boolean' },
    bail: { type: 'boolean' },
    list: { type: 'boolean' },
    'request-timeout': { type: 'string' },
    retries: { type: 'string' },
    rate: { type: 'string' },
    seed: { type: 'string' },
    runs: { type: 'string' },
    strict: { type: 'boolean' },
    'min-coverage': { type: 'string' },
    report: { type: 'string', multiple: true },
    verbose: { type: 'boolean' },
  },
  async run(values, positionals) {
    const api = readApi(positionals);
    const options = readCheckOptions(values);
    const least = readLeast(values);
    const reports = values['report'];
    const wishes = Array.isArray(reports) ? parseReports(reports.join(',')) : [];
    const target = await readTarget(api, values);
    const settled = { ...options, ...(target && { target }) };
    if (values['list'] === true) return list(api, settled);
    const report = await runCheck(api, settled);
    const verbose = values['verbose'] === true;
    const columns = columnsOf(process.stdout, process.env);
    if (report.cases.length > 0) process.stdout.write(terminalReport(report, { colors: pico, verbose, columns }));
    await writeReports([report], wishes, process.env);
    return exitCodeOf(report, options, least);
  },
};

function readApi([api, ...others]: readonly string[]): string {
  if (api !== undefined && others.length === 0) return api;
  throw new UserError(
    'ARGUMENT_INVALID',
    'signoff check takes one API: signoff check fungame, signoff check feishu, or the path of an OpenAPI file.',
  );
}

async function list(api: string, options: CheckOptions): Promise<number> {
  const { cases, description } = await planCheck(api, options);
  process.stdout.write(showPlan(cases, description.statements));
  return 0;
}

async function runCheck(api: string, options: CheckOptions): Promise<Report> {
  const progress = showProgress(process.stderr);
  try {
    const onNote = (note: string): void => {
      process.stderr.write(`${note}\n`);
    };
    return await checkApi(api, { ...options, onStart: progress.onStart, onNote });
  } finally {
    progress.end();
  }
}

function exitCodeOf(report: Report, { shard }: CheckOptions, least: number | undefined): number {
  const { cases } = report;
  const code = exitCodeFor(report, least);
  if (code !== 2 || shard === undefined || cases.some((one) => one.outcome === 'inconclusive')) return code;
  // Other shards may well have something to try.
  process.stderr.write(`Shard ${String(shard.index)}/${String(shard.total)} has nothing to try.\n`);
  return 0;
}
