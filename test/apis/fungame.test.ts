import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { createMock, type Mock } from '../../src/index.js';

const documentedToken = 'eyJhbGciOiJIUzI1NiIs...';
const loggedOut = { RequestType: 1, StatusCode: 200, Message: '你已成功退出登录！', Data: {} };
const failed = { RequestType: 1, StatusCode: 400, Message: '退出登录失败！', Data: {} };
const minute = 60 * 1000;

function startFunGame(options: { now?: () => number } = {}): Promise<Mock<'fungame'>> {
  return createMock({ apis: ['fungame'], ...options });
}

function logOut(url: string, authorization?: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (authorization !== undefined) headers.set('Authorization', authorization);
  return fetch(`${url}/user/logout`, { method: 'POST', redirect: 'manual', ...init, headers });
}

test("the document's own cURL command succeeds on a fresh mock, with exactly the headers it sends (A-F14)", async () => {
  await using mock = await startFunGame();
  const command = `curl -X POST "https://api.redbud.fun/user/logout" \\
-H "Authorization: Bearer eyJhbGciOiJIUzI1NiIs..."`;
  const [, method, path] = /-X (\w+) "https:\/\/api\.redbud\.fun([^"]+)"/.exec(command) ?? [];
  const [, header] = /-H "([^"]+)"/.exec(command) ?? [];

  const { hostname, port } = new URL(mock.url);
  const socket = connect(Number(port), hostname);
  socket.write(
    `${String(method)} ${String(path)} HTTP/1.1\r\nHost: x\r\n${String(header)}\r\nConnection: close\r\n\r\n`,
  );
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');

  expect(head).toMatch(/^HTTP\/1\.1 200 /);
  expect(JSON.parse(body)).toEqual(loggedOut);
});

test('a success is the documented payload as JSON in UTF-8, to the letter and with nothing beside it (A-F1, A-F2, A-F3, A-F18, A-F19, A-F20, A-F23)', async () => {
  await using mock = await startFunGame();
  const response = await logOut(mock.url, `Bearer ${documentedToken}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
  expect(await response.json()).toEqual(loggedOut);
});

test('a logged-out token is dead: every further logout with it gets 401 (A-F8)', async () => {
  await using mock = await startFunGame();
  expect((await logOut(mock.url, `Bearer ${documentedToken}`)).status).toBe(200);
  expect((await logOut(mock.url, `Bearer ${documentedToken}`)).status).toBe(401);
  expect((await logOut(mock.url, `Bearer ${documentedToken}`)).status).toBe(401);
});

test('logging one user out leaves every other user signed in', async () => {
  await using mock = await startFunGame();
  const { tokens: [first, second] = [] } = await mock.furnish('fungame');
  expect((await logOut(mock.url, `Bearer ${String(first)}`)).status).toBe(200);
  expect((await logOut(mock.url, `Bearer ${String(second)}`)).status).toBe(200);
});

test('a valid token without a session gets 400 with the documented payload (A-F4, A-F24)', async () => {
  await using mock = await startFunGame();
  const { sessionlessTokens: [token] = [] } = await mock.furnish('fungame');
  const response = await logOut(mock.url, `Bearer ${String(token)}`);
  expect(response.status).toBe(400);
  expect(response.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
  expect(await response.json()).toEqual(failed);
});

test.each([
  ['no Authorization', undefined],
  ['another scheme', 'Basic dXNlcjpwYXNzd29yZA=='],
  ['a scheme without a token', 'Bearer'],
  ['a token without its scheme', documentedToken],
  ['a garbage token', 'Bearer garbage'],
  ['two tokens', `Bearer ${documentedToken} ${documentedToken}`],
  ['an expired token', 'Bearer expired-token'],
  ['a revoked token, whose session is gone too', 'Bearer revoked-token'],
])('%s gets 401 with a challenge and without a body (A-F6, A-F7, A-F17, A-F24)', async (_, authorization) => {
  await using mock = await startFunGame();
  const response = await logOut(mock.url, authorization);
  expect(response.status).toBe(401);
  expect(response.headers.get('WWW-Authenticate')).toBe('Bearer');
  expect(await response.text()).toBe('');
});

test.each(['bearer', 'BEARER', 'Bearer '])('the scheme may be written "%s" (A-F15)', async (scheme) => {
  await using mock = await startFunGame();
  expect((await logOut(mock.url, `${scheme} ${documentedToken}`)).status).toBe(200);
});

test.each([
  ['a JSON body', { body: '{"x":1}', headers: { 'Content-Type': 'application/json' } }],
  ['malformed JSON', { body: '{"x":', headers: { 'Content-Type': 'application/json' } }],
  ['bytes that are no UTF-8', { body: Buffer.from([0xff, 0xfe]), headers: { 'Content-Type': 'application/json' } }],
  ['a form', { body: 'a=1', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }],
  ['a malformed Content-Type', { body: 'x', headers: { 'Content-Type': ';;' } }],
  ['an Accept of something else', { headers: { Accept: 'text/html' } }],
])('%s is ignored (A-F13)', async (_, init) => {
  await using mock = await startFunGame();
  const response = await logOut(mock.url, `Bearer ${documentedToken}`, init);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual(loggedOut);
});

test.each([
  ['a query is ignored (A-F13)', '/user/logout?x=1&x=2&__proto__=y'],
  ['a trailing slash is served without a redirect (A-F12, A-F25)', '/user/logout/'],
])('%s', async (_, path) => {
  await using mock = await startFunGame();
  const headers = { Authorization: `Bearer ${documentedToken}` };
  const response = await fetch(mock.url + path, { method: 'POST', redirect: 'manual', headers });
  expect(response.status).toBe(200);
});

test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
  '%s gets 405 with Allow and without a body, and signs nobody out (A-F16)',
  async (method) => {
    await using mock = await startFunGame();
    const response = await logOut(mock.url, `Bearer ${documentedToken}`, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('Allow')).toBe('POST');
    expect(await response.text()).toBe('');
    expect((await logOut(mock.url, `Bearer ${documentedToken}`)).status).toBe(200);
  },
);

test('an internal error is an empty 400 on demand, or the payload (A-F5)', async () => {
  await using mock = await startFunGame();
  const empty = await logOut(mock.url, undefined, { headers: { Prefer: 'example=serverError' } });
  expect({ status: empty.status, body: await empty.text() }).toEqual({ status: 400, body: '' });
  const payload = await logOut(mock.url, undefined, { headers: { Prefer: 'example=sessionGone' } });
  expect({ status: payload.status, body: await payload.json() }).toEqual({ status: 400, body: failed });
});

test('each token of a user is valid by itself, the session is shared: the second logout finds it gone (A-F11)', async () => {
  await using mock = await startFunGame();
  const { token: first } = await mock.issue({ subject: 'anna' });
  const { token: second } = await mock.issue({ subject: 'anna' });
  expect((await logOut(mock.url, `Bearer ${first}`)).status).toBe(200);
  const response = await logOut(mock.url, `Bearer ${second}`);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual(failed);
});

test('a user who signs in again has a live session and a new token', async () => {
  await using mock = await startFunGame();
  const { token: first } = await mock.issue({ subject: 'anna' });
  expect((await logOut(mock.url, `Bearer ${first}`)).status).toBe(200);
  const { token: second } = await mock.issue({ subject: 'anna' });
  expect(second).not.toBe(first);
  expect((await logOut(mock.url, `Bearer ${first}`)).status).toBe(401);
  expect((await logOut(mock.url, `Bearer ${second}`)).status).toBe(200);
});

test('issued tokens are HS256 JWTs that live thirty minutes (A-F21, A-F22)', async () => {
  const now = Date.UTC(2025, 2, 23, 19, 47, 43);
  await using mock = await startFunGame({ now: () => now });
  const { tokens: [token = ''] = [] } = await mock.furnish('fungame');
  expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'HS256' });
  expect(decodeJwt(token).exp).toBe((now + 30 * minute) / 1000);
});

test('a token is good up to its last millisecond, then it gets 401 (A-F21, A-F22)', async () => {
  let now = Date.UTC(2025, 2, 23);
  await using mock = await startFunGame({ now: () => now });
  const { tokens: [first, second] = [] } = await mock.furnish('fungame');
  now += 30 * minute - 1;
  expect((await logOut(mock.url, `Bearer ${String(first)}`)).status).toBe(200);
  now += 1;
  expect((await logOut(mock.url, `Bearer ${String(second)}`)).status).toBe(401);
});

test('a token that the mock did not issue is refused, however well it is forged (A-F21)', async () => {
  await using mock = await startFunGame();
  const { tokens: [token = ''] = [] } = await mock.furnish('fungame');
  const [header = '', claims = ''] = token.split('.');
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`;
  const resigned = await new SignJWT(decodeJwt(token))
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new Uint8Array(32));
  for (const forged of [unsigned, resigned, `${header}.${claims}.`, token.slice(0, -1)]) {
    expect((await logOut(mock.url, `Bearer ${forged}`)).status).toBe(401);
  }
  expect((await logOut(mock.url, `Bearer ${token}`)).status).toBe(200);
});

test('of two parallel logouts with one token one succeeds, the other gets 401 or 400 (A-F26)', async () => {
  await using mock = await startFunGame();
  const { tokens = [] } = await mock.furnish('fungame');
  expect(tokens.length).toBeGreaterThan(0);
  for (const token of tokens) {
    const both = await Promise.all([logOut(mock.url, `Bearer ${token}`), logOut(mock.url, `Bearer ${token}`)]);
    const [succeeded, refused] = both.map(({ status }) => status).sort();
    expect(succeeded).toBe(200);
    expect([400, 401]).toContain(refused);
  }
});
