import { expect, test } from 'vitest';
import { createMock, type Mock } from '../../src/index.js';

const feishu = '/open-apis/passport/v1/sessions/logout';

async function logOut(mock: Mock<'fungame'> | Mock, token: string): Promise<number | 'no answer'> {
  const headers = { Authorization: `Bearer ${token}` };
  const reply = await fetch(`${mock.url}/user/logout`, { method: 'POST', headers }).catch(() => undefined);
  await reply?.text().catch(() => undefined);
  return reply?.status ?? 'no answer';
}

async function logIn(mock: Mock<'fungame'>): Promise<number> {
  const body = JSON.stringify({ Username: 'mary', Password: 'secret' });
  const headers = { 'Content-Type': 'application/json' };
  return (await fetch(`${mock.url}/user/login`, { method: 'POST', headers, body })).status;
}

test('what is planned for several requests happens as often, and then no more', async () => {
  await using mock = await createMock({ apis: ['fungame'] });
  expect(await mock.next('LogOut', { status: 400, times: 2 })).toBe(2);
  const { token } = await mock.issue();
  const statuses = [
    await logOut(mock, token),
    await logOut(mock, token),
    await logOut(mock, token),
    await logOut(mock, token),
  ];
  expect(statuses).toEqual([400, 400, 200, 401]);
});

test('several plans happen in the order in which they were made', async () => {
  await using mock = await createMock({ apis: ['fungame'] });
  const { token } = await mock.issue();
  await mock.next('LogOut', { status: 401 });
  await mock.next('LogOut', { fault: 'empty', example: 'sessionGone' });
  await mock.next('LogOut', { example: 'serverError' });
  const statuses = [
    await logOut(mock, token),
    await logOut(mock, token),
    await logOut(mock, token),
    await logOut(mock, token),
  ];
  expect(statuses).toEqual([401, 'no answer', 400, 200]);
  const told = (await mock.journal.entries()).map(({ answer, why, fault }) => [answer, why, fault]);
  expect(told).toEqual([
    ['401', 'planned', undefined],
    ['sessionGone', 'planned', 'empty'],
    ['serverError', 'planned', undefined],
    ['loggedOut', 'session ended, token revoked', undefined],
  ]);
});

test('a plan is for its operation only, and for requests that reach it', async () => {
  await using mock = await createMock({ apis: ['fungame'] });
  await mock.next('LogOut', { fault: 'reset' });
  expect(await logIn(mock)).toBe(200);
  expect((await fetch(`${mock.url}/user/logout`)).status).toBe(405);
  expect((await fetch(`${mock.url}/user/logout/more`, { method: 'POST' })).status).toBe(404);
  expect(await logOut(mock, 'any')).toBe('no answer');
});

test('a plan is for its API only, also where the other has an operation of this name in another case', async () => {
  await using mock = await createMock();
  await mock.next('logout', { status: 400 });
  const { token } = await mock.issue({ api: 'fungame' });
  expect(await logOut(mock, token)).toBe(200);
  expect((await fetch(mock.url + feishu, { method: 'POST' })).headers.get('signoff-reason')).toBeNull();
});

test('a plan is for its world only', async () => {
  await using mock = await createMock({ apis: ['fungame'] });
  const [blue, red] = [await mock.world('blue'), await mock.world('red')];
  await blue.next('LogOut', { status: 400 });
  expect(await logOut(mock, (await red.issue()).token)).toBe(200);
  expect(await logOut(mock, (await mock.issue()).token)).toBe(200);
  expect(await logOut(mock, (await blue.issue()).token)).toBe(400);
});

test.each([{ fault: 'cut' }, { fault: 'reset' }, { fault: 'empty' }, { delay: 1 }] as const)(
  'the request acts, though its answer comes to harm: %j',
  async (plan) => {
    await using mock = await createMock({ apis: ['fungame'] });
    const { token } = await mock.issue({ subject: 'mary' });
    await mock.next('LogOut', plan);
    await logOut(mock, token);
    expect(await mock.sessions.list()).toContainEqual({ api: 'fungame', id: 'mary', subject: 'mary', live: false });
    expect(await logOut(mock, token)).toBe(401);
  },
);

test.each([{}, { fault: 'cut' }, { fault: 'reset' }, { fault: 'slow', duration: 10 }, { delay: 1 }] as const)(
  'a replayed answer changes nothing, whatever comes of it: %j',
  async (plan) => {
    await using mock = await createMock({ apis: ['fungame'] });
    const { token } = await mock.issue({ subject: 'mary' });
    await mock.next('LogOut', { ...plan, example: 'loggedOut' });
    await logOut(mock, token);
    expect(await mock.sessions.list()).toContainEqual({ api: 'fungame', id: 'mary', subject: 'mary', live: true });
    expect(await logOut(mock, token)).toBe(200);
  },
);

test('a replayed answer asks for no credential and goes before a preference', async () => {
  await using mock = await createMock({ apis: ['fungame'] });
  await mock.next('LogOut', { example: 'loggedOut' });
  const headers = { Prefer: 'code=400' };
  const replies = [
    await fetch(`${mock.url}/user/logout`, { method: 'POST', headers }),
    await fetch(`${mock.url}/user/logout`, { method: 'POST', headers }),
  ];
  expect(replies.map(({ status }) => status)).toEqual([200, 400]);
});

test('a refusal comes to harm like any other answer, and keeps its reason', async () => {
  await using mock = await createMock({ apis: ['fungame'] });
  await mock.next('LogOut', { fault: 'content-type' });
  const reply = await fetch(`${mock.url}/user/logout`, { method: 'POST' });
  expect([reply.status, reply.headers.get('content-type')]).toEqual([401, 'text/html; charset=utf-8']);
  expect(reply.headers.get('signoff-reason')).toContain('the credential is missing');
  const [entry] = await mock.journal.entries();
  expect(entry).toMatchObject({ fault: 'content-type', answer: '401', why: 'the credential is missing' });
});

test('of requests at the same time as many come to harm as were planned', async () => {
  await using mock = await createMock({ apis: ['fungame'] });
  await mock.next('LogOut', { fault: 'empty', times: 7 });
  const tokens = await Promise.all(Array.from({ length: 20 }, async () => (await mock.issue()).token));
  const statuses = await Promise.all(tokens.map((token) => logOut(mock, token)));
  expect(statuses.filter((status) => status === 'no answer')).toHaveLength(7);
  expect(statuses.filter((status) => status === 200)).toHaveLength(13);
  expect((await mock.journal.entries()).filter(({ fault }) => fault === 'empty')).toHaveLength(7);
});
