import { expect, test } from 'vitest';
import { createMock, type Mock } from '../../src/index.js';
import { createClient, refusalOf, type Logout, type Refusal } from '../support/official-client.js';

const anna = { open_id: 'ou_anna', union_id: 'on_anna', user_id: 'anna', idp_credential_id: 'anna@example.com' };
const bert = { open_id: 'ou_bert', union_id: 'on_bert', user_id: 'bert', idp_credential_id: 'bert@example.com' };

const success = { code: 0, msg: 'success', data: {} };

/** A mock where Anna and Bert are signed in at terminals 1, 2 and 4. */
async function startOffice(): Promise<{ mock: Mock<'feishu'>; sids: Map<string, string> }> {
  const mock = await createMock({ apis: ['feishu'] });
  const sids = new Map<string, string>();
  for (const user of [anna, bert]) {
    await mock.addUser(user);
    for (const terminal of [1, 2, 4]) {
      const { id } = await mock.sessions.seed({ subject: user.open_id, terminal });
      sids.set(`${user.user_id} at ${terminal}`, id);
    }
  }
  return { mock, sids };
}

async function endedSeats(mock: Mock<'feishu'>): Promise<readonly string[]> {
  const ended = (await mock.sessions.list()).filter(({ live }) => !live);
  return ended.map(({ subject, terminal }) => `${subject.replace('ou_', '')} at ${String(terminal)}`);
}

const everySeatOfAnna = ['anna at 1', 'anna at 2', 'anna at 4'];

test('the client gets a token by itself, once, and logs out with it', async () => {
  await using mock = await createMock({ apis: ['feishu'] });
  const client = createClient(mock.url);
  const payload = { data: { logout_type: 1, user_id: 'ou_7dab8a3d3cdcc9da365777c7ad535d62' } };
  expect(await client.passport.v1.session.logout(payload)).toEqual(success);
  expect(await client.passport.session.logout(payload)).toEqual(success);
  const entries = await mock.journal.entries();
  expect(entries.map(({ operation, reply }) => `${String(operation)} ${String(reply.status)}`)).toEqual([
    'tenantAccessTokenInternal 200',
    'logout 200',
    'logout 200',
  ]);
  const { headers } = entries[1]?.request ?? {};
  expect(headers).toMatchObject({ 'content-type': ['application/json'] });
  expect(headers?.['user-agent']).toEqual([expect.stringMatching(/^oapi-node-sdk\//)]);
});

test.each<[string, NonNullable<Parameters<Logout>[0]>, readonly string[]]>([
  ['a user_id, an open_id by default', { data: { logout_type: 1, user_id: anna.open_id } }, everySeatOfAnna],
  [
    'an open_id',
    { data: { logout_type: 1, user_id: anna.open_id }, params: { user_id_type: 'open_id' } },
    everySeatOfAnna,
  ],
  [
    'a union_id',
    { data: { logout_type: 1, user_id: anna.union_id }, params: { user_id_type: 'union_id' } },
    everySeatOfAnna,
  ],
  [
    'a user_id of the tenant',
    { data: { logout_type: 1, user_id: anna.user_id }, params: { user_id_type: 'user_id' } },
    everySeatOfAnna,
  ],
  ['an idp_credential_id', { data: { logout_type: 2, idp_credential_id: anna.idp_credential_id } }, everySeatOfAnna],
  ['an empty terminal_type', { data: { logout_type: 1, user_id: anna.open_id, terminal_type: [] } }, everySeatOfAnna],
  [
    'terminal types and a reason',
    { data: { logout_type: 1, user_id: anna.open_id, terminal_type: [1, 4], logout_reason: 35 } },
    ['anna at 1', 'anna at 4'],
  ],
  [
    'an idp_credential_id, a terminal type and a reason',
    {
      data: { logout_type: 2, idp_credential_id: anna.idp_credential_id, terminal_type: [2], logout_reason: 36 },
    },
    ['anna at 2'],
  ],
])('the client logs out by %s, and nobody else', async (_, payload, seats) => {
  const office = await startOffice();
  await using mock = office.mock;
  expect(await createClient(mock.url).passport.v1.session.logout(payload)).toEqual(success);
  expect(await endedSeats(mock)).toEqual(seats);
  expect(await mock.verify({ operation: 'logout', body: payload.data, query: payload.params ?? {} })).toMatchObject({
    count: 1,
  });
});

test('the client logs out one session by its sid, and no other', async () => {
  const { mock: office, sids } = await startOffice();
  await using mock = office;
  const data = { logout_type: 3, sid: sids.get('bert at 2') ?? '', logout_reason: 34 };
  expect(await createClient(mock.url).passport.v1.session.logout({ data })).toEqual(success);
  expect(await endedSeats(mock)).toEqual(['bert at 2']);
});

test('null, which the client sends for what its caller leaves empty, counts as absent (A-L22)', async () => {
  const office = await startOffice();
  await using mock = office.mock;
  const empty = { terminal_type: null, logout_reason: null, sid: null, idp_credential_id: null };
  const data = { logout_type: 1, user_id: anna.open_id, ...empty };
  const client = createClient(mock.url);
  // Its types allow no null, its JavaScript callers give it.
  expect(await client.passport.v1.session.logout({ data } as unknown as Parameters<Logout>[0])).toEqual(success);
  expect(await endedSeats(mock)).toEqual(everySeatOfAnna);
});

test.each<[string, Parameters<Logout>[0], Refusal['data']]>([
  ['no payload', undefined, { code: 1080001, msg: 'param is invalis' }],
  ['no user_id', { data: { logout_type: 1 } }, { code: 1080001, msg: 'param is invalis' }],
  ['a user of nobody', { data: { logout_type: 1, user_id: 'ou_nobody' } }, { code: 1080001, msg: 'param is invalis' }],
  ['a sid of nobody', { data: { logout_type: 3, sid: '!' } }, { code: 1084001, msg: 'The parameter sid is invalid' }],
  [
    'an unknown reason',
    { data: { logout_type: 1, user_id: anna.open_id, logout_reason: 37 } },
    { code: 1084002, msg: 'The parameter logout_reason is invalid' },
  ],
])('the client is told the documented error for %s, and nobody is logged out', async (_, payload, error) => {
  const office = await startOffice();
  await using mock = office.mock;
  const { name, status, data } = await refusalOf(createClient(mock.url).passport.v1.session.logout(payload));
  expect({ name, status, data }).toEqual({ name: 'AxiosError', status: 400, data: error });
  expect(await endedSeats(mock)).toEqual([]);
});

test.each([
  ['', '/open-apis/passport/v1/sessions/logout'],
  ['/', '//open-apis/passport/v1/sessions/logout'],
  ['/feishu', '/feishu/open-apis/passport/v1/sessions/logout'],
  ['/feishu/', '/feishu//open-apis/passport/v1/sessions/logout'],
])('the client works with "%s" at the end of its domain (A-L37)', async (end, path) => {
  await using mock = await createMock({ apis: ['fungame', 'feishu'] });
  const client = createClient(mock.url + end);
  const data = { logout_type: 3, sid: 'AAAAAAAAAANll6nQoIAAFA==' };
  expect(await client.passport.v1.session.logout({ data })).toEqual(success);
  expect(await mock.verify({ path, operation: 'logout', answer: 'success' })).toMatchObject({ count: 1 });
});

test('two first calls at once both succeed, with the same token', async () => {
  await using mock = await createMock({ apis: ['feishu'] });
  const client = createClient(mock.url);
  const logOut = (): ReturnType<Logout> =>
    client.passport.v1.session.logout({ data: { logout_type: 3, sid: 'AAAAAAAAAANll6nQoIAAFA==' } });
  expect(await Promise.all([logOut(), logOut()])).toEqual([success, success]);
  expect(await mock.verify({ operation: 'tenantAccessTokenInternal' })).toMatchObject({ count: 2 });
  const entries = await mock.journal.entries({ operation: 'logout' });
  expect(new Set(entries.map(({ request }) => request.headers['authorization']?.[0])).size).toBe(1);
});
