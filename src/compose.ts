import { bundledApis, createGeneric, recognise, type Actor, type BundledApi } from './bundled.js';
import type { Case } from './check/contract.js';
import type { Fixtures } from './check/fixtures.js';
import { sumUp } from './check/outcome.js';
import type { Report } from './check/report/terminal.js';
import type { Target } from './check/target.js';
import type { CaseResult } from './check/run.js';
import { createValidator } from './conformance/validator.js';
import { loadDescription, type Description } from './description/load.js';
import { UserError } from './errors.js';
import { serve, type ServeOptions, type Serving, type Source } from './mock/mock.js';
import { memoryStore } from './state/memory-store.js';
import { createWorld } from './state/world.js';

export interface MockOptions extends ServeOptions {
  /** Names of APIs in the box, or paths of OpenAPI files. @default every API in the box */
  readonly apis?: readonly string[];
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** A running mock. */
export interface Mock extends Serving {
  /**
   * Fixtures for a contract run of one API against this mock.
   * @throws UserError API_UNKNOWN when it is not served.
   */
  furnish(api: string): Promise<Fixtures>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a mock of the given APIs on one port.
 * @throws UserError API_UNKNOWN, DESCRIPTION_NOT_FOUND, DESCRIPTION_UNREADABLE, DESCRIPTION_INVALID,
 * OPERATION_CONFLICT, PORT_IN_USE or LISTEN_FAILED.
 */
export async function createMock(options: MockOptions = {}): Promise<Mock> {
  const { apis = [...bundledApis.keys()], now } = options;
  const cast = await Promise.all(apis.map(castApi));
  const world = createWorld({ store: memoryStore(), ...(now && { now }) });
  const serving = await serve(cast, world, options);
  return {
    ...serving,
    async furnish(name) {
      const actor = cast[serving.apis.indexOf(name)]?.actor;
      if (actor === undefined) throw new UserError('API_UNKNOWN', `This mock does not serve ${name}.`);
      return actor.furnish(world);
    },
    [Symbol.asyncDispose]: () => serving.close(),
  };
}

async function castApi(nameOrFile: string): Promise<Source & { readonly actor: Actor }> {
  const bundled = bundledApis.get(nameOrFile);
  if (bundled !== undefined) return toSource(bundled.file, bundled);
  if (!/[./\\]/.test(nameOrFile)) throw unknownApi(nameOrFile);
  return toSource(nameOrFile, recognise(await loadDescription(nameOrFile)));
}

function toSource(file: string, bundled: BundledApi | undefined): Source & { readonly actor: Actor } {
  const actor = bundled?.createActor() ?? createGeneric();
  const companions = bundled?.companions ?? [];
  return { load: () => loadDescription(file, { companions }), behaviour: actor.behaviour, actor };
}

function unknownApi(name: string): UserError {
  const known = [...bundledApis.keys()].join(', ');
  return new UserError(
    'API_UNKNOWN',
    `No such API: ${name}. In the box: ${known}. Or give the path of an OpenAPI file.`,
  );
}

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
  const outcome = sumUp(run.cases, { strict, accept: target.accept ?? [] });
  return { api: name, subject: base, statements: description.statements, strict, outcome, ...run };
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
