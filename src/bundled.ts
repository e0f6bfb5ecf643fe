import { createRequire } from 'node:module';
import { feishu, known } from './apis/feishu.js';
import { fungame, knownTokens } from './apis/fungame.js';
import { genericBehaviour } from './apis/generic.js';
import type { Contract } from './check/contract.js';
import type { Fixtures } from './check/fixtures.js';
import type { Description } from './description/load.js';
import type { Behaviour } from './mock/behaviour.js';
import type { World } from './state/world.js';

/** How one API acts in a mock, and how the mock furnishes a check of itself. */
export interface Actor {
  readonly behaviour: Behaviour;
  /** Fixtures for a contract run against this very mock. */
  furnish(world: World): Promise<Fixtures>;
}

/** One API in the box. */
export interface BundledApi {
  readonly name: string;
  readonly file: string;
  readonly companions: readonly string[];
  /** The server and the operation by which a copy of the description is recognised. */
  readonly server: string;
  readonly operation: string;
  createActor(): Actor;
  loadContract(): Promise<Contract>;
}

// The package refers to its own files by name, so that sources and build find the same ones.
const { resolve } = createRequire(import.meta.url);

/** The APIs in the box, by name. */
export const bundledApis: ReadonlyMap<string, BundledApi> = new Map(
  [
    {
      name: 'fungame',
      file: resolve('signoff/openapi/fungame.yaml'),
      companions: [],
      server: 'https://api.redbud.fun',
      operation: 'POST /user/logout',
      createActor: createFunGame,
      loadContract: async () => (await import('../contracts/fungame.contract.js')).fungameContract,
    },
    {
      name: 'feishu',
      file: resolve('signoff/openapi/feishu.yaml'),
      companions: [resolve('signoff/openapi/feishu.gateway.yaml')],
      server: 'https://open.feishu.cn',
      operation: 'POST /open-apis/passport/v1/sessions/logout',
      createActor: createFeishu,
      loadContract: async () => (await import('../contracts/feishu.contract.js')).feishuContract,
    },
  ].map((api) => [api.name, api]),
);

/** The API in the box that a description is a copy of, edited or not. */
export function recognise({ document, operations }: Description): BundledApi | undefined {
  const servers = (document.servers ?? []).map(({ url }) => url);
  const keys = operations.map(({ method, path }) => `${method} ${path}`);
  return [...bundledApis.values()].find((api) => servers.includes(api.server) && keys.includes(api.operation));
}

/** An API that nothing particular is known about. */
export function createGeneric(): Actor {
  return { behaviour: genericBehaviour(), furnish: () => Promise.resolve({}) };
}

function createFunGame(): Actor {
  const behaviour = fungame();
  const issue = (world: World, count: number, session: boolean): Promise<string[]> =>
    Promise.all(Array.from({ length: count }, () => behaviour.issueToken(world, crypto.randomUUID(), { session })));
  return {
    behaviour,
    furnish: async (world) => ({
      tokens: await issue(world, 8, true),
      sessionlessTokens: await issue(world, 2, false),
      expiredTokens: [knownTokens.expired],
    }),
  };
}

function createFeishu(): Actor {
  const behaviour = feishu();
  return {
    behaviour,
    furnish: async (world) => ({
      tenantAccessToken: known.tenantAccessToken,
      users: [known.user],
      sids: await Promise.all([1, 2, 3].map((terminal) => behaviour.addSession(world, known.user.open_id, terminal))),
    }),
  };
}
