import { auditApi, showAudit, UserError } from '../index.js';
import { text, type Command } from './command.js';
import { writeReport } from './reports.js';

/** `signoff audit`: 0 the check finds out every wrong server, 1 some survive, 2 it could not be tried. */
export const audit: Command = {
  help: `signoff audit <api-or-file>

Who checks the check? Makes servers wrong in exactly one documented way each, runs the check against every one,
and prints those that it does not find out with the statements that nobody guards. Those that cannot be told apart
from outside are listed with a reason in <name>.mutants.yaml beside the description.
Exit code: 0 every wrong server is found out, 1 some survive, 2 could not try.

      --only <text>     only mutants with this text in their id
      --json <file>     write the result as JSON too
      --verbose         list the equivalent mutants too
`,
  options: {
    only: { type: 'string' },
    json: { type: 'string' },
    verbose: { type: 'boolean' },
  },
  async run(values, positionals) {
    const [api] = positionals;
    if (api === undefined || positionals.length > 1) {
      throw new UserError('ARGUMENT_INVALID', 'signoff audit takes one API: signoff audit fungame.');
    }
    const report = await auditApi(api, { only: text(values, 'only') });
    const file = text(values, 'json');
    if (file !== undefined) await writeReport(file, `${JSON.stringify(report, null, 2)}\n`);
    process.stdout.write(showAudit(report, { verbose: values['verbose'] === true }));
    return report.stale.length > 0 || report.mutants.some(({ state }) => state === 'survived') ? 1 : 0;
  },
};
