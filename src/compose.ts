import { bundledApis, controlFile, version } from './bundled.js';
import { castApis } from './cast.js';
import type { Fixtures } from './check/fixtures.js';
import { createControls } from './control/controls.js';
import { createDoor } from './control/door.js';
import { UserError } from './errors.js';
import { loadApis } from './mock/loaded-apis.js';
import { createMasking } from './mock/mask.js';
import { serve, type ServeOptions, type Serving } from './mock/mock.js';
import { memoryStore } from './state/memory-store.js';
import type { World } from './state/world.js';
import { createWorlds, defaultWorld } from './state/worlds.js';
import { createTester, createWorldHandle, type BundledName, type Tester, type WorldHandle } from './tester.js';

export interface MockOptions<A extends string = BundledName> extends ServeOptions {
  /** Names of APIs in the box, or paths or addresses of OpenAPI files. @default every API in the box */
  readonly apis?: readonly A[];
  /**
   * Below what path an API answers in place of its bare ones, such as `{ billing: '/billing' }`, by its name or the path
   * of its file. @default none
   */
  readonly mounts?: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
  /** Whether a well-formed token that nobody issued is taken for a fresh session, once. @default false */
  readonly anyToken?: boolean;
  /** Whether an API of a file remembers nothing of what clients create, change and delete. @default false */
  readonly stateless?: boolean;
  /** Whether a file is refused of which something is not as OpenAPI has it. @default it is served as far as it can be */
  readonly strictDescription?: boolean;
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
  const cast = await castApis(asked, options);
  const apis = await loadApis(cast.flatMap(({ sources }) => sources));
  const seed = async (world: World): Promise<void> => {
    for (const { actor } of cast) await actor.behaviour.seed(world);
  };
  const worlds = createWorlds({ store: memoryStore(), seed, now, idleTime });
  const createMask = createMasking(cast.flatMap(({ actor }) => actor.behaviour.tokenShape ?? []));
  const { fingerprint } = createMask();
  const furnish = async (name: string, world: World): Promise<Fixtures> => {
    const actor = cast.find((one) => one.name === name)?.actor;
    const api = apis.current().find((one) => one.name === name);
    if (actor !== undefined && api !== undefined) return actor.furnish(world, api);
    throw new UserError('API_UNKNOWN', `This mock does not serve ${name}.`);
  };
  const controls = createControls({ apis: apis.current, worlds, fingerprint, furnish });
  const { host = '127.0.0.1', adminToken, controlOrigins: origins } = options;
  const door = createDoor({
    load: async () => (await import('./description/load.js')).loadDescription(controlFile),
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
    furnish: async (name) => furnish(name, await worlds.open(defaultWorld)),
    [Symbol.asyncDispose]: () => serving.close(),
  };
}
