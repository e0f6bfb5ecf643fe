import { createHmac, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FunGameFixtures, RunningServer } from '../trial-server.js';
import { serveLocally } from './serve-locally.js';

export type CredentialState =
  'missing' | 'unprefixed' | 'otherScheme' | 'empty' | 'unknown' | 'expired' | 'revoked' | 'sessionless' | 'live';

export interface Claims {
  readonly sub: string;
  /** Milliseconds, as `Date.now()` counts them. */
  readonly until: number;
}

export interface Ledger {
  readonly key: Buffer;
  /** Users who are logged in. */
  readonly sessions: Set<string>;
  readonly revoked: Set<string>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export interface Payload {
  readonly RequestType: number;
  readonly StatusCode: number;
  readonly Message: string;
  readonly Data: object;
}

type Credential = { readonly token: string } | { readonly state: CredentialState };

/** Everything a variant may replace. What throws is answered 500. */
export interface Parts {
  /** The answer to a request for anything but the logout. */
  route(request: IncomingMessage): Answer | undefined;
  /** The answer to a logout with a good credential that lacks something else. The document demands nothing else. */
  demand(request: IncomingMessage): Answer | undefined;
  readCredential(authorization: string | undefined): Credential;
  verify(token: string, ledger: Ledger): Claims | undefined;
  stateOf(token: string, claims: Claims, ledger: Ledger): CredentialState;
  logOut(token: string, claims: Claims, ledger: Ledger): void;
  readonly answers: Readonly<Record<CredentialState, () => Answer>>;
  write(answer: Answer, response: ServerResponse): void;
}

/** Makes some parts anew out of the usual ones; called at every start, so it may keep state. */
export type Change = (usual: Parts) => Partial<Parts>;

/** A conforming server, one part of which may be changed. */
export async function startBase(change: Change): Promise<RunningServer<FunGameFixtures>> {
  const usual = usualParts();
  const parts: Parts = { ...usual, ...change(usual) };
  const ledger: Ledger = { key: randomBytes(32), sessions: new Set(), revoked: new Set() };
  const fixtures = issueFixtures(ledger);
  const server = createServer((request, response) => {
    parts.write(answerTo(request, parts, ledger), response);
  });
  return { fixtures, ...(await serveLocally(server)) };
}

export function usualParts(): Parts {
  return {
    route: ({ method, url = '' }) => {
      if (!isLogoutPath(url)) return bare(404);
      return method === 'POST' ? undefined : bare(405, { Allow: 'POST' });
    },
    demand: () => undefined,
    readCredential,
    verify,
    stateOf: (token, { sub, until }, { revoked, sessions }) => {
      if (until < Date.now()) return 'expired';
      if (revoked.has(token)) return 'revoked';
      return sessions.has(sub) ? 'live' : 'sessionless';
    },
    logOut: (token, { sub }, { revoked, sessions }) => {
      sessions.delete(sub);
      revoked.add(token);
    },
    answers: {
      missing: unauthorized,
      unprefixed: unauthorized,
      otherScheme: unauthorized,
      empty: unauthorized,
      unknown: unauthorized,
      expired: unauthorized,
      revoked: unauthorized,
      sessionless: () => json(400, failure()),
      live: () => json(200, success()),
    },
    write: ({ status, headers, body }, response) => {
      response.writeHead(status, headers).end(body);
    },
  };
}

export function isLogoutPath(url: string): boolean {
  return /^\/user\/logout\/?(\?|$)/.test(url);
}

export function success(): Payload {
  return { RequestType: 1, StatusCode: 200, Message: '你已成功退出登录！', Data: {} };
}

export function failure(): Payload {
  return { RequestType: 1, StatusCode: 400, Message: '退出登录失败！', Data: {} };
}

export function json(status: number, body: unknown): Answer {
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
}

export function bare(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body: '' };
}

function unauthorized(): Answer {
  return bare(401, { 'WWW-Authenticate': 'Bearer' });
}

function readCredential(authorization: string | undefined): Credential {
  if (authorization === undefined) return { state: 'missing' };
  // The blank after an empty bearer does not survive the journey.
  if (authorization === 'Bearer') return { state: 'empty' };
  if (authorization.startsWith('Bearer ')) return { token: authorization.slice('Bearer '.length).trim() };
  return { state: authorization.includes(' ') ? 'otherScheme' : 'unprefixed' };
}

function verify(token: string, { key }: Ledger): Claims | undefined {
  const [head = '', body = ''] = token.split('.');
  return token === sign(`${head}.${body}`, key) ? readClaims(token) : undefined;
}

/** What a token says of itself, whoever wrote it. */
export function readClaims(token: string): Claims | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return isClaims(claims) ? claims : undefined;
  } catch {
    // Not JSON: not a token of ours.
    return undefined;
  }
}

function isClaims(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && 'sub' in value && 'until' in value;
}

function sign(text: string, key: Buffer): string {
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

function issueFixtures(ledger: Ledger): FunGameFixtures {
  const users = ['anna', 'boris', 'chen', 'dora', 'emil', 'fang', 'gao', 'hilda', 'igor', 'jin'];
  for (const user of [...users, 'xenia']) ledger.sessions.add(user);
  const issue = (user: string, minutes: number) => issueToken(user, minutes, ledger.key);
  return {
    tokens: users.map((user) => issue(user, 30)),
    sessionlessTokens: ['ulla', 'viktor'].map((user) => issue(user, 30)),
    expiredTokens: [issue('xenia', -60)],
  };
}

function issueToken(sub: string, minutes: number, key: Buffer): string {
  const parts = [
    { alg: 'HS256', typ: 'JWT' },
    { sub, until: Date.now() + minutes * 60_000 },
  ];
  const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return sign(text, key);
}

function answerTo(request: IncomingMessage, parts: Parts, ledger: Ledger): Answer {
  try {
    return parts.route(request) ?? logOut(request, parts, ledger);
  } catch {
    // Some variants break down on purpose.
    return bare(500);
  }
}

function logOut(request: IncomingMessage, parts: Parts, ledger: Ledger): Answer {
  const credential = parts.readCredential(request.headers.authorization);
  if ('state' in credential) return parts.answers[credential.state]();
  const claims = parts.verify(credential.token, ledger);
  if (claims === undefined) return parts.answers.unknown();
  const state = parts.stateOf(credential.token, claims, ledger);
  if (state !== 'live') return parts.answers[state]();
  const lacking = parts.demand(request);
  if (lacking !== undefined) return lacking;
  parts.logOut(credential.token, claims, ledger);
  return parts.answers.live();
}
