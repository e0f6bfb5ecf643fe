import type { SecurityScheme } from '../description/document.js';
import type { Behaviour, IssuedCredential, IssueRequest, SessionRow, UserRow } from '../mock/behaviour.js';
import type { Fingerprint } from '../mock/create-mask.js';
import type { MockedApi } from '../mock/mocked-api.js';
import { UserError } from '../errors.js';
import type { Page } from '../state/journal.js';
import type { Planned } from '../state/queue.js';
import type { World } from '../state/world.js';
import { defaultWorld, type Worlds } from '../state/worlds.js';
import { checkPlan, type PlanRequest } from './check-plan.js';
import { matchEntry, type JournalFilter } from './journal-filter.js';
import { verify, type Pattern, type Verification } from './verify.js';

export interface WorldRow {
  readonly name: string;
  /** RFC 3339. */
  readonly createdAt: string;
  /** RFC 3339. */
  readonly lastUsedAt: string;
  /** How many requests there have been. */
  readonly requests: number;
}

export type JournalQuery = JournalFilter & { readonly after?: number; readonly limit?: number };

/** What a tester asks of a new credential; `scheme` is the name of the security scheme that it is for. */
export type IssueQuery = IssueRequest & { readonly scheme?: string | undefined };

/** What a tester can do with a running mock; the control API and the handles of `createMock` are both made of it. */
export interface Controls {
  listWorlds(): Promise<readonly WorldRow[]>;
  /** @throws UserError WORLD_EXISTS, WORLD_INVALID or WORLD_LIMIT. */
  createWorld(name?: string): Promise<WorldRow>;
  getWorld(name: string): Promise<WorldRow>;
  dropWorld(name: string): Promise<void>;
  resetWorld(name: string): Promise<WorldRow>;
  /** @throws UserError API_UNKNOWN, or ARGUMENT_INVALID for a scheme that the API does not have. */
  issue(world: string, api: string, request: IssueQuery): Promise<IssuedCredential>;
  /** What a check of an API needs to try it in this world: credentials in each state, and the like. */
  furnish(world: string, api: string): Promise<object>;
  revoke(world: string, api: string, token: string): Promise<void>;
  expire(world: string, api: string, token: string): Promise<void>;
  listSessions(world: string, api?: string): Promise<readonly (SessionRow & { readonly api: string })[]>;
  seedSession(world: string, api: string, request: { subject?: string; terminal?: number }): Promise<SessionRow>;
  endSession(world: string, api: string, id: string): Promise<void>;
  seedUser(world: string, api: string, ids: UserRow): Promise<UserRow>;
  readJournal(world: string, query: JournalQuery): Promise<Page>;
  clearJournal(world: string): Promise<void>;
  /** The world of this name. @throws UserError WORLD_UNKNOWN. */
  find(world: string): Promise<World>;
  verify(world: string, pattern: Pattern): Promise<Verification>;
  /**
   * @returns how many answers are planned for the operation now.
   * @throws UserError ARGUMENT_INVALID, OPERATION_UNKNOWN or EXAMPLE_UNKNOWN.
   */
  plan(world: string, request: PlanRequest): Promise<number>;
  readQueue(world: string): Promise<readonly Planned[]>;
  clearQueue(world: string): Promise<void>;
}

export interface ControlsOptions {
  readonly apis: () => readonly MockedApi[];
  readonly worlds: Worlds;
  readonly fingerprint: Fingerprint;
  /** What a check of an API needs to try it in a world. @default nothing */
  readonly furnish?: (api: string, world: World) => Promise<object>;
}

export function createControls({ apis, worlds, fingerprint, furnish = nothing }: ControlsOptions): Controls {
  const find = async (name: string): Promise<World> => {
    const world = (await worlds.find(name)) ?? (name === defaultWorld ? await worlds.open(name) : undefined);
    if (world !== undefined) return world;
    // What was given is not repeated here or below: somebody may have taken a token for it.
    throw new UserError('WORLD_UNKNOWN', 'There is no world of this name. It begins with its first request.');
  };
  const beginning = new Set<string>(); // of two who create one world at the same time, only one may think it is theirs
  const behaviourOf = (api: string): Behaviour => findBehaviour(apis(), api);
  const toRow = (world: World): Promise<WorldRow> => describeWorld(world, worlds.lastUsedAt(world));
  const endCredential = async (world: string, api: string, token: string, how: 'revoke' | 'expire'): Promise<void> => {
    behaviourOf(api); // an API that is not served has no credentials
    const ended = await (await worlds.open(world)).credentials(api)[how](token);
    if (!ended) throw new UserError('CREDENTIAL_UNKNOWN', `${api} knows no such valid credential in this world.`);
  };
  return {
    find,
    async listWorlds() {
      await find(defaultWorld);
      return Promise.all((await worlds.list()).map(toRow));
    },
    async createWorld(name = crypto.randomUUID()) {
      if (name === defaultWorld || beginning.has(name)) throw existing();
      beginning.add(name);
      try {
        if ((await worlds.find(name)) !== undefined) throw existing();
        return await toRow(await worlds.open(name));
      } finally {
        beginning.delete(name);
      }
    },
    getWorld: async (name) => toRow(await find(name)),
    async dropWorld(name) {
      await find(name);
      await worlds.drop(name);
    },
    async resetWorld(name) {
      await find(name);
      await worlds.drop(name);
      return toRow(await worlds.open(name));
    },
    async issue(world, api, { scheme: name, ...request }) {
      const behaviour = behaviourOf(api);
      const scheme = findScheme(apis(), api, name);
      return behaviour.issue(await worlds.open(world), { ...request, scheme });
    },
    async furnish(world, api) {
      behaviourOf(api); // an API that is not served has nothing to try
      return furnish(api, await worlds.open(world));
    },
    revoke: (world, api, token) => endCredential(world, api, token, 'revoke'),
    expire: (world, api, token) => endCredential(world, api, token, 'expire'),
    async listSessions(name, api) {
      const world = await find(name);
      const all = api === undefined ? withSessions(apis()) : [{ api, sessions: sessionsOf(behaviourOf(api), api) }];
      const rows = all.map(async (one) => (await one.sessions.list(world)).map((row) => ({ api: one.api, ...row })));
      return (await Promise.all(rows)).flat();
    },
    async seedSession(world, api, request) {
      const sessions = sessionsOf(behaviourOf(api), api);
      const row = await sessions.seed(await worlds.open(world), request);
      if (row !== undefined) return row;
      throw new UserError('SUBJECT_UNKNOWN', `${api} knows no such user in this world. Add the user first.`);
    },
    async endSession(world, api, id) {
      const sessions = sessionsOf(behaviourOf(api), api);
      const existed = await sessions.end(await worlds.open(world), id);
      if (!existed) throw new UserError('SESSION_UNKNOWN', `${api} has no such session in this world.`);
    },
    async seedUser(world, api, ids) {
      const { seedUser } = behaviourOf(api);
      if (seedUser !== undefined) return seedUser(await worlds.open(world), ids);
      throw new UserError('USERS_UNKNOWN', `${api} knows no users; whoever has a credential is somebody.`);
    },
    async readJournal(world, { after, limit, ...filter }) {
      const { journal } = await find(world);
      return journal.read({
        ...(after !== undefined && { after }),
        ...(limit !== undefined && { limit }),
        matches: (entry) => matchEntry(entry, filter),
      });
    },
    clearJournal: async (world) => (await find(world)).journal.clear(),
    async verify(world, pattern) {
      const { entries } = await (await find(world)).journal.read();
      return verify(entries, pattern, fingerprint);
    },
    async plan(world, request) {
      const { planned, times } = checkPlan(apis(), request);
      return (await worlds.open(world)).queue.add(planned, times);
    },
    readQueue: async (world) => (await find(world)).queue.list(),
    clearQueue: async (world) => (await find(world)).queue.clear(),
  };
}

function nothing(): Promise<object> {
  return Promise.resolve({});
}

function existing(): UserError {
  return new UserError('WORLD_EXISTS', 'There is a world of this name already. Reset it, or choose another name.');
}

async function describeWorld({ name, createdAt, journal }: World, lastUsedAt: number): Promise<WorldRow> {
  return {
    name,
    createdAt: new Date(createdAt).toISOString(),
    lastUsedAt: new Date(lastUsedAt).toISOString(),
    requests: await journal.count(),
  };
}

function findBehaviour(apis: readonly MockedApi[], name: string): Behaviour {
  const found = apis.find((api) => api.name === name);
  if (found !== undefined) return found.behaviour;
  throw new UserError('API_UNKNOWN', `This mock serves no such API. It serves: ${namesOf(apis).join(', ')}.`);
}

// Where none is named, the first that an operation asks for.
function findScheme(apis: readonly MockedApi[], api: string, name: string | undefined): SecurityScheme | undefined {
  const descriptions = apis.flatMap((one) => (one.name === api ? [one.description] : []));
  const asked = descriptions.flatMap(({ operations }) => operations.flatMap(({ security }) => security.flat()));
  if (name === undefined) return asked.find(({ scheme }) => scheme.type !== 'mutualTLS')?.scheme;
  const declared = new Map(
    descriptions.flatMap(({ document }) => Object.entries(document.components?.securitySchemes ?? {})),
  );
  const found = declared.get(name);
  if (found !== undefined) return found;
  const known = [...declared.keys()].join(', ') || 'none';
  throw new UserError('ARGUMENT_INVALID', `${api} has no such security scheme. It has: ${known}.`);
}

/** The names of the APIs, each once, those beside them not counted. */
export function namesOf(apis: readonly MockedApi[]): readonly string[] {
  return [...new Set(apis.map(({ name }) => name))];
}

type ApiSessions = NonNullable<Behaviour['sessions']>;

function sessionsOf({ sessions }: Behaviour, api: string): ApiSessions {
  if (sessions !== undefined) return sessions;
  throw new UserError('SESSIONS_UNKNOWN', `${api} has no sessions.`);
}

function withSessions(apis: readonly MockedApi[]): readonly { readonly api: string; readonly sessions: ApiSessions }[] {
  return namesOf(apis).flatMap((api) => {
    const { sessions } = findBehaviour(apis, api);
    return sessions === undefined ? [] : [{ api, sessions }];
  });
}
