import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { ConformingServer, FunGameFixtures, RunningServer } from '../../trial-server.js';
import { serveLocally } from '../serve-locally.js';

interface Claims {
  readonly sub: string;
  readonly jti: string;
  readonly exp: number;
}

interface House {
  readonly key: Buffer;
  /** A user has one session, however many tokens there are. */
  readonly online: Set<string>;
  readonly revoked: Set<string>;
}

type Outcome = 'done' | 'no session' | 'revoked' | 'not valid';

/** Real HS256 tokens, one session per user, revocation by token id. */
export const signedTokens: ConformingServer<FunGameFixtures> = {
  name: 'HS256 tokens, one session per user, a small JSON body for revoked tokens',
  start,
};

async function start(): Promise<RunningServer<FunGameFixtures>> {
  const house: House = { key: randomBytes(32), online: new Set(), revoked: new Set() };
  const fixtures = {
    tokens: ['ada', 'ben', 'cleo', '小明'].map((user) => logIn(house, user, 1800)),
    sessionlessTokens: ['finn', 'gwen'].map((user) => secondOfTwoLogins(house, user)),
    expiredTokens: [logIn(house, 'hugo', -3600)],
  };
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0]?.toLowerCase() ?? '';
    if (!/^\/user\/logout\/?$/.test(path)) return void response.writeHead(404).end();
    if (request.method !== 'POST') return void response.writeHead(405, { Allow: 'POST' }).end();
    replies[logOut(house, request.headers.authorization)](response);
  });
  return { fixtures, ...(await serveLocally(server)) };
}

function logIn(house: House, user: string, seconds: number): string {
  house.online.add(user);
  const exp = Math.floor(Date.now() / 1000) + seconds;
  const head = encode({ alg: 'HS256', typ: 'JWT' });
  const signed = `${head}.${encode({ sub: user, jti: randomUUID(), exp })}`;
  return `${signed}.${sign(house, signed).toString('base64url')}`;
}

/** The logout with the first token ends the only session; the second token stays valid without one. */
function secondOfTwoLogins(house: House, user: string): string {
  const first = logIn(house, user, 1800);
  const second = logIn(house, user, 1800);
  logOut(house, `Bearer ${first}`);
  return second;
}

function logOut(house: House, authorization = ''): Outcome {
  const [scheme = '', token = ''] = authorization.split(/ +/);
  const claims = scheme.toLowerCase() === 'bearer' ? verify(house, token) : undefined;
  if (claims === undefined || claims.exp * 1000 < Date.now()) return 'not valid';
  if (house.revoked.has(claims.jti)) return 'revoked';
  if (!house.online.delete(claims.sub)) return 'no session';
  house.revoked.add(claims.jti);
  return 'done';
}

function verify(house: House, token: string): Claims | undefined {
  const [head = '', body = '', signature = ''] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const expected = sign(house, `${head}.${body}`);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  // Only this server knows the key, so the content is what it wrote itself.
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims;
}

function sign(house: House, text: string): Buffer {
  return createHmac('sha256', house.key).update(text).digest();
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const replies: Record<Outcome, (response: ServerResponse) => void> = {
  done: (response) => {
    send(response, 200, payload(200, '你已成功退出登录！'));
  },
  'no session': (response) => {
    send(response, 400, payload(400, '退出登录失败！'));
  },
  revoked: (response) => {
    send(response, 401, { message: '此 Token 已吊销，请重新登录以获取 Token。' });
  },
  'not valid': (response) => void response.writeHead(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }).end(),
};

function payload(status: number, message: string): object {
  const Timestamp = new Date().toISOString().replace('T', ' ').replace('Z', '');
  return { RequestType: 1, StatusCode: status, Message: message, Timestamp, Data: {} };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body, null, 2));
}
