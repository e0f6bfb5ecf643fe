import pico from 'picocolors';
import { checkApi, planCheck, readTargets, showPlan, terminalReport, UserError, type Target } from '../index.js';
import { text, type Command, type Flags } from './command.js';

/** `signoff check`: 0 the document is kept, 1 it is broken, 2 it could not be tried. */
export const check: Command = {
  help: `signoff check <api>

Checks whether a server keeps the document of an API in the box (fungame, feishu). Without --url and --target
it checks a mock of our own. Exit code: 0 kept, 1 broken, 2 could not try.

      --url <address>   address of the server; wins over the one in the target file
      --target <file>   target file (YAML or JSON): address, tokens, users, accepted deviations
      --strict          fail on departures from the letter too
      --list            print the plan and send nothing
      --verbose         tell what was only observed too
`,
  options: {
    url: { type: 'string' },
    target: { type: 'string' },
    strict: { type: 'boolean' },
    list: { type: 'boolean' },
    verbose: { type: 'boolean' },
  },
  async run(values, positionals) {
    const [api] = positionals;
    if (api === undefined || positionals.length > 1) {
      throw new UserError(
        'ARGUMENT_INVALID',
        'signoff check takes one API: signoff check fungame, or signoff check feishu.',
      );
    }
    if (values['list'] === true) return list(api);
    const target = await readTarget(api, values);
    const report = await checkApi(api, { strict: values['strict'] === true, ...(target && { target }) });
    process.stdout.write(terminalReport(report, { colors: pico, verbose: values['verbose'] === true }));
    if (report.outcome.broken.length > 0) return 1;
    return report.cases.some(({ outcome }) => outcome === 'tried') ? 0 : 2;
  },
};

async function list(api: string): Promise<number> {
  const { cases, description } = await planCheck(api);
  process.stdout.write(showPlan(cases, description.statements));
  return 0;
}

async function readTarget(api: string, values: Flags): Promise<Target | undefined> {
  const file = text(values, 'target');
  const url = text(values, 'url');
  if (url !== undefined && !/^https?:\/\/[^\s?#]+$/.test(url)) {
    throw new UserError('ARGUMENT_INVALID', `--url takes an http or https address without a query, not "${url}".`);
  }
  if (file === undefined) return url === undefined ? undefined : { url };
  const target = (await readTargets(file, process.env))[api];
  if (target === undefined && url === undefined) {
    throw new UserError('TARGET_INVALID', `${file} has no entry "${api}", and no --url is given.`);
  }
  if (target?.url === undefined && url === undefined) {
    throw new UserError('TARGET_INVALID', `${file}: ${api} has no url, and no --url is given.`);
  }
  return { ...target, ...(url !== undefined && { url }) };
}
