import { createRequire } from 'node:module';
import { feishu, known } from './apis/feishu.js';
import { fungame, knownTokens } from './apis/fungame.js';
import { genericBehaviour } from './apis/generic/generic-behaviour.js';
import type { Contract } from './check/contract.js';
import type { Fixtures } from './check/fixtures.js';
import type { SecurityScheme } from './description/document.js';
import type { Description } from './description/load.js';
import type { Operation } from './description/operations.js';
import type { Behaviour, IssueRequest, SessionRow } from './mock/behaviour.js';
import type { MockedApi } from './mock/mocked-api.js';
import type { World } from './state/world.js';

/** How one API acts in a mock, and how the mock furnishes a check of itself. */
export interface Actor {
  readonly behaviour: Behaviour;
  /** Fixtures for a contract run against this very mock. */
  furnish(world: World, api: MockedApi): Promise<Fixtures>;
}

export interface ActorOptions {
  /** Whether a well-formed token that nobody issued is taken for a fresh session, once. @default false */
  readonly anyToken?: boolean | undefined;
  /** Whether an API of a file remembers nothing of what clients create, change and delete. @default false */
  readonly stateless?: boolean | undefined;
}

/** One API in the box. */
export interface BundledApi {
  readonly name: string;
  readonly file: string;
  /** Facts from elsewhere that lend their answers to its operations. */
  readonly companions: readonly string[];
  /** Descriptions of what clients need beside it, such as signing in. */
  readonly beside: readonly string[];
  /** The server and the operation by which a copy of the description is recognised. */
  readonly server: string;
  readonly operation: string;
  createActor(options: ActorOptions): Actor;
  loadContract(): Promise<Contract>;
}

// The package refers to its own files by name, so that sources and build find the same ones.
const require = createRequire(import.meta.url);
const { resolve } = require;

/** The description of a mock's own control API. */
export const controlFile: string = resolve('signoff/openapi/control.yaml');

/** The version of this package. */
export const version: string = (require('signoff/package.json') as { version: string }).version;

/** The APIs in the box, by name. */
export const bundledApis: ReadonlyMap<string, BundledApi> = new Map(
  [
    {
      name: 'fungame',
      file: resolve('signoff/openapi/fungame.yaml'),
      companions: [],
      beside: [resolve('signoff/openapi/fungame.login.yaml')],
      server: 'https://api.redbud.fun',
      operation: 'POST /user/logout',
      createActor: createFunGame,
      loadContract: async () => (await import('../contracts/fungame.contract.js')).fungameContract,
    },
    {
      name: 'feishu',
      file: resolve('signoff/openapi/feishu.yaml'),
      companions: [resolve('signoff/openapi/feishu.gateway.yaml')],
      beside: [resolve('signoff/openapi/feishu.token.yaml')],
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
  return [...bundledApis.values()].find(
    (api) => servers.includes(api.server) && operations.some((each) => isOperation(each, api.operation)),
  );
}

/** Whether an operation has a method and a path, such as `POST /user/logout`. */
export function isOperation({ method, path }: Operation, key: string): boolean {
  return `${method} ${path}` === key;
}

/** An API that nothing particular is known about. */
export function createGeneric(name: string, options: ActorOptions): Actor {
  const behaviour = genericBehaviour(name, options);
  return {
    behaviour,
    async furnish(world, { description, validator, makeUp }) {
      const { operations } = description;
      const schemes = operations.flatMap(({ security }) => security.flat()).filter(({ scheme }) => isShown(scheme));
      const issueAll = async (request: IssueRequest): Promise<Readonly<Record<string, string>>> => {
        const tokens = new Map<string, string>();
        for (const { name, scheme } of schemes) {
          if (!tokens.has(name)) tokens.set(name, (await behaviour.issue(world, { ...request, scheme })).token);
        }
        return Object.fromEntries(tokens);
      };
      const revokedCredentials = await issueAll({});
      for (const token of Object.values(revokedCredentials)) await world.credentials(name).revoke(token);
      return {
        credentials: await issueAll({}),
        expiredCredentials: await issueAll({ lifetime: 0 }),
        revokedCredentials,
        operations: await behaviour.furnish(world, description, { validator: await validator(), makeUp }),
        ...(options.anyToken === true && { acceptsAnyCredential: true }),
      };
    },
  };
}

// A client certificate is shown by the connection.
function isShown({ type }: SecurityScheme): boolean {
  return type !== 'mutualTLS';
}

function createFunGame({ anyToken = false }: ActorOptions): Actor {
  const behaviour = fungame({ anyToken });
  const issue = (world: World, count: number, session: boolean): Promise<string[]> =>
    Promise.all(Array.from({ length: count }, async () => (await behaviour.issue(world, { session })).token));
  return {
    behaviour,
    furnish: async (world) => ({
      tokens: await issue(world, 24, true),
      sessionlessTokens: await issue(world, 2, false),
      expiredTokens: [knownTokens.expired],
    }),
  };
}

function createFeishu({ anyToken = false }: ActorOptions): Actor {
  const behaviour = feishu({ anyToken });
  return {
    behaviour,
    furnish: async (world) => {
      const seed = async (terminal: number): Promise<SessionRow | undefined> =>
        behaviour.sessions?.seed(world, { terminal });
      const sessions = await Promise.all([1, 2, 3].map(seed));
      return {
        tenantAccessToken: known.tenantAccessToken,
        users: [known.user],
        sids: sessions.flatMap((session) => session?.id ?? []),
      };
    },
  };
}
