import { decodeJwt, decodeProtectedHeader } from 'jose';
import { expect, test } from 'vitest';
import { createMock, type Mock, type MockOptions } from '../../src/index.js';

const anna = { Username: 'anna', Password: 'secret' };
const minute = 60 * 1000;

function startFunGame(options: MockOptions<'fungame'> = {}): Promise<Mock<'fungame'>> {
  return createMock({ apis: ['fungame'], ...options });
}

/** Posts JSON, unless something else is given. */
function logIn(mock: Mock<'fungame'>, body: unknown = anna, headers: Record<string, string> = {}): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const all = { 'Content-Type': 'application/json', ...headers };
  return fetch(`${mock.url}/user/login`, { method: 'POST', headers: all, body: text });
}

interface Payload {
  readonly Data: { readonly bearerToken: string; readonly openToken: string };
}

async function getToken(mock: Mock<'fungame'>, body: unknown = anna): Promise<string> {
  return ((await (await logIn(mock, body)).json()) as Payload).Data.bearerToken;
}

async function logOut(mock: Mock<'fungame'>, token: string): Promise<number> {
  const headers = { Authorization: `Bearer ${token}` };
  return (await fetch(`${mock.url}/user/logout`, { method: 'POST', headers })).status;
}

test('signing in gives the documented payload with a bearer token and an open token', async () => {
  await using mock = await startFunGame();
  const response = await logIn(mock);
  expect(response.status).toBe(200);
  expect(response.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
  const bearerToken = expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/) as string;
  const openToken = expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/) as string;
  const Data = { bearerToken, openToken };
  expect(await response.json()).toEqual({ RequestType: 13, StatusCode: 200, Message: '登录成功！', Data });
});

test('the bearer token is an HS256 JWT with the claims of the real one, good for half an hour (A-F21, A-F22)', async () => {
  const now = Date.UTC(2025, 2, 23, 19, 47, 43);
  await using mock = await startFunGame({ now: () => now });
  const [first, second] = [await getToken(mock), await getToken(mock)];
  expect(decodeProtectedHeader(first)).toEqual({ alg: 'HS256', typ: 'JWT' });
  const jti = expect.stringMatching(/^[\da-f-]{36}$/) as string;
  const exp = (now + 30 * minute) / 1000;
  expect(decodeJwt(first)).toEqual({ sub: 'anna', jti, iss: 'FunGame', aud: 'FunGame Web API', exp });
  expect(decodeJwt(second).jti).not.toBe(decodeJwt(first).jti);
});

test('a whole life: sign in, log out, be refused, sign in again; the former token stays dead', async () => {
  await using mock = await startFunGame();
  const first = await getToken(mock);
  expect(await mock.sessions.list()).toContainEqual({ api: 'fungame', id: 'anna', subject: 'anna', live: true });
  expect(await logOut(mock, first)).toBe(200);
  expect(await mock.sessions.list()).toContainEqual({ api: 'fungame', id: 'anna', subject: 'anna', live: false });
  expect(await logOut(mock, first)).toBe(401);
  const second = await getToken(mock);
  expect(await logOut(mock, first)).toBe(401);
  expect(await logOut(mock, second)).toBe(200);
  expect(await logOut(mock, second)).toBe(401);
});

test('a second sign-in takes the session over: one logout ends it, by whichever token, and the other finds it gone (A-F11)', async () => {
  await using mock = await startFunGame();
  const [first, second] = [await getToken(mock), await getToken(mock)];
  expect(await logOut(mock, first)).toBe(200);
  expect(await logOut(mock, second)).toBe(400);
  await getToken(mock);
  expect(await logOut(mock, first)).toBe(401);
  expect(await logOut(mock, second)).toBe(200);
});

test('a token is good up to its last millisecond, then it is refused until the user signs in again', async () => {
  let now = Date.UTC(2025, 2, 23);
  await using mock = await startFunGame({ now: () => now });
  const [first, second] = [await getToken(mock), await getToken(mock, { Username: 'bert', Password: 'secret' })];
  now += 30 * minute - 1;
  expect(await logOut(mock, first)).toBe(200);
  now += 1;
  expect(await logOut(mock, second)).toBe(401);
  expect(await logOut(mock, await getToken(mock, { Username: 'bert', Password: 'secret' }))).toBe(200);
});

test.each([
  ['camelCase, as the server writes', { username: 'anna', password: 'secret' }],
  ['capitals', { USERNAME: 'anna', PASSWORD: 'secret' }],
  [
    'PascalCase, unknown ones beside them',
    '{"Username":"anna","Password":"secret","More":1,"__proto__":{"Username":""}}',
  ],
])('the names of the members may be written in %s', async (_, body) => {
  await using mock = await startFunGame();
  expect(decodeJwt(await getToken(mock, body)).sub).toBe('anna');
});

test('the wrong password signs nobody in, and says so in the documented payload', async () => {
  await using mock = await startFunGame();
  const response = await logIn(mock, { username: 'anna', password: 'wrong-password' });
  expect(response.status).toBe(401);
  expect(response.headers.get('WWW-Authenticate')).toBeNull();
  expect(await response.json()).toEqual({ RequestType: 13, StatusCode: 401, Message: '用户名或密码错误！', Data: {} });
  expect((await mock.sessions.list()).map(({ id }) => id)).not.toContain('anna');
});

test.each([
  ['no name', { Password: 'secret' }],
  ['no password', { Username: 'anna' }],
  ['an empty name', { ...anna, Username: '' }],
  ['an empty password', { ...anna, Password: '' }],
  ['null for a name', { ...anna, Username: null }],
  ['a number for a name', { ...anna, Username: 1 }],
  ['an array', [anna]],
  ['null', 'null'],
  ['malformed JSON', '{"Username":"anna",'],
  ['an empty body', ''],
])('%s is a bad request, and signs nobody in', async (_, body) => {
  await using mock = await startFunGame();
  const before = await mock.sessions.list();
  const response = await logIn(mock, body);
  expect(response.status).toBe(400);
  expect(response.headers.get('Content-Type')).toContain('application/problem+json');
  expect(await response.json()).toMatchObject({ title: 'Bad Request', status: 400 });
  expect(await mock.sessions.list()).toEqual(before);
});

test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])(
  '%s is no media type for it',
  async (type) => {
    await using mock = await startFunGame();
    const response = await logIn(mock, anna, { 'Content-Type': type });
    expect(response.status).toBe(415);
    expect(response.headers.get('Content-Type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ title: 'Unsupported Media Type', status: 415 });
  },
);

test('a stale Authorization header is no obstacle to signing in', async () => {
  await using mock = await startFunGame();
  const stale = await getToken(mock);
  await logOut(mock, stale);
  for (const token of [stale, 'revoked-token', 'garbage']) {
    expect((await logIn(mock, anna, { Authorization: `Bearer ${token}` })).status).toBe(200);
  }
});

test('a user of the same name is somebody else in each world, and a token leads to its own', async () => {
  await using mock = await startFunGame();
  const worlds = await Promise.all([mock.world(), mock.world()]);
  const [first = '', second = ''] = await Promise.all(
    worlds.map(async ({ headers }) => ((await (await logIn(mock, anna, headers)).json()) as Payload).Data.bearerToken),
  );
  expect(await logOut(mock, first)).toBe(200);
  expect(await logOut(mock, first)).toBe(401);
  expect(await logOut(mock, second)).toBe(200);
});

test('only POST signs in: another method is told so, without a body', async () => {
  await using mock = await startFunGame();
  const response = await fetch(`${mock.url}/user/login`);
  expect([response.status, response.headers.get('Allow'), await response.text()]).toEqual([405, 'POST', '']);
});
