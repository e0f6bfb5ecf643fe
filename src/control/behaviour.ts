import { STATUS_CODES } from 'node:http';
import type { RequestValues } from '../conformance/validator.js';
import type { Operation } from '../description/operations.js';
import type { When } from '../description/when.js';
import { UserError } from '../errors.js';
import type { Action, Behaviour, Outcome, UserRow } from '../mock/behaviour.js';
import type { ChosenAnswer } from '../mock/choose-answer.js';
import type { MockedApi } from '../mock/mocked-api.js';
import type { Reason } from '../mock/reason.js';
import type { PlanRequest } from './check-plan.js';
import { namesOf, type Controls, type IssueQuery, type JournalQuery } from './controls.js';
import { toServerSentEvents } from './server-sent-events.js';
import type { Pattern } from './verify.js';

export interface ControlBehaviourOptions {
  readonly controls: Controls;
  readonly apis: () => readonly MockedApi[];
  readonly version: string;
  /** Whether a token is the one that lets in. */
  readonly isAdmin: (token: string) => boolean;
}

/** The control API as one more API with a behaviour: its description validates requests and documents every error. */
export function controlBehaviour({ controls, apis, version, isAdmin }: ControlBehaviourOptions): Behaviour {
  const deeds = {
    ...aboutMock({ controls, apis, version }),
    ...aboutWorlds(controls),
    ...aboutState(controls),
    ...aboutRequests(controls),
  };
  return {
    seed: () => Promise.resolve(),
    checkCredential: (token) =>
      Promise.resolve(isAdmin(token) ? { state: 'valid', subject: 'admin' } : { state: 'unknown' }),
    act: (action) => act(deeds, action),
    sampleToken: () => Promise.resolve(''),
    issue: () => Promise.reject(new Error('The control API issues no credentials of its own.')),
    replyHeaders: () => ({ 'Cache-Control': 'no-store' }),
    refusalBody,
  };
}

type Done = Omit<Extract<Outcome, { kind: 'done' }>, 'kind'>;
type Deed = (input: Input) => Promise<Done>;
type Deeds = Readonly<Record<string, Deed>>;

// The validator has checked the values against the description of the control API.
interface Input {
  readonly world: string;
  readonly query: RequestValues['query'];
  readonly header: RequestValues['header'];
  readonly body: unknown;
}

async function act(deeds: Deeds, { operation, values }: Action): Promise<Outcome> {
  const { path, query, header, body } = values;
  const deed = deeds[operation.id];
  if (deed === undefined) throw new Error(`Nothing is done for ${operation.id}.`);
  try {
    return { kind: 'done', ...(await deed({ world: String(path['world']), query, header, body })) };
  } catch (error) {
    if (error instanceof UserError) return toOutcome(error, operation);
    throw error;
  }
}

// An error that the description does not know is a bug of ours.
function toOutcome(error: UserError, { answers }: Operation): Outcome {
  const { code, message } = error;
  if (code === 'ARGUMENT_INVALID') {
    return { kind: 'violation', violation: { pointer: '/body', rule: 'plan', message, statements: [] } };
  }
  if (answers.some(({ when }) => when.kind === 'state' && when.state === code)) {
    return { kind: 'state', state: code, message };
  }
  throw error;
}

function aboutMock({ controls, apis, version }: Pick<ControlBehaviourOptions, 'controls' | 'apis' | 'version'>): Deeds {
  return {
    async health() {
      const worlds = await controls.listWorlds();
      return { body: { status: 'ok', version, apis: namesOf(apis()), worlds: worlds.length } };
    },
    ping: () => Promise.resolve({}),
    listOperations: () =>
      Promise.resolve({
        body: {
          operations: apis().flatMap(({ name, description }) =>
            description.operations.map((operation) => describeOperation(name, operation)),
          ),
        },
      }),
  };
}

function aboutWorlds(controls: Controls): Deeds {
  return {
    listWorlds: async () => ({ body: { worlds: await controls.listWorlds() } }),
    createWorld: async ({ body = {} }) => ({ body: await controls.createWorld((body as { name?: string }).name) }),
    getWorld: async ({ world }) => ({ body: await controls.getWorld(world) }),
    dropWorld: ({ world }) => nothing(controls.dropWorld(world)),
    resetWorld: async ({ world }) => ({ body: await controls.resetWorld(world) }),
  };
}

interface OfApi {
  readonly api: string;
}

function aboutState(controls: Controls): Deeds {
  return {
    async issueCredential({ world, body }) {
      const { api, ...request } = body as OfApi & IssueQuery;
      const { expiresAt, ...issued } = await controls.issue(world, api, request);
      return {
        body: { api, ...issued, ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt).toISOString() }) },
      };
    },
    async furnishCheck({ world, body }) {
      const { api } = body as OfApi;
      return { body: { api, fixtures: await controls.furnish(world, api) } };
    },
    revokeCredential({ world, body }) {
      const { api, token } = body as OfApi & { token: string };
      return nothing(controls.revoke(world, api, token));
    },
    expireCredential({ world, body }) {
      const { api, token } = body as OfApi & { token: string };
      return nothing(controls.expire(world, api, token));
    },
    listSessions: async ({ world, query }) => ({
      body: { sessions: await controls.listSessions(world, query['api'] as string | undefined) },
    }),
    async seedSession({ world, body }) {
      const { api, ...request } = body as OfApi & { subject?: string; terminal?: number };
      return { body: { api, ...(await controls.seedSession(world, api, request)) } };
    },
    endSession({ world, body }) {
      const { api, id } = body as OfApi & { id: string };
      return nothing(controls.endSession(world, api, id));
    },
    async seedUser({ world, body }) {
      const { api, ...ids } = body as OfApi & UserRow;
      return { body: { api, ...(await controls.seedUser(world, api, ids)) } };
    },
  };
}

function aboutRequests(controls: Controls): Deeds {
  return {
    readJournal: async ({ world, query }) => ({
      body: await controls.readJournal(world, { limit: 100, ...(query as JournalQuery) }),
    }),
    clearJournal: ({ world }) => nothing(controls.clearJournal(world)),
    async followJournal({ world, query, header }) {
      const { journal } = await controls.find(world);
      const lastSeen = header['last-event-id'];
      const after = lastSeen === undefined ? Number(query['after'] ?? 0) : Number(lastSeen);
      // An id that the journal never gave is of a former world of this name, of whose end the client was not told.
      const isForeign = lastSeen !== undefined && after > (await journal.count());
      return { stream: (signal) => toServerSentEvents(journal.follow(isForeign ? 0 : after, signal)) };
    },
    verify: async ({ world, body }) => ({ body: await controls.verify(world, body as Pattern) }),
    planAnswers: async ({ world, body }) => ({ body: { planned: await controls.plan(world, body as PlanRequest) } }),
    readQueue: async ({ world }) => ({ body: { planned: await controls.readQueue(world) } }),
    clearQueue: ({ world }) => nothing(controls.clearQueue(world)),
  };
}

async function nothing(done: Promise<void>): Promise<Done> {
  await done;
  return {};
}

function describeOperation(api: string, { id, method, path, answers }: Operation): object {
  const described = answers.map(({ name, statusKey, body, when, statements, responseStatements }) => ({
    name,
    status: statusKey,
    ...(body.kind !== 'empty' && { mediaType: body.mediaType }),
    when: dueBy[when.kind],
    statements: [...new Set([...statements, ...responseStatements])],
  }));
  return { api, operation: id, method, path, answers: described };
}

const dueBy: Readonly<Record<When['kind'], string>> = {
  otherwise: 'success',
  credential: 'credential',
  violates: 'violates',
  state: 'state',
  demand: 'demand',
};

// The documented errors are named after their codes.
function refusalBody({ answer, status }: ChosenAnswer, { rule, pointer, message, further = [] }: Reason): unknown {
  const problem = {
    type: 'about:blank',
    title: STATUS_CODES[status],
    status,
    detail: pointer === '' ? message : `${pointer}: ${message}`,
    code: answer.name,
  };
  if (answer.when.kind === 'credential') return { ...problem, detail: `${asksForToken} Here ${message}.` };
  return answer.when.kind === 'violates'
    ? { ...problem, violations: [{ pointer, rule, message }, ...further] }
    : problem;
}

const asksForToken = 'This mock can be reached from other machines, so its control API asks for the admin token.';
