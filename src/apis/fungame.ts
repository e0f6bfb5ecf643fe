import { SignJWT } from 'jose';
import type { Action, Behaviour, CredentialVerdict, IssuedCredential, Outcome, SessionRow } from '../mock/behaviour.js';
import { after, type Awaitable } from '../awaitable.js';
import type { Collection } from '../state/store.js';
import type { World } from '../state/world.js';
import { uniqueId } from './random.js';

/** How long a FunGame token lives, in milliseconds: the sibling document on refreshing says thirty minutes. */
export const tokenLife: number = 30 * 60 * 1000;

/** Tokens that every fresh world knows; the first is the document's own example (F13, F37). */
export const knownTokens = {
  documented: 'eyJhbGciOiJIUzI1NiIs...',
  sessionless: 'sessionless-token',
  expired: 'expired-token',
  revoked: 'revoked-token',
} as const;

/** The one password that a mock refuses. */
export const wrongPassword = 'wrong-password';

const api = 'fungame';

interface Session {
  readonly user: string;
  readonly live: boolean;
}

export interface BehaviourOptions {
  /** Whether a well-formed token that nobody issued is taken for a fresh session, once. @default false */
  readonly anyToken?: boolean;
}

/**
 * FunGame: signing in opens the user's session and issues a token; logging out ends the session and revokes the token
 * (F03, F29). A session belongs to its user: a later sign-in takes it over, and the former token stays valid.
 */
export function fungame({ anyToken = false }: BehaviourOptions = {}): Behaviour {
  const key = crypto.getRandomValues(new Uint8Array(32));
  const issue: Behaviour['issue'] = async (world, { subject = newUser(), lifetime = tokenLife, session = true }) => {
    const issued = { subject, expiresAt: world.now() + lifetime };
    const token = await signToken(key, issued);
    await world.credentials(api).issue(token, issued);
    if (session) await openSession(world, subject);
    return { token, ...issued };
  };
  return {
    issue,
    seed,
    checkCredential: (token, world) => (anyToken ? checkAny(token, world) : world.credentials(api).check(token)),
    act(action) {
      if (isLogin(action.operation)) return logIn(action, issue);
      return isLogout(action.operation) ? logOut(action) : { kind: 'done' };
    },
    sampleToken: async (world) => (await issue(world, {})).token,
    sessions: {
      list: async (world) => (await sessionsOf(world).values()).map(toRow),
      seed: async (world, { subject = newUser() }) => toRow(await openSession(world, subject)),
      end: async (world, id) => (await endSession(world, id)) !== 'unknown',
    },
    readBody: (body, operation) => (isLogin(operation) ? bindNames(body, ['Username', 'Password']) : body),
    tokenShape: /(?<![\w-])eyJ[\w-]+\.[\w-]*\.[\w-]*/g,
    // The real server answers another method with an empty body (its framework does).
    answerUnmatched: (match) =>
      match.kind === 'other-method' ? { status: 405, headers: { Allow: match.allow.join(', ') } } : undefined,
  };
}

// A copy of the description may name its operations otherwise, and have more of them.
function isLogin({ method, path }: Action['operation']): boolean {
  return method === 'POST' && path === '/user/login';
}

function isLogout({ method, path }: Action['operation']): boolean {
  return method === 'POST' && path === '/user/logout';
}

async function seed(world: World): Promise<void> {
  const credentials = world.credentials(api);
  await credentials.know(knownTokens.documented, { subject: 'documented' });
  await openSession(world, 'documented');
  await credentials.know(knownTokens.sessionless, { subject: 'sessionless' });
  await credentials.know(knownTokens.expired, { subject: 'expired', expiresAt: world.now() - 1 });
  await credentials.know(knownTokens.revoked, { subject: 'revoked' });
  await credentials.revoke(knownTokens.revoked);
}

// The first time that somebody shows an unknown token, a session begins with it; of two at once only one begins it.
// Nobody issued the token into this world, so it does not lead here.
function checkAny(token: string, world: World): Awaitable<CredentialVerdict> {
  return after(world.credentials(api).check(token), (check) =>
    check.state === 'unknown' && isWellFormed(token) ? takeIn(token, world) : check,
  );
}

function takeIn(token: string, world: World): Awaitable<CredentialVerdict> {
  const credentials = world.credentials(api);
  const subject = newUser();
  return after(openSession(world, subject), () =>
    after(credentials.knowFirst(token, { subject }), (isFirst): Awaitable<CredentialVerdict> => {
      if (isFirst) return { state: 'valid', subject };
      return after(sessionsOf(world).delete(subject), () => credentials.check(token));
    }),
  );
}

// RFC 6750 section 2.1
function isWellFormed(token: string): boolean {
  return /^[\w.~+/-]+=*$/.test(token);
}

async function logIn({ world, values }: Action, issue: Behaviour['issue']): Promise<Outcome> {
  const { Username, Password } = values.body as { Username: string; Password: string };
  if (Password === wrongPassword) {
    return { kind: 'state', state: 'wrong-password', message: 'this password is refused by every mock' };
  }
  const { token } = await issue(world, { subject: Username });
  const patch = { Data: { bearerToken: token, openToken: crypto.randomUUID() } };
  return { kind: 'done', note: 'session opened, token issued', patch };
}

function logOut({ world, credential }: Action): Awaitable<Outcome> {
  if (credential === undefined) return { kind: 'done' }; // a description edited to ask for no credential
  return after(endSession(world, credential.subject), (end): Awaitable<Outcome> => {
    if (end !== 'ended') return sessionGone;
    return after(world.credentials(api).revoke(credential.token), () => loggedOut);
  });
}

const sessionGone: Outcome = {
  kind: 'state',
  state: 'session-gone',
  message: 'the token is valid, its session is gone',
};
const loggedOut: Outcome = { kind: 'done', note: 'session ended, token revoked' };

function openSession(world: World, user: string): Awaitable<Session> {
  const session = { user, live: true };
  return after(sessionsOf(world).set(user, session), () => session);
}

function endSession(world: World, user: string): Awaitable<'ended' | 'over' | 'unknown'> {
  let before: Session | undefined;
  const ending = sessionsOf(world).update(user, (session) => {
    before = session;
    return session?.live === true ? { user, live: false } : undefined;
  });
  return after(ending, () => (before === undefined ? 'unknown' : before.live ? 'ended' : 'over'));
}

function sessionsOf(world: World): Collection<Session> {
  return world.collection<Session>(api, 'sessions');
}

function toRow({ user, live }: Session): SessionRow {
  return { id: user, subject: user, live };
}

function newUser(): string {
  return `guest-${uniqueId()}`;
}

// The real server binds the members of a body whichever way they are capitalised.
function bindNames(body: unknown, names: readonly string[]): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const toName = (written: string): string =>
    names.find((name) => name.toLowerCase() === written.toLowerCase()) ?? written;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [toName(name), value]));
}

// The claims of the real tokens; ours are looked up, never verified, so that only issued ones are good.
async function signToken(key: Uint8Array, issued: Omit<Required<IssuedCredential>, 'token'>): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(issued.subject)
    .setJti(crypto.randomUUID())
    .setIssuer('FunGame')
    .setAudience('FunGame Web API')
    .setExpirationTime(Math.floor(issued.expiresAt / 1000))
    .sign(key);
}
