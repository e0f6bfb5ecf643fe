import { describe, expect } from 'vitest';
import { UserError, type Mock, type Tester, type WorldHandle } from '../src/index.js';
import { withMock } from '../src/vitest.js';

const test = withMock();

const documented = 'eyJhbGciOiJIUzI1NiIs...';

function logOut({ url }: Mock, token: string, headers: WorldHandle['headers'] = {}): Promise<Response> {
  return fetch(`${url}/user/logout`, { method: 'POST', headers: { ...headers, Authorization: `Bearer ${token}` } });
}

async function logOutOfFeishu({ url }: Mock, token: string, body: object): Promise<unknown> {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json; charset=utf-8' };
  const path = '/open-apis/passport/v1/sessions/logout';
  const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return response.json();
}

type Opened = Tester & Pick<WorldHandle, 'headers'>;

describe.each([
  {
    place: 'the default world',
    open: async (mock: Mock): Promise<Opened> => {
      await mock.reset();
      return { ...mock, headers: {} };
    },
  },
  { place: 'a named world', open: (mock: Mock): Promise<Opened> => mock.world() },
])('in $place', ({ open }) => {
  test('an issued credential is good, without any header, until it is used up', async ({ mock }) => {
    const world = await open(mock);
    const { token, subject } = await world.issue({ api: 'fungame', subject: 'alice' });
    expect(subject).toBe('alice');
    expect((await logOut(mock, token)).status).toBe(200);
    expect((await logOut(mock, token)).status).toBe(401);
    const entries = await world.journal.entries({ answer: 'loggedOut' });
    expect(entries.map(({ operation }) => operation)).toEqual(['LogOut']);
  });

  test('a credential lives for as long as was asked for', async ({ mock }) => {
    const world = await open(mock);
    const before = Date.now();
    const { expiresAt = 0 } = await world.issue({ api: 'feishu', lifetime: 60_000 });
    expect(expiresAt).toBeGreaterThanOrEqual(before + 60_000);
    expect(expiresAt).toBeLessThanOrEqual(Date.now() + 60_000);
    const { token } = await world.issue({ api: 'fungame', lifetime: 0 });
    await logOut(mock, token);
    const [entry] = await world.journal.entries();
    expect(entry?.why).toBe('the credential is expired');
  });

  test('a credential without a session is refused as one whose session is gone', async ({ mock }) => {
    const world = await open(mock);
    const { token } = await world.issue({ api: 'fungame', session: false });
    expect((await logOut(mock, token)).status).toBe(400);
  });

  test('a credential without the scope is refused for that', async ({ mock }) => {
    const world = await open(mock);
    const { token } = await world.issue({ api: 'feishu', scopes: ['contact:user.base:readonly'] });
    expect(await logOutOfFeishu(mock, token, { logout_type: 1 })).toMatchObject({ code: 99991672 });
  });

  test.for(['revoke', 'expire'] as const)('%s ends a credential once', async (how, { mock }) => {
    const world = await open(mock);
    const { token } = await world.issue({ api: 'fungame' });
    await world[how](token, 'fungame');
    expect((await logOut(mock, token)).status).toBe(401);
    const [entry] = await world.journal.entries();
    expect(entry?.why).toBe(`the credential is ${how}d`);
    await expect(world[how](token, 'fungame')).rejects.toMatchObject({ code: 'CREDENTIAL_UNKNOWN' });
  });

  test('sessions are seeded, listed and ended', async ({ mock }) => {
    const world = await open(mock);
    const { subject } = await world.issue({ api: 'fungame', subject: 'bob' });
    expect(await world.sessions.list('fungame')).toContainEqual(expect.objectContaining({ id: 'bob', live: true }));
    await world.sessions.end(subject, 'fungame');
    expect(await world.sessions.list('fungame')).toContainEqual(expect.objectContaining({ id: 'bob', live: false }));

    const seeded = await world.sessions.seed({ api: 'feishu', terminal: 3 });
    expect(await world.sessions.list()).toContainEqual({ api: 'feishu', ...seeded });
    const { token } = await world.issue({ api: 'feishu' });
    await logOutOfFeishu(mock, token, { logout_type: 3, sid: seeded.id });
    expect(await world.sessions.list('feishu')).toContainEqual({ api: 'feishu', ...seeded, live: false });
    expect((await world.sessions.list('feishu')).map(({ id }) => id)).not.toContain('bob');
    const elsewhere = await mock.world();
    expect((await elsewhere.sessions.list()).map(({ id }) => id)).not.toContain(seeded.id);
  });

  test('a session of nobody is refused, and so is the end of one that never began', async ({ mock }) => {
    const world = await open(mock);
    const seeding = world.sessions.seed({ api: 'feishu', subject: 'nobody' });
    await expect(seeding).rejects.toMatchObject({ code: 'SUBJECT_UNKNOWN' });
    await expect(world.sessions.end('nothing', 'feishu')).rejects.toMatchObject({ code: 'SESSION_UNKNOWN' });
  });

  test('an added user is found by the ids that were given and by those that were made up', async ({ mock }) => {
    const world = await open(mock);
    const { token } = await world.issue({ api: 'feishu' });
    const user = await world.addUser({ open_id: 'ou_carol' }, 'feishu');
    expect(user).toMatchObject({ open_id: 'ou_carol', union_id: expect.stringMatching(/^on_/) as string });
    for (const body of [
      { logout_type: 1, user_id: 'ou_carol' },
      { logout_type: 2, idp_credential_id: user['idp_credential_id'] },
    ]) {
      expect(await logOutOfFeishu(mock, token, body)).toMatchObject({ code: 0 });
    }
    await expect(world.addUser({}, 'fungame')).rejects.toMatchObject({ code: 'USERS_UNKNOWN' });
  });

  test('planned answers come in their order, then those that are due', async ({ mock }) => {
    const world = await open(mock);
    const { token } = await world.issue({ api: 'fungame' });
    expect(await world.next('LogOut', { example: 'serverError', times: 2 })).toBe(2);
    expect(await world.next('LogOut', { status: 401 })).toBe(3);
    const statuses: number[] = [];
    for (let times = 0; times < 4; times += 1) statuses.push((await logOut(mock, token)).status);
    expect(statuses).toEqual([400, 400, 401, 200]);
  });

  test('a planned fault spoils the answer that is due', async ({ mock }) => {
    const world = await open(mock);
    const { token } = await world.issue({ api: 'fungame' });
    await world.next('LogOut', { fault: 'reset' });
    await expect(logOut(mock, token)).rejects.toThrow();
    const [entry] = await world.journal.entries();
    expect(entry).toMatchObject({ fault: 'reset', answer: 'loggedOut' });
    expect((await logOut(mock, token)).status).toBe(401);
  });

  test('the journal is filtered and cleared', async ({ mock }) => {
    const world = await open(mock);
    const { token } = await world.issue({ api: 'fungame' });
    await logOut(mock, token);
    await logOut(mock, token);
    expect((await world.journal.entries()).map(({ reply }) => reply.status)).toEqual([200, 401]);
    expect((await world.journal.entries({ status: 401 })).map(({ id }) => id)).toEqual([2]);
    await world.journal.clear();
    expect(await world.journal.entries()).toEqual([]);
  });

  test('following tells what was and what comes, until the signal', { timeout: 5_000 }, async ({ mock }) => {
    const world = await open(mock);
    const { token } = await world.issue({ api: 'fungame' });
    await logOut(mock, token);
    const stop = new AbortController();
    const statuses: (number | undefined)[] = [];
    for await (const { reply } of world.journal.follow(stop.signal)) {
      statuses.push(reply.status);
      if (statuses.length === 1) await logOut(mock, token);
      else setImmediate(() => stop.abort()); // by then the loop waits for a third
    }
    expect(statuses).toEqual([200, 401]);
  });

  test('verifying counts what matches, and tells what is different where nothing does', async ({ mock }) => {
    const world = await open(mock);
    const { token } = await world.issue({ api: 'fungame' });
    await logOut(mock, token);
    const headers = { authorization: `Bearer ${token}` };
    expect(await world.verify({ operation: 'LogOut', headers, status: 200 })).toMatchObject({ count: 1, entries: [1] });
    expect(await world.verify({ operation: 'LogOut', status: 401 })).toEqual({
      count: 0,
      entries: [],
      nearMisses: [{ id: 1, differences: [{ pointer: '/status', expected: '401', came: '200' }] }],
    });
  });

  test('a reset makes the world a fresh one', async ({ mock }) => {
    const world = await open(mock);
    const { token } = await world.issue({ api: 'fungame' });
    await logOut(mock, documented, world.headers);
    await world.next('LogOut', { example: 'serverError' });
    await world.reset();
    expect(await world.journal.entries()).toEqual([]);
    expect((await logOut(mock, token, world.headers)).status).toBe(401);
    expect((await logOut(mock, documented, world.headers)).status).toBe(200);
  });

  test('what needs an API asks for its name where several are served', async ({ mock }) => {
    const world = await open(mock);
    for (const mistaken of [
      () => world.issue(),
      () => world.revoke(documented),
      () => world.expire(documented),
      () => world.sessions.seed(),
      () => world.sessions.end('documented'),
      () => world.addUser(),
    ]) {
      const failure = await mistaken().catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(UserError);
      expect(failure).toMatchObject({
        code: 'API_UNKNOWN',
        message: expect.stringContaining('fungame, feishu') as string,
      });
    }
  });
});
