import { bundledApis, controlFile, version, type BundledApi } from './bundled.js';
import { castApi } from './cast.js';
import type { Case } from './check/contract.js';
import type { Fixtures } from './check/fixtures.js';
import { sumUp } from './check/outcome.js';
import type { Report } from './check/report/terminal.js';
import type { Target } from './check/target.js';
import type { CaseResult } from './check/run.js';
import { createValidator } from './conformance/validator.js';
import { createControls } from './control/controls.js';
import { createDoor } from './control/door.js';
import { loadDescription, type Description } from './description/load.js';
import { UserError } from './errors.js';
import { loadApis } from './mock/loaded-apis.js';
import { createMasking } from './mock/mask.js';
import { serve, type ServeOptions, type Serving } from './mock/mock.js';
import { memoryStore } from './state/memory-store.js';
import type { World } from './state/world.js';
import { createWorlds, defaultWorld } from './state/worlds.js';
import { createTester, createWorldHandle, type BundledName, type Tester, type WorldHandle } from './tester.js';

export interface MockOptions<A extends string = BundledName> extends ServeOptions {
  /** Names of APIs in the box, or paths of OpenAPI files. @default every API in the box */
  readonly apis?: readonly A[];
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
  /** Whether a well-formed token that nobody issued is taken for a fresh session, once. @default false */
  readonly anyToken?: boolean;
  /** Milliseconds without a request after which a world is dropped; the default world never is. @default an hour */
  readonly idleTime?: number;
  /** What lets in to the control API where the mock listens on another address than loopback. @default nothing does */
  readonly adminToken?: string;
  /** Origins whose pages may use the control API. @default none */
  readonly controlOrigins?: readonly string[];
}

/** A running mock, and what a test does with its default world. */
export interface Mock<A extends string = BundledName> extends Serving, Tester<A>, AsyncDisposable {
  /** Names of the APIs. */
  readonly apis: readonly string[];
  /**
   * A world of its own for a test, begun if it has not yet. @default a new name
   * @throws UserError WORLD_INVALID or WORLD_LIMIT.
   */
  world(name?: string): Promise<WorldHandle<A>>;
  /**
   * Fixtures for a contract run of one API against the default world.
   * @throws UserError API_UNKNOWN when it is not served.
   */
  furnish(api: string): Promise<Fixtures>;
}

/**
 * Starts a mock of the given APIs on one port.
 * @throws UserError API_UNKNOWN, DESCRIPTION_NOT_FOUND, DESCRIPTION_UNREADABLE, DESCRIPTION_INVALID,
 * OPERATION_CONFLICT, ARGUMENT_INVALID, PORT_IN_USE or LISTEN_FAILED.
 */
export async function createMock<const A extends string = BundledName>(
  options: MockOptions<A | BundledName> = {},
): Promise<Mock<A>> {
  const { now, idleTime, onBug = () => undefined } = options;
  const asked: readonly string[] = options.apis ?? [...bundledApis.keys()];
  const cast = await Promise.all(asked.map((api) => castApi(api, options)));
  const apis = await loadApis(cast.flatMap(({ sources }) => sources));
  const seed = async (world: World): Promise<void> => {
    for (const { actor } of cast) await actor.behaviour.seed(world);
  };
  const worlds = createWorlds({ store: memoryStore(), seed, now, idleTime });
  const createMask = createMasking(cast.flatMap(({ actor }) => actor.behaviour.tokenShape ?? []));
  const { fingerprint } = createMask();
  const controls = createControls({ apis: apis.current, worlds, fingerprint });
  const { host = '127.0.0.1', adminToken, controlOrigins: origins } = options;
  const door = createDoor({
    load: () => loadDescription(controlFile),
    controls,
    apis: apis.current,
    version,
    host,
    adminToken,
    origins,
    onBug,
  });
  const serving = await serve({ apis, worlds, door, createMask }, options);
  const names = cast.map(({ name }) => name);
  return {
    ...serving,
    ...createTester<A>({ controls, world: defaultWorld, apis: names }),
    apis: names,
    async world(name) {
      const world = name ?? (await controls.createWorld()).name;
      await worlds.open(world);
      return createWorldHandle<A>({ controls, world, apis: names });
    },
    async furnish(name) {
      const actor = cast.find((one) => one.name === name)?.actor;
      if (actor === undefined) throw new UserError('API_UNKNOWN', `This mock does not serve ${name}.`);
      return actor.furnish(await worlds.open(defaultWorld));
    },
    [Symbol.asyncDispose]: () => serving.close(),
  };
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
