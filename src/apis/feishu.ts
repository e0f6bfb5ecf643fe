import type { Action, Behaviour, Outcome, SessionRow, UserRow } from '../mock/behaviour.js';
import { after, type Awaitable } from '../awaitable.js';
import type { Collection } from '../state/store.js';
import type { World } from '../state/world.js';
import { checkCredential, giveToken, issue } from './feishu-tokens.js';
import { randomBase64, randomHex } from './random.js';

/** A user with the ids by which Feishu knows them. */
export interface FeishuUser {
  readonly open_id: string;
  readonly union_id: string;
  readonly user_id: string;
  readonly idp_credential_id: string;
}

interface Session {
  readonly sid: string;
  /** The open_id of its user. */
  readonly user: string;
  /** One of the documented terminal types (L28). */
  readonly terminal: number;
  readonly ended?: boolean;
}

/** What every fresh world knows: the document's own example values (L13, L23, L32, L39) and their missing twins. */
export const known = {
  tenantAccessToken: 't-7f1bcd13fc57d46bac21793a18e560',
  user: {
    open_id: 'ou_7dab8a3d3cdcc9da365777c7ad535d62',
    union_id: 'on_8ed6aa67826108097d9ee143816345',
    user_id: 'e33ggbyz',
    idp_credential_id: 'user@xxx.xx',
  },
  sid: 'AAAAAAAAAANll6nQoIAAFA==',
} as const;

const api = 'feishu';

/** Feishu: users with ids of four kinds, sessions by terminal; logging out ends exactly those that are named. */
export function feishu({ anyToken = false }: { readonly anyToken?: boolean } = {}): Behaviour {
  return {
    seed,
    seedUser,
    sessions: {
      list: async (world) => (await sessionsOf(world).values()).map(toRow),
      seed: seedSession,
      end: async (world, sid) => (await logOutSession(world, sid)).kind === 'done',
    },
    issue,
    checkCredential: (token, world) => checkCredential(token, world, anyToken),
    readBody: dropNulls,
    act: (action) => deeds.get(`${action.operation.method} ${action.operation.path}`)?.(action) ?? { kind: 'done' },
    sampleToken: () => Promise.resolve(known.tenantAccessToken),
    tokenShape: /(?<![\w-])[tu]-[\w.-]{16,}/g,
    replyHeaders: () => ({ 'X-Tt-Logid': newLogId() }),
    answerUnmatched: (match, path) =>
      match.kind === 'other-method' || /^\/+(?:feishu\/+)?open-apis\//.test(path) ? gatewayNotFound : undefined,
  };
}

// A copy of the description may name its operations otherwise, and have more of them.
const deeds: ReadonlyMap<string, (action: Action) => Awaitable<Outcome>> = new Map([
  ['POST /open-apis/auth/v3/tenant_access_token/internal', giveToken],
  ['POST /open-apis/passport/v1/sessions/logout', logOutBy],
]);

// The gateway knows routes by method and path together, and answers both mistakes alike.
const gatewayNotFound = {
  status: 404,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body: '404 page not found',
};

async function seed(world: World): Promise<void> {
  await world.credentials(api).know(known.tenantAccessToken, { subject: 'app' });
  await addUser(world, known.user);
  await addSession(world, { sid: known.sid, user: known.user.open_id, terminal: 1 });
}

async function addSession(world: World, session: Session): Promise<void> {
  await sessionsOf(world).set(session.sid, session);
  await liveSidsOf(world, session.user).set(session.sid, session.sid);
}

async function addUser(world: World, user: FeishuUser): Promise<void> {
  for (const kind of ['open_id', 'union_id', 'user_id', 'idp_credential_id'] as const) {
    await usersBy(world, kind).set(user[kind], user);
  }
}

async function seedUser(world: World, ids: UserRow): Promise<UserRow> {
  const id = randomHex(16);
  const made = {
    open_id: `ou_${id}`,
    union_id: `on_${id}`,
    user_id: id.slice(0, 8),
    idp_credential_id: `${id.slice(0, 8)}@example.com`,
  };
  const user = { ...made, ...ids };
  await addUser(world, user);
  return user;
}

async function seedSession(
  world: World,
  { subject = known.user.open_id, terminal = 1 }: { readonly subject?: string; readonly terminal?: number },
): Promise<SessionRow | undefined> {
  if ((await usersBy(world, 'open_id').get(subject)) === undefined) return undefined;
  const session: Session = { sid: randomBase64(16), user: subject, terminal };
  await addSession(world, session);
  return toRow(session);
}

function toRow({ sid, user, terminal, ended = false }: Session): SessionRow {
  return { id: sid, subject: user, live: !ended, terminal };
}

// Feishu's SDK sends `null` for a member that the caller leaves empty.
function dropNulls(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  if (!Object.values(body).includes(null)) return body;
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

type LogoutRequest = { readonly terminal_type?: readonly number[] } & (
  | { readonly logout_type: 1; readonly user_id: string }
  | { readonly logout_type: 2; readonly idp_credential_id: string }
  | { readonly logout_type: 3; readonly sid: string }
);

function logOutBy({ world, values }: Action): Awaitable<Outcome> {
  const request = values.body as LogoutRequest;
  const idType = values.query['user_id_type'];
  if (request.logout_type === 3) return logOutSession(world, request.sid);
  const kind = request.logout_type === 2 ? 'idp_credential_id' : toIdKind(idType);
  const id = request.logout_type === 2 ? request.idp_credential_id : request.user_id;
  return after(usersBy(world, kind).get(id), (user) => {
    if (user === undefined) return unknown(request.logout_type === 2 ? '/body/idp_credential_id' : '/body/user_id');
    return logOutUser(world, user, request.terminal_type ?? []);
  });
}

function logOutSession(world: World, sid: string): Awaitable<Outcome> {
  const ending = sessionsOf(world).update(sid, (session) => session && { ...session, ended: true });
  return after(ending, (ended) => {
    if (ended === undefined) return unknown('/body/sid');
    return after(liveSidsOf(world, ended.user).delete(sid), () => toldEnded(1));
  });
}

function logOutUser(world: World, user: FeishuUser, terminals: readonly number[]): Awaitable<Outcome> {
  const listing = liveSidsOf(world, user.open_id).values();
  return after(listing, (sids) => (sids.length === 0 ? toldEnded(0) : logOutSessions(world, sids, terminals)));
}

// No terminal at all means every terminal, as an absent list does.
async function logOutSessions(world: World, sids: readonly string[], terminals: readonly number[]): Promise<Outcome> {
  const sessions = await Promise.all(sids.map(async (sid) => sessionsOf(world).get(sid)));
  const meant = sessions.filter((session): session is Session => {
    return session !== undefined && (terminals.length === 0 || terminals.includes(session.terminal));
  });
  for (const { sid } of meant) await logOutSession(world, sid);
  return toldEnded(meant.length);
}

function toldEnded(count: number): Outcome {
  if (count === 0) return noneEnded;
  return { kind: 'done', note: `${String(count)} ${count === 1 ? 'session' : 'sessions'} ended` };
}

const noneEnded: Outcome = { kind: 'done', note: '0 sessions ended' };

function unknown(pointer: string): Outcome {
  const message = 'names nothing that exists in this mock';
  return { kind: 'violation', violation: { pointer, rule: 'exists', message, statements: [] } };
}

// The validator has checked the value; absent means open_id (L18).
function toIdKind(idType: unknown): 'open_id' | 'union_id' | 'user_id' {
  return idType === 'union_id' || idType === 'user_id' ? idType : 'open_id';
}

function usersBy(world: World, kind: keyof FeishuUser): Collection<FeishuUser> {
  return world.collection<FeishuUser>(api, `users-by-${kind}`);
}

function sessionsOf(world: World): Collection<Session> {
  return world.collection<Session>(api, 'sessions');
}

// Apart from those that ended, and by user, so that a logout costs no more the more sessions there are.
function liveSidsOf(world: World, user: string): Collection<string> {
  return world.collection<string>(api, `live-sids-of ${user}`);
}

// The form of the platform's own ids: the time to the second, then digits; random ones for each request would cost more
// than its validation.
function newLogId(): string {
  const second = Math.floor(Date.now() / 1000);
  if (second !== logIds.second) {
    const time = new Date(second * 1000).toISOString().replace(/\D/g, '').slice(0, 14);
    logIds = { second, start: time + randomHex(6).toUpperCase(), count: 0 };
  }
  logIds.count += 1;
  return logIds.start + String(100_000_000 + logIds.count).slice(1);
}

let logIds = { second: -1, start: '', count: 0 };
