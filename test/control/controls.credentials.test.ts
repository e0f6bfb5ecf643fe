import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createMock, type Mock } from '../../src/index.js';
import { controlClient, textOf, withControl } from './control-client.js';

const clock = { now: Date.parse('2026-09-11T08:00:00.000Z') };
const test = withControl({ now: () => clock.now });

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function logOut({ url }: Pick<Mock, 'url'>, token: string): Promise<Answer> {
  const response = await fetch(`${url}/user/logout`, { method: 'POST', headers: { Authorization: `Bearer ${token}` } });
  return { status: response.status, body: await response.text() };
}

async function logOutOfFeishu({ url }: Pick<Mock, 'url'>, token: string): Promise<Answer> {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json; charset=utf-8' };
  const body = JSON.stringify({ logout_type: 1, user_id: 'ou_7dab8a3d3cdcc9da365777c7ad535d62' });
  const response = await fetch(`${url}/open-apis/passport/v1/sessions/logout`, { method: 'POST', headers, body });
  return { status: response.status, body: await response.json() };
}

test('a credential is good for whom and for how long it is asked', async ({ mock, control, world }) => {
  const body = { api: 'fungame', subject: 'alice', lifetime: 60_000 };
  const issued = await control.call('issueCredential', { world: world.name, body });
  expect(issued.body).toEqual({
    api: 'fungame',
    token: expect.stringMatching(/^eyJ/) as string,
    subject: 'alice',
    expiresAt: new Date(clock.now + 60_000).toISOString(),
  });
  const { body: sessions } = await control.call('listSessions', { world: world.name, query: { api: 'fungame' } });
  expect(sessions).toMatchObject({ sessions: [{}, { api: 'fungame', subject: 'alice', live: true }] });
  clock.now += 59_999;
  expect(await logOut(mock, textOf(issued, 'token'))).toMatchObject({ status: 200 });
});

test('it is good no longer than that', async ({ mock, control, world }) => {
  const body = { api: 'fungame', lifetime: 60_000 };
  const token = textOf(await control.call('issueCredential', { world: world.name, body }), 'token');
  clock.now += 60_000;
  expect(await logOut(mock, token)).toMatchObject({ status: 401 });
  expect(await world.verify({ status: 401, answer: '401' })).toMatchObject({ count: 1 });
});

test.for([
  ['fungame', '401', logOut],
  ['feishu', '99991663', logOutOfFeishu],
] as const)('a lifetime of 0 is over at once at %s', async ([api, answer, call], { mock, control, world }) => {
  const issued = await control.call('issueCredential', { world: world.name, body: { api, lifetime: 0 } });
  expect(issued.body).toMatchObject({ expiresAt: new Date(clock.now).toISOString() });
  await call(mock, textOf(issued, 'token'));
  const [entry] = await world.journal.entries();
  expect(entry).toMatchObject({ answer, why: 'the credential is expired' });
});

test('a credential without a session is refused as one whose session is gone', async ({ mock, control, world }) => {
  const body = { api: 'fungame', session: false };
  const token = textOf(await control.call('issueCredential', { world: world.name, body }), 'token');
  expect(await logOut(mock, token)).toMatchObject({ status: 400 });
  expect(await world.verify({ answer: 'sessionGone' })).toMatchObject({ count: 1 });
});

test.for([
  [[], { status: 400, body: { code: 99991672 } }],
  [['contact:user.employee_id:readonly'], { status: 400, body: { code: 99991672 } }],
  [['passport:session:logout'], { status: 200, body: { code: 0 } }],
  [undefined, { status: 200, body: { code: 0 } }],
])('the scopes %j decide at Feishu', async ([scopes, answer], { mock, control, world }) => {
  const body = { api: 'feishu', ...(scopes !== undefined && { scopes }) };
  const token = textOf(await control.call('issueCredential', { world: world.name, body }), 'token');
  expect(await logOutOfFeishu(mock, token)).toMatchObject(answer as object);
});

test.for([
  ['fungame', 'revokeCredential', '401', 'the credential is revoked', logOut],
  ['fungame', 'expireCredential', '401', 'the credential is expired', logOut],
  ['feishu', 'revokeCredential', '99991663', 'the credential is revoked', logOutOfFeishu],
  ['feishu', 'expireCredential', '99991663', 'the credential is expired', logOutOfFeishu],
] as const)('%s: after %s comes the answer %s', async ([api, how, answer, why, call], { mock, control, world }) => {
  const at = { world: world.name };
  const token = textOf(await control.call('issueCredential', { ...at, body: { api } }), 'token');
  expect(await control.call(how, { ...at, body: { api, token } })).toMatchObject({ status: 204 });
  await call(mock, token);
  expect((await world.journal.entries())[0]).toMatchObject({ answer, why });
  // It is no longer valid, so nothing is left to be ended.
  expect(await control.call(how, { ...at, body: { api, token } })).toMatchObject({ answer: 'CREDENTIAL_UNKNOWN' });
});

test('a token of another world is unknown, and stays good there', async ({ mock, control, world }) => {
  const token = textOf(await control.call('issueCredential', { world: world.name, body: { api: 'fungame' } }), 'token');
  for (const id of ['revokeCredential', 'expireCredential']) {
    const body = { api: 'fungame', token };
    expect(await control.call(id, { body })).toMatchObject({ answer: 'CREDENTIAL_UNKNOWN' });
  }
  expect(await logOut(mock, token)).toMatchObject({ status: 200 });
});

test('a token of another API is unknown', async ({ control, world }) => {
  const at = { world: world.name };
  const token = textOf(await control.call('issueCredential', { ...at, body: { api: 'fungame' } }), 'token');
  const body = { api: 'feishu', token };
  expect(await control.call('revokeCredential', { ...at, body })).toMatchObject({ answer: 'CREDENTIAL_UNKNOWN' });
});

test('an API of a file refuses what was revoked; its credentials have no end of their own', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'signoff-'));
  const document = {
    openapi: '3.1.0',
    info: { title: 'Mine', version: '1' },
    paths: { '/me': { get: { security: [{ token: [] }], responses: { '200': { description: 'me' } } } } },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  };
  writeFileSync(join(folder, 'my-api.json'), JSON.stringify(document));
  await using mock = await createMock<string>({ apis: [join(folder, 'my-api.json')] });
  const { call } = await controlClient(mock.url);
  const issued = await call('issueCredential', { body: { api: 'my-api', subject: 'alice' } });
  expect(issued.body).toEqual({ api: 'my-api', token: textOf(issued, 'token'), subject: 'alice' });
  const headers = { Authorization: `Bearer ${textOf(issued, 'token')}` };
  expect((await fetch(`${mock.url}/me`, { headers })).status).toBe(200);
  await call('revokeCredential', { body: { api: 'my-api', token: textOf(issued, 'token') } });
  expect((await fetch(`${mock.url}/me`, { headers })).status).toBe(401);
  rmSync(folder, { recursive: true });
});
