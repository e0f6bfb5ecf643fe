import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createMock, type Mock } from '../../src/index.js';
import { exchange, last } from './wire.js';

const feishu = '/open-apis/passport/v1/sessions/logout';
const wrongSession = JSON.stringify({ logout_type: 3, sid: 'nobody' });

function post(mock: Mock, path: string, headers: Record<string, string>, body?: unknown): Promise<Response> {
  const json = { 'Content-Type': 'application/json' };
  return fetch(mock.url + path, {
    method: 'POST',
    headers: { ...json, ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

/** In which worlds something was asked, and how often. */
async function asked(mock: Mock, ...names: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const name of names) {
    const entries = await (await mock.world(name)).journal.entries();
    expect(entries.map(({ world }) => world)).toEqual(entries.map(() => name));
    counts[name] = entries.length;
  }
  return counts;
}

test('a request goes to the world that its header names, begun by it if need be', async () => {
  await using mock = await createMock();
  await post(mock, '/user/logout', { 'Signoff-World': 'blue' });
  await post(mock, '/user/logout', { 'sIGNOFF-wORLD': 'blue' });
  await post(mock, '/user/logout', { 'Signoff-World': 'red' });
  await post(mock, '/user/logout', {});
  await post(mock, '/user/logout', { 'Signoff-World': 'default' });
  expect(await asked(mock, 'blue', 'red', 'default')).toEqual({ blue: 2, red: 1, default: 2 });
});

test('a FunGame token from a login under a header leads to its world without one', async () => {
  await using mock = await createMock();
  const login = await post(mock, '/user/login', { 'Signoff-World': 'blue' }, { Username: 'mary', Password: 'secret' });
  const { Data } = (await login.json()) as { Data: { bearerToken: string } };
  const bearer = { Authorization: `Bearer ${Data.bearerToken}` };
  const statuses = [await post(mock, '/user/logout', bearer), await post(mock, '/user/logout', bearer)];
  expect(statuses.map(({ status }) => status)).toEqual([200, 401]);
  expect(await asked(mock, 'blue', 'default')).toEqual({ blue: 3, default: 0 });
});

test('a tenant access token that was given under a header leads to its world without one', async () => {
  await using mock = await createMock();
  const app = { app_id: 'cli_a', app_secret: 'secret' };
  const path = '/open-apis/auth/v3/tenant_access_token/internal';
  const reply = await post(mock, path, { 'Signoff-World': 'blue' }, app);
  const { tenant_access_token: token } = (await reply.json()) as { tenant_access_token: string };
  const blue = await mock.world('blue');
  const session = await blue.sessions.seed({ api: 'feishu' });
  const bearer = { Authorization: `Bearer ${token}` };
  expect((await post(mock, feishu, bearer, { logout_type: 3, sid: session.id })).status).toBe(200);
  expect(await blue.sessions.list('feishu')).toContainEqual({ api: 'feishu', ...session, live: false });
  expect(await asked(mock, 'blue', 'default')).toEqual({ blue: 2, default: 0 });
});

test('the header goes before the credential, which is unknown then', async () => {
  await using mock = await createMock();
  const { token } = await (await mock.world('blue')).issue({ api: 'fungame' });
  const bearer = { Authorization: `Bearer ${token}` };
  expect((await post(mock, '/user/logout', { ...bearer, 'Signoff-World': 'red' })).status).toBe(401);
  expect((await post(mock, '/user/logout', { ...bearer, 'Signoff-World': 'default' })).status).toBe(401);
  expect((await post(mock, '/user/logout', bearer)).status).toBe(200);
  expect(await asked(mock, 'blue', 'red', 'default')).toEqual({ blue: 1, red: 1, default: 1 });
});

test.each([
  ['that nobody issued', 'nobodys-token'],
  ['that every world knows', 'eyJhbGciOiJIUzI1NiIs...'],
])('a token %s leads to the default world', async (_, token) => {
  await using mock = await createMock();
  await (await mock.world('blue')).issue({ api: 'fungame' });
  await post(mock, '/user/logout', { Authorization: `Bearer ${token}` });
  expect(await asked(mock, 'blue', 'default')).toEqual({ blue: 0, default: 1 });
});

test('a token that was revoked or has expired leads to its world all the same, and after its end nowhere', async () => {
  await using mock = await createMock();
  const blue = await mock.world('blue');
  const [revoked, expired] = [await blue.issue({ api: 'fungame' }), await blue.issue({ api: 'fungame' })];
  await blue.revoke(revoked.token, 'fungame');
  await blue.expire(expired.token, 'fungame');
  const logOut = ({ token }: { token: string }): Promise<Response> =>
    post(mock, '/user/logout', { Authorization: `Bearer ${token}` });
  const reasons = [await logOut(revoked), await logOut(expired)].map(({ headers }) => headers.get('signoff-reason'));
  expect(reasons).toEqual([expect.stringContaining('is revoked'), expect.stringContaining('is expired')]);
  await blue.drop();
  expect((await logOut(revoked)).headers.get('signoff-reason')).toContain('is unknown');
  expect(await asked(mock, 'blue', 'default')).toEqual({ blue: 0, default: 1 });
});

test.each([
  ['is empty', ['Signoff-World:']],
  ['has 65 characters', [`Signoff-World: ${'x'.repeat(65)}`]],
  ['is a step in a path', ['Signoff-World: ..']],
  ['has a slash', ['Signoff-World: a/b']],
  ['goes beyond ASCII', ['Signoff-World: w\u00e4lt']],
  ['came twice', ['Signoff-World: blue', 'Signoff-World: red']],
  ['came twice, the same', ['Signoff-World: blue', 'signoff-world: blue']],
  ['is a token', ['Signoff-World: Bearer secret-token']],
])('a name that %s is refused, in the default world', async (_, lines) => {
  await using mock = await createMock();
  const { token } = await (await mock.world('blue')).issue({ api: 'fungame' });
  const { text } = await exchange(mock, last('POST /user/logout', [`Authorization: Bearer ${token}`, ...lines]));
  const [head = '', body = ''] = text.split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 400 /);
  expect(head).toContain('\r\nContent-Type: application/problem+json\r\n');
  expect(JSON.parse(/^Signoff-Reason: (.*)$/m.exec(head)?.[1] ?? '')).toMatchObject({ rule: 'WORLD_INVALID' });
  expect(JSON.parse(body)).toMatchObject({ status: 400, title: 'Bad Request', code: 'WORLD_INVALID' });
  expect(text).not.toContain('secret-token');
  expect((await mock.journal.entries()).map(({ answer }) => answer)).toEqual(['WORLD_INVALID']);
  expect(await asked(mock, 'blue', 'default')).toEqual({ blue: 0, default: 1 });
  expect((await post(mock, '/user/logout', { Authorization: `Bearer ${token}` })).status).toBe(200);
});

test('a request that no operation matches is written down in the world of its token', async () => {
  await using mock = await createMock();
  const { token } = await (await mock.world('blue')).issue({ api: 'fungame' });
  for (const authorization of [`Bearer ${token}`, `bearer   ${token} `]) {
    expect((await post(mock, '/nowhere', { Authorization: authorization })).status).toBe(404);
  }
  expect((await fetch(`${mock.url}/user/logout`, { headers: { Authorization: `Bearer ${token}` } })).status).toBe(405);
  expect((await post(mock, '/nowhere', { Authorization: `Basic ${token}` })).status).toBe(404);
  expect(await asked(mock, 'blue', 'default')).toEqual({ blue: 3, default: 1 });
});

test('a token leads to its world also where no operation asks for it', async () => {
  await using mock = await createMock();
  const { token } = await (await mock.world('blue')).issue({ api: 'fungame' });
  const bearer = { Authorization: `Bearer ${token}` };
  const login = await post(mock, '/user/login', bearer, { Username: 'mary', Password: 'secret' });
  const { Data } = (await login.json()) as { Data: { bearerToken: string } };
  expect((await post(mock, '/user/logout', { Authorization: `Bearer ${Data.bearerToken}` })).status).toBe(200);
  expect(await asked(mock, 'blue', 'default')).toEqual({ blue: 2, default: 0 });
});

test('a token of one API leads to its world at the other, too', async () => {
  await using mock = await createMock();
  const { token } = await (await mock.world('blue')).issue({ api: 'fungame' });
  const reply = await fetch(mock.url + feishu, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: wrongSession,
  });
  expect(reply.status).toBe(400);
  expect(await asked(mock, 'blue', 'default')).toEqual({ blue: 1, default: 0 });
});

test('an API key leads to its world, wherever the API takes it from', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const places = ['header', 'query', 'cookie'];
  const schemes = places.map((place) => [place, { type: 'apiKey', in: place, name: 'X-Key' }]);
  const responses = { 200: { description: 'welcome' } };
  const paths = places.map((place) => [`/${place}`, { get: { security: [{ [place]: [] }], responses } }]);
  const components = { securitySchemes: Object.fromEntries(schemes) as object };
  const document = { openapi: '3.1.0', info: { title: 'a', version: '1' }, paths: Object.fromEntries(paths) as object };
  await writeFile(join(folder, 'keys.json'), JSON.stringify({ ...document, components }));
  await using mock = await createMock({ apis: [join(folder, 'keys.json')] });
  const blue = await mock.world('blue');
  const { token } = await blue.issue();
  await fetch(`${mock.url}/header`, { headers: { 'X-Key': token } });
  await fetch(`${mock.url}/query?X-Key=${token}`);
  await fetch(`${mock.url}/cookie`, { headers: { Cookie: `X-Key=${token}` } });
  await fetch(`${mock.url}/header?X-Key=${token}`);
  expect((await blue.journal.entries()).map(({ request }) => request.path)).toEqual(['/header', '/query', '/cookie']);
  expect((await mock.journal.entries()).map(({ request }) => request.path)).toEqual(['/header']);
});
