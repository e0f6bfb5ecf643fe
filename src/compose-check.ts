import { describeBoxed } from './boxed.js';
import { bundledApis, isOperation, recognise } from './bundled.js';
import type { Case, Contract } from './check/contract.js';
import { askOurMock } from './check/ask-our-mock.js';
import { coveredItems } from './check/covered-items.js';
import type { Fixtures } from './check/fixtures.js';
import { sumUp } from './check/outcome.js';
import { isLoopback } from './proxy.js';
import { createReport, withOperation, type Report } from './check/report.js';
import type { CaseResult, RunSettings } from './check/run.js';
import { selectCases, type Selection } from './check/select-cases.js';
import type { Target } from './check/target.js';
import { waitFor } from './check/wait-for.js';
import { createMock } from './compose.js';
import { createValidator, type Validator } from './conformance/validator.js';
import type { Description } from './description/load.js';
import { UserError } from './errors.js';

/** How cases are derived where many values would do. */
export interface DerivationOptions {
  /** Chooses the values; the same seed chooses the same ones. @default 1 */
  readonly seed?: number | undefined;
  /** How many requests stand for a rule that can be broken in many ways. @default 3 */
  readonly runs?: number | undefined;
}

export interface CheckOptions extends RunSettings, DerivationOptions {
  /** The server on trial. @default a mock of our own, started for the run */
  readonly target?: Target;
  /** Whether departures from the letter fail the run. @default false */
  readonly strict?: boolean;
  /** Whether the run ends with the first case that makes it fail. @default false */
  readonly bail?: boolean;
  /** Is told what of the description is not checked as it says, a sentence each, before the run. @default nobody is */
  readonly onNote?: (note: string) => void;
}

/**
 * Checks whether a server keeps a description: of an API in the box by its name, or any OpenAPI file.
 * @throws UserError CONTRACT_UNKNOWN, DESCRIPTION_NOT_FOUND, DESCRIPTION_UNREADABLE, DESCRIPTION_INVALID,
 * ARGUMENT_INVALID, TARGET_UNREACHABLE, TARGET_REDIRECTS or FIXTURE_COMMAND_FAILED.
 */
export async function checkApi(nameOrFile: string, options: CheckOptions = {}): Promise<Report> {
  const subject = await findSubject(nameOrFile);
  for (const note of subject.description.notes ?? []) options.onNote?.(note);
  if (options.target?.url !== undefined) {
    const { url } = options.target;
    return checkServer(subject, await furnished(subject, options.target, url, options), url, options);
  }
  await using mock = await createMock({ apis: [nameOrFile] });
  const [name = ''] = mock.apis;
  const target = { ...options.target, ...(await mock.furnish(name)) };
  return { ...(await checkServer(subject, target, mock.url, options)), subject: 'our own mock' };
}

// What the user gives is enough; without any of it a mock of ours can tell what it knows.
async function furnished({ api }: Subject, target: Target, url: string, { patience }: CheckOptions): Promise<Target> {
  const isGiven = Object.keys(target).some((name) => !['url', 'accept', 'operations'].includes(name));
  if (isGiven || !isLoopback(url)) return target;
  if (patience !== undefined) await waitFor(url, { patience });
  const known = await askOurMock(url, api);
  return { ...known, ...target, operations: { ...known.operations, ...target.operations } };
}

/** Checks a server against a subject that was found before. */
export async function checkServer(
  subject: Subject,
  target: Target,
  url: string,
  options: CheckOptions,
): Promise<Report> {
  const { strict = false, bail = false, seed, runs, ...settings } = options;
  const { description } = subject;
  const { runContract } = await import('./check/run.js'); // Pactum is loaded only where it is used
  const validator = createValidator(description.document);
  const base = url.replace(/\/+$/, '');
  const { accept = [] } = target;
  const contract = await subject.contract({ validator, fixtures: target, isRemote: !isLoopback(base), seed, runs });
  const isBroken = (result: CaseResult): boolean =>
    sumUp([withOperation(result, description)], { strict, accept }).broken.length > 0;
  const endsWith = bail ? isBroken : undefined;
  const run = await runContract(contract, { ...settings, description, validator, fixtures: target, base, endsWith });
  const items = coveredItems(description, run.cases, base);
  return createReport(run, { description, subject: base, strict, accept, items, shard: settings.shard });
}

/** The cases of a contract that a run would try, and what its statements say, without sending anything. */
export async function planCheck(
  nameOrFile: string,
  { target = {}, seed, runs, ...selection }: Selection & DerivationOptions & { readonly target?: Target } = {},
): Promise<{ readonly cases: readonly Case[]; readonly description: Description }> {
  const { description, contract } = await findSubject(nameOrFile);
  const validator = createValidator(description.document);
  const isRemote = target.url !== undefined && !isLoopback(target.url);
  const chosen = await contract({ validator, fixtures: target, isRemote, seed, runs });
  const selected = selectCases(chosen.createCases(), description, selection);
  return { cases: selected.flatMap(({ one, leftOut }) => (leftOut === undefined ? [one] : [])), description };
}

/** What is checked: a description, and the contract that it makes with a target. */
export interface Subject {
  /** The name under which a mock serves it. */
  readonly api: string;
  readonly description: Description;
  readonly contract: (options: DerivationOptions & Given) => Promise<Contract>;
}

interface Given {
  readonly validator: Validator;
  readonly fixtures: Fixtures;
  readonly isRemote: boolean;
}

// A copy of a description in the box is checked by the contract of the original, and where it was edited, beyond it.
export async function findSubject(nameOrFile: string): Promise<Subject> {
  const named = bundledApis.get(nameOrFile);
  if (named === undefined && !/[./\\]/.test(nameOrFile)) throw unknownContract(nameOrFile);
  const boxed = describeBoxed(nameOrFile, named)?.bare;
  if (named !== undefined && boxed !== undefined) {
    return { api: named.name, description: boxed, contract: () => named.loadContract() };
  }
  const { loadDescription } = await import('./description/load.js');
  const description = await loadDescription(nameOrFile);
  const original = recognise(description);
  return {
    api: original?.name ?? description.name,
    description,
    async contract(options) {
      const derived = await derive(description, options);
      if (original === undefined) return derived;
      const { id = '' } = description.operations.find((each) => isOperation(each, original.operation)) ?? {};
      const { beyondJourneys } = await import('./check/derive/beyond-journeys.js');
      return beyondJourneys(await original.loadContract(), derived.createCases(), id);
    },
  };
}

async function derive(
  description: Description,
  { seed = 1, runs = 3, ...given }: DerivationOptions & Given,
): Promise<Contract> {
  const { deriveContract } = await import('./check/derive/derive-contract.js');
  const { tenantAccessToken } = given.fixtures;
  const known = tenantAccessToken === undefined ? {} : { tenantAccessToken };
  const fixtures = { ...given.fixtures, credentials: { ...known, ...given.fixtures.credentials } };
  return deriveContract(description, { ...given, fixtures, seed, runs });
}

function unknownContract(name: string): UserError {
  const known = [...bundledApis.keys()].join(', ');
  return new UserError(
    'CONTRACT_UNKNOWN',
    `There is no contract for ${name}. There are contracts for: ${known}. Or give the path or address of an OpenAPI file.`,
  );
}
