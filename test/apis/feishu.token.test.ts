import { expect, test } from 'vitest';
import { feishu } from '../../src/apis/feishu.js';
import { createValidator } from '../../src/conformance/validator.js';
import { createMakeUp } from '../../src/samples/make-up.js';
import { loadDescription } from '../../src/description/load.js';
import { createMock, type Mock, type MockOptions } from '../../src/index.js';
import { memoryStore } from '../../src/state/memory-store.js';
import { createWorld } from '../../src/state/world.js';

const path = '/open-apis/auth/v3/tenant_access_token/internal';
const second = 1000;
const minute = 60 * second;

const app = { app_id: 'cli_a', app_secret: 'secret' };

function startFeishu(options: MockOptions<'feishu'> = {}): Promise<Mock<'feishu'>> {
  return createMock({ apis: ['feishu'], ...options });
}

/** Posts JSON, unless something else is given. */
function ask(mock: Mock<'feishu'>, body: unknown = app, init: RequestInit = {}): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const headers = { 'Content-Type': 'application/json' };
  return fetch(mock.url + path, { method: 'POST', redirect: 'manual', headers, body: text, ...init });
}

interface Given {
  readonly tenant_access_token: string;
  readonly expire: number;
}

async function getToken(mock: Mock<'feishu'>, body: unknown = app): Promise<Given> {
  return (await (await ask(mock, body)).json()) as Given;
}

/** Logs the known session out. @returns the code of the answer. */
async function logOutWith(mock: Mock<'feishu'>, token: string): Promise<unknown> {
  const response = await fetch(`${mock.url}/open-apis/passport/v1/sessions/logout`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ logout_type: 3, sid: 'AAAAAAAAAANll6nQoIAAFA==' }),
  });
  return ((await response.json()) as { code: unknown }).code;
}

test('an app gets a token for two hours, and logs users out with it', async () => {
  await using mock = await startFeishu();
  const response = await ask(mock);
  expect(response.status).toBe(200);
  expect(response.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
  expect(response.headers.get('X-Tt-Logid')).toMatch(/^\S+$/);
  const body = (await response.json()) as Given;
  const token = expect.stringMatching(/^t-[\w.-]{20,}$/) as string;
  expect(body).toEqual({ code: 0, msg: 'ok', tenant_access_token: token, expire: 7200 });
  expect(await logOutWith(mock, body.tenant_access_token)).toBe(0);
});

test('a token is given for two hours whole, however the clock ticks meanwhile', async () => {
  let now = Date.UTC(2025, 2, 23);
  await using mock = await startFeishu({ now: () => now++ });
  expect(await getToken(mock)).toMatchObject({ expire: 7200 });
});

test('an app gets the same token while half an hour of it is left, then another; the former lives on', async () => {
  let now = Date.UTC(2025, 2, 23);
  await using mock = await startFeishu({ now: () => now });
  const { tenant_access_token: first } = await getToken(mock);
  now += second;
  expect(await getToken(mock)).toMatchObject({ tenant_access_token: first, expire: 7199 });
  now += 90 * minute - second;
  expect(await getToken(mock)).toMatchObject({ tenant_access_token: first, expire: 1800 });
  now += 1;
  const { tenant_access_token: next, expire } = await getToken(mock);
  expect(expire).toBe(7200);
  expect(next).not.toBe(first);
  expect(await getToken(mock)).toMatchObject({ tenant_access_token: next });
  expect(await Promise.all([first, next].map((token) => logOutWith(mock, token)))).toEqual([0, 0]);
});

test('a token is good for two hours to the millisecond, then it is refused', async () => {
  let now = Date.UTC(2025, 2, 23);
  await using mock = await startFeishu({ now: () => now });
  const { tenant_access_token: token } = await getToken(mock);
  now += 120 * minute - 1;
  expect(await logOutWith(mock, token)).toBe(0);
  now += 1;
  expect(await logOutWith(mock, token)).toBe(99991663);
});

test.each(['revoke', 'expire'] as const)('after %s the token is refused, and the app gets another', async (end) => {
  await using mock = await startFeishu();
  const { tenant_access_token: first } = await getToken(mock);
  await mock[end](first);
  expect(await logOutWith(mock, first)).toBe(99991663);
  const { tenant_access_token: next, expire } = await getToken(mock);
  expect(expire).toBe(7200);
  expect(next).not.toBe(first);
  expect(await logOutWith(mock, next)).toBe(0);
  expect(await logOutWith(mock, first)).toBe(99991663);
});

test('each app has a token of its own, and each world another for it', async () => {
  await using mock = await startFeishu();
  const elsewhere = await mock.world();
  const tokens = [
    await getToken(mock),
    await getToken(mock, { ...app, app_id: 'cli_b' }),
    await (await ask(mock, app, { headers: { 'Content-Type': 'application/json', ...elsewhere.headers } })).json(),
  ] as Given[];
  expect(new Set(tokens.map((token) => token.tenant_access_token)).size).toBe(3);
});

test('calls at once get one token, the first time and after its end', async () => {
  await using mock = await startFeishu();
  const askAll = (): Promise<Given[]> => Promise.all(Array.from({ length: 20 }, () => getToken(mock)));
  const [first, ...others] = new Set((await askAll()).map((given) => given.tenant_access_token));
  expect(others).toEqual([]);
  await mock.revoke(String(first));
  const renewed = new Set((await askAll()).map((given) => given.tenant_access_token));
  expect([...renewed]).toEqual([expect.not.stringMatching(String(first))]);
});

test('two first calls that the store interleaves get one token', async () => {
  const behaviour = feishu();
  const description = await loadDescription('openapi/feishu.token.yaml');
  const { operations, document } = description;
  const world = createWorld({ store: memoryStore(), now: () => 0 }); // later, less of its life is left
  const values = { path: {}, query: {}, header: {}, cookie: {}, body: app };
  const incoming = { method: 'POST', path: '/', query: new URLSearchParams(), headers: {}, body: new Uint8Array() };
  const validator = createValidator(document);
  const tools = { description, validator, makeUp: createMakeUp(validator) };
  const action = { values, world, incoming, isDynamic: false, ...tools };
  const given = operations.flatMap((operation) => [1, 2].map(async () => behaviour.act({ ...action, operation })));
  const [first, second] = await Promise.all(given);
  expect(first).toMatchObject({ kind: 'done', patch: { expire: 7200 } });
  expect(second).toEqual(first);
});

test.each([
  ['no app_secret', { app_id: 'cli_a' }],
  ['no app_id', { app_secret: 'secret' }],
  ['an empty app_id', { ...app, app_id: '' }],
  ['an empty app_secret', { ...app, app_secret: '' }],
  ['null in app_id', { ...app, app_id: null }],
  ['a number in app_id', { ...app, app_id: 1 }],
  ['an array', [app]],
  ['null', 'null'],
  ['malformed JSON', '{"app_id":'],
  ['an empty body', ''],
])('%s is answered with 10003, of HTTP 200', async (_, body) => {
  await using mock = await startFeishu();
  const response = await ask(mock, body);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ code: 10003, data: {}, msg: 'invalid param' });
});

test.each(['text/plain', 'application/x-www-form-urlencoded'])('a body of %s is answered with 10003', async (type) => {
  await using mock = await startFeishu();
  const response = await ask(mock, app, { headers: { 'Content-Type': type } });
  expect(await response.json()).toMatchObject({ code: 10003 });
});

test('unknown members, an Authorization and a trailing slash are no obstacle', async () => {
  await using mock = await startFeishu();
  const headers = { 'Content-Type': 'application/json; charset=utf-8', Authorization: 'Bearer t-of-nobody' };
  const body = JSON.stringify({ ...app, more: 1 });
  const response = await fetch(`${mock.url}${path}/`, { method: 'POST', redirect: 'manual', headers, body });
  expect(await response.json()).toMatchObject({ code: 0 });
});

test.each([
  ['GET', path],
  ['PUT', path],
  ['DELETE', `/feishu${path}`],
  ['POST', '/open-apis/auth/v3/app_access_token'],
  ['POST', '/feishu/open-apis/auth/v3/app_access_token'],
])("%s %s gets the gateway's 404", async (method, target) => {
  await using mock = await startFeishu();
  const response = await fetch(mock.url + target, { method });
  expect(response.status).toBe(404);
  expect(response.headers.get('Content-Type')).toContain('text/plain');
  expect(await response.text()).toBe('404 page not found');
});

test('an app with its token ends the sessions of the terminals it names, and no others', async () => {
  await using mock = await startFeishu();
  const { open_id: subject = '' } = await mock.addUser();
  const seeded = await Promise.all([1, 2, 3].map((terminal) => mock.sessions.seed({ subject, terminal })));
  const { tenant_access_token: token } = await getToken(mock);
  const response = await fetch(`${mock.url}/open-apis/passport/v1/sessions/logout`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ logout_type: 1, user_id: subject, terminal_type: [1, 3] }),
  });
  expect(await response.json()).toEqual({ code: 0, msg: 'success', data: {} });
  const rows = (await mock.sessions.list()).filter((row) => row.subject === subject);
  expect(rows).toEqual(seeded.map((row) => ({ api: 'feishu', ...row, live: row.terminal === 2 })));
});
