import { expect } from 'vitest';
import type { Mock } from '../../src/index.js';
import { textOf, withControl, type ControlClient } from './control-client.js';

const test = withControl();

const documentedUser = 'ou_7dab8a3d3cdcc9da365777c7ad535d62';
const documentedSid = 'AAAAAAAAAANll6nQoIAAFA==';

interface SessionRow {
  readonly api: string;
  readonly id: string;
  readonly subject: string;
  readonly live: boolean;
  readonly terminal?: number;
}

async function sessionsOf({ call }: ControlClient, world: string, api: string): Promise<readonly SessionRow[]> {
  return ((await call('listSessions', { world, query: { api } })).body as { sessions: readonly SessionRow[] }).sessions;
}

async function logOutOfFeishu({ url }: Pick<Mock, 'url'>, world: string, body: object): Promise<unknown> {
  const headers = {
    'Signoff-World': world,
    Authorization: 'Bearer t-7f1bcd13fc57d46bac21793a18e560',
    'Content-Type': 'application/json; charset=utf-8',
  };
  const path = '/open-apis/passport/v1/sessions/logout';
  const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return response.json();
}

test('a fresh world has the sessions of the documents, those of every API when none is named', async ({
  control,
  world,
}) => {
  const fungame = { api: 'fungame', id: 'documented', subject: 'documented', live: true };
  const feishu = { api: 'feishu', id: documentedSid, subject: documentedUser, live: true, terminal: 1 };
  expect((await control.call('listSessions', { world: world.name })).body).toEqual({ sessions: [fungame, feishu] });
  expect(await sessionsOf(control, world.name, 'fungame')).toEqual([fungame]);
  expect(await sessionsOf(control, world.name, 'feishu')).toEqual([feishu]);
});

test('a session that is ended behind the back of its user is gone, and can be opened again', async ({
  mock,
  control,
  world,
}) => {
  const at = { world: world.name };
  const issued = await control.call('issueCredential', { ...at, body: { api: 'fungame', subject: 'alice' } });
  const headers = { Authorization: `Bearer ${textOf(issued, 'token')}` };
  const logOut = async (): Promise<number> =>
    (await fetch(`${mock.url}/user/logout`, { method: 'POST', headers })).status;
  const ended = await control.call('endSession', { ...at, body: { api: 'fungame', id: 'alice' } });
  expect(ended).toMatchObject({ status: 204 });
  expect(await logOut()).toBe(400);
  const opened = await control.call('seedSession', { ...at, body: { api: 'fungame', subject: 'alice' } });
  expect(opened.body).toEqual({ api: 'fungame', id: 'alice', subject: 'alice', live: true });
  expect(await logOut()).toBe(200);
  expect(await sessionsOf(control, world.name, 'fungame')).toContainEqual({
    api: 'fungame',
    id: 'alice',
    subject: 'alice',
    live: false,
  });
});

test('somebody is made up for a session of nobody in particular', async ({ control, world }) => {
  const seeded = await control.call('seedSession', { world: world.name, body: { api: 'fungame' } });
  expect(await sessionsOf(control, world.name, 'fungame')).toContainEqual(seeded.body);
  const ofUser = await control.call('seedSession', { world: world.name, body: { api: 'feishu' } });
  expect(ofUser.body).toMatchObject({ subject: documentedUser, terminal: 1, live: true });
});

test('sessions at Feishu are ended by the kind of their terminal', async ({ mock, control, world }) => {
  for (const terminal of [2, 8]) {
    const body = { api: 'feishu', subject: documentedUser, terminal };
    expect((await control.call('seedSession', { world: world.name, body })).body).toMatchObject({ terminal });
  }
  const logout = { logout_type: 1, user_id: documentedUser, terminal_type: [2] };
  expect(await logOutOfFeishu(mock, world.name, logout)).toMatchObject({ code: 0 });
  const rows = await sessionsOf(control, world.name, 'feishu');
  expect(rows.map(({ terminal, live }) => [terminal, live])).toEqual([
    [1, true],
    [2, false],
    [8, true],
  ]);
});

test('a session at Feishu can be ended by its sid, and twice', async ({ control, world }) => {
  const at = { world: world.name };
  const seeded = await control.call('seedSession', { ...at, body: { api: 'feishu', terminal: 4 } });
  const body = { api: 'feishu', id: textOf(seeded, 'id') };
  expect(await control.call('endSession', { ...at, body })).toMatchObject({ status: 204 });
  expect(await control.call('endSession', { ...at, body })).toMatchObject({ status: 204 });
  const rows = await sessionsOf(control, world.name, 'feishu');
  expect(rows.map(({ terminal, live }) => [terminal, live])).toEqual([
    [1, true],
    [4, false],
  ]);
});

test('no client is of kind 7', async ({ control, world }) => {
  const reply = await control.call('seedSession', { world: world.name, body: { api: 'feishu', terminal: 7 } });
  expect(reply.body).toMatchObject({
    detail: '/body/terminal: must be one of 1, 2, 3, 4, 5, 6, 8',
    violations: [{ pointer: '/body/terminal', rule: 'enum' }],
  });
});

test('a user of whom nothing is said gets every id, another one each time', async ({ control, world }) => {
  const seed = async (): Promise<unknown> =>
    (await control.call('seedUser', { world: world.name, body: { api: 'feishu' } })).body;
  const user = await seed();
  expect(user).toEqual({
    api: 'feishu',
    open_id: expect.stringMatching(/^ou_[\da-f]{32}$/) as string,
    union_id: expect.stringMatching(/^on_[\da-f]{32}$/) as string,
    user_id: expect.stringMatching(/^[\da-f]{8}$/) as string,
    idp_credential_id: expect.stringMatching(/^[\da-f]{8}@example\.com$/) as string,
  });
  expect(await seed()).not.toEqual(user);
});

test('a user is found by each of the ids that were given', async ({ mock, control, world }) => {
  const ids = { open_id: 'ou_1', union_id: 'on_1', user_id: 'u1', idp_credential_id: 'u1@idp' };
  const seeded = await control.call('seedUser', { world: world.name, body: { api: 'feishu', ...ids } });
  expect(seeded.body).toEqual({ api: 'feishu', ...ids });
  const { user_id: userId } = ids;
  const query = '?user_id_type=user_id';
  const headers = { ...world.headers, Authorization: 'Bearer t-7f1bcd13fc57d46bac21793a18e560' };
  const byUserId = await fetch(`${mock.url}/open-apis/passport/v1/sessions/logout${query}`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({ logout_type: 1, user_id: userId }),
  });
  expect(await byUserId.json()).toMatchObject({ code: 0 });
  const byOpenId = { logout_type: 1, user_id: ids.open_id };
  const byIdp = { logout_type: 2, idp_credential_id: ids.idp_credential_id };
  expect(await logOutOfFeishu(mock, world.name, byOpenId)).toMatchObject({ code: 0 });
  expect(await logOutOfFeishu(mock, world.name, byIdp)).toMatchObject({ code: 0 });
  expect(await logOutOfFeishu(mock, 'default', byIdp)).toMatchObject({ code: 1080001 }); // not of that world
});

test('a user who was added can have sessions', async ({ control, world }) => {
  const at = { world: world.name };
  const body = { api: 'feishu', subject: 'ou_alice', terminal: 3 };
  expect(await control.call('seedSession', { ...at, body })).toMatchObject({ answer: 'SUBJECT_UNKNOWN' });
  await control.call('seedUser', { ...at, body: { api: 'feishu', open_id: 'ou_alice' } });
  expect((await control.call('seedSession', { ...at, body })).body).toMatchObject({ subject: 'ou_alice', terminal: 3 });
});

test('a mistyped id of a user is refused by its name', async ({ control, world }) => {
  const reply = await control.call('seedUser', { world: world.name, body: { api: 'feishu', openid: 'ou_1' } });
  expect(reply.body).toMatchObject({ detail: '/body: must not have the member openid' });
});
