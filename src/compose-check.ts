import { bundledApis, type BundledApi } from './bundled.js';
import type { Case } from './check/contract.js';
import { createReport, type Report } from './check/report.js';
import type { CaseResult } from './check/run.js';
import type { Target } from './check/target.js';
import { createMock } from './compose.js';
import { createValidator } from './conformance/validator.js';
import { loadDescription, type Description } from './description/load.js';
import { UserError } from './errors.js';

export interface CheckOptions {
  /** The server on trial. @default a mock of our own, started for the run */
  readonly target?: Target;
  /** Whether departures from the letter fail the run. @default false */
  readonly strict?: boolean;
  /** Told of every case as soon as it is over. @default nobody */
  readonly onCase?: ((result: CaseResult) => void) | undefined;
}

/**
 * Checks whether a server keeps the document of an API in the box.
 * @throws UserError CONTRACT_UNKNOWN, TARGET_UNREACHABLE, TARGET_REDIRECTS or FIXTURE_COMMAND_FAILED.
 */
export async function checkApi(name: string, { target, strict = false, onCase }: CheckOptions = {}): Promise<Report> {
  if (target?.url === undefined) return checkOwnMock(name, { strict, onCase });
  const bundled = contractedApi(name);
  const [description, contract] = await Promise.all([loadDescription(bundled.file), bundled.loadContract()]);
  const { runContract } = await import('./check/run.js'); // Pactum is loaded only where it is used
  const validator = createValidator(description.document);
  const base = target.url.replace(/\/+$/, '');
  const run = await runContract(contract, { description, validator, fixtures: target, base, onCase });
  return createReport(run, { description, subject: base, strict, accept: target.accept ?? [], items: [] });
}

async function checkOwnMock(name: string, options: Omit<CheckOptions, 'target'>): Promise<Report> {
  contractedApi(name);
  await using mock = await createMock({ apis: [name] });
  const report = await checkApi(name, { ...options, target: { url: mock.url, ...(await mock.furnish(name)) } });
  return { ...report, subject: 'our own mock' };
}

/** The cases of a contract, and what its statements say, without sending anything. */
export async function planCheck(
  name: string,
): Promise<{ readonly cases: readonly Case[]; readonly description: Description }> {
  const bundled = contractedApi(name);
  const [description, contract] = await Promise.all([loadDescription(bundled.file), bundled.loadContract()]);
  return { cases: contract.createCases(), description };
}

function contractedApi(name: string): BundledApi {
  const bundled = bundledApis.get(name);
  if (bundled !== undefined) return bundled;
  const known = [...bundledApis.keys()].join(', ');
  throw new UserError('CONTRACT_UNKNOWN', `There is no contract for ${name}. There are contracts for: ${known}.`);
}
