import { expect, test } from 'vitest';
import { fungame } from '../../src/apis/fungame.js';
import { createMock, type Mock } from '../../src/index.js';
import { memoryStore } from '../../src/state/memory-store.js';
import type { Collection, Store } from '../../src/state/store.js';
import { createWorld } from '../../src/state/world.js';

type Headers = Readonly<Record<string, string>>;

/** A store in memory that keeps everybody waiting, as one elsewhere does. */
function waitingStore(): Store {
  const inner = memoryStore();
  return {
    collection<T>(...path: readonly [string, ...string[]]): Collection<T> {
      const values = inner.collection<T>(...path);
      return {
        get: async (id) => values.get(id),
        set: async (id, value) => values.set(id, value),
        update: async (id, change) => values.update(id, change),
        delete: async (id) => values.delete(id),
        clear: async () => values.clear(),
        values: async () => values.values(),
      };
    },
    drop: async (first) => inner.drop(first),
  };
}

/** Logs out at FunGame. @returns the status of the answer. */
async function leaveGame(mock: Mock, token: string, headers: Headers = {}): Promise<number> {
  const all = { ...headers, Authorization: `Bearer ${token}` };
  return (await fetch(`${mock.url}/user/logout`, { method: 'POST', headers: all })).status;
}

/** Logs the known session out at Feishu. @returns the code of the answer. */
async function leaveOffice(mock: Mock, token: string, headers: Headers = {}): Promise<unknown> {
  const response = await fetch(`${mock.url}/open-apis/passport/v1/sessions/logout`, {
    method: 'POST',
    headers: { ...headers, Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ logout_type: 3, sid: 'AAAAAAAAAANll6nQoIAAFA==' }),
  });
  return ((await response.json()) as { code: unknown }).code;
}

// RFC 6750 section 2.1: what a bearer token is made of.
const wellFormed = ['eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl', 'a', '-._~+/', 'dG9rZW4==', '0', 't-abc', '__proto__'];
const malformed = ['a,b', 'a b', '"quoted"', '=', 'a=b', 'tok\u00e9n', '{}'];

test('a well-formed token that nobody issued is a session of FunGame, once', async () => {
  await using mock = await createMock({ anyToken: true });
  for (const token of wellFormed) {
    expect([token, await leaveGame(mock, token), await leaveGame(mock, token)]).toEqual([token, 200, 401]);
  }
  expect(await mock.verify({ operation: 'LogOut', status: 401 })).toMatchObject({ count: wellFormed.length });
});

test('a malformed token is refused by FunGame, and begins no session', async () => {
  await using mock = await createMock({ anyToken: true });
  const before = await mock.sessions.list('fungame');
  for (const token of malformed) expect([token, await leaveGame(mock, token)]).toEqual([token, 401]);
  expect(await mock.sessions.list('fungame')).toEqual(before);
});

test('of many first uses at once one logs out, the others are refused, and there is one session', async () => {
  await using mock = await createMock({ anyToken: true });
  const before = await mock.sessions.list('fungame');
  const statuses = await Promise.all(Array.from({ length: 20 }, () => leaveGame(mock, 'used-at-once')));
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  for (const status of statuses) expect([200, 400, 401]).toContain(status);
  expect((await mock.sessions.list('fungame')).slice(before.length)).toMatchObject([{ live: false }]);
  expect(await leaveGame(mock, 'used-at-once')).toBe(401);
});

test('two first uses that the store interleaves begin one session', async () => {
  const behaviour = fungame({ anyToken: true });
  const world = createWorld({ store: waitingStore() });
  const verdicts = await Promise.all([1, 2].map(async () => behaviour.checkCredential('interleaved', world)));
  expect(verdicts).toContainEqual({ state: 'valid', subject: expect.any(String) as string });
  expect(await behaviour.sessions?.list(world)).toHaveLength(1);
});

test('a tenant token that nobody issued is good at Feishu, and stays so until somebody ends it', async () => {
  await using mock = await createMock({ anyToken: true });
  const codes = await Promise.all(Array.from({ length: 20 }, () => leaveOffice(mock, 't-of-nobody')));
  expect(new Set(codes)).toEqual(new Set([0]));
  await mock.revoke('t-of-nobody', 'feishu');
  expect(await leaveOffice(mock, 't-of-nobody')).toBe(99991663);
});

test.each([
  ['u-7f1bcd13fc57d46bac21793a18e560', 99991668],
  ['eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl', 99991668],
  ['anything', 99991668],
  ['t-', 99991663],
  ['t-a,b', 99991663],
])('"%s" is no tenant token at Feishu: %d', async (token, code) => {
  await using mock = await createMock({ anyToken: true });
  expect(await leaveOffice(mock, token)).toBe(code);
});

test('the tokens that a mock knows stay what they are', async () => {
  await using mock = await createMock({ anyToken: true });
  const { token: expired } = await mock.issue({ api: 'feishu', lifetime: 0 });
  const { token: bare } = await mock.issue({ api: 'feishu', scopes: [] });
  expect(await leaveOffice(mock, expired)).toBe(99991663);
  expect(await leaveOffice(mock, bare)).toBe(99991672);
  expect(await leaveOffice(mock, 't-7f1bcd13fc57d46bac21793a18e560')).toBe(0);
  const known = ['revoked-token', 'expired-token', 'sessionless-token', 'eyJhbGciOiJIUzI1NiIs...'];
  const statuses = await Promise.all(known.map((token) => leaveGame(mock, token)));
  expect(statuses).toEqual([401, 401, 400, 200]);
});

test('each world takes a token for the first time by itself, and it leads to none of them', async () => {
  await using mock = await createMock({ anyToken: true });
  const [first, second] = [await mock.world(), await mock.world()];
  expect(await leaveGame(mock, 'shared', first.headers)).toBe(200);
  expect(await leaveGame(mock, 'shared', second.headers)).toBe(200);
  expect(await leaveGame(mock, 'shared')).toBe(200);
  for (const headers of [first.headers, second.headers, {}]) expect(await leaveGame(mock, 'shared', headers)).toBe(401);
  expect(await leaveOffice(mock, 't-shared', first.headers)).toBe(0);
  expect(await leaveOffice(mock, 't-shared', second.headers)).toBe(0);
  for (const world of [first, second]) await world.revoke('t-shared', 'feishu');
  expect(await leaveOffice(mock, 't-shared', first.headers)).toBe(99991663);
  expect(await leaveOffice(mock, 't-shared')).toBe(0);
});

test('a token that was issued into one world is taken for a new one in another', async () => {
  await using mock = await createMock({ anyToken: true });
  const [first, second] = [await mock.world(), await mock.world()];
  const { token } = await first.issue({ api: 'fungame' });
  expect(await leaveGame(mock, token, second.headers)).toBe(200);
  expect(await leaveGame(mock, token)).toBe(200); // still leads to the world that it was issued into
  expect((await first.journal.entries()).map(({ reply }) => reply.status)).toEqual([200]);
});

test('without the option such tokens are refused', async () => {
  await using mock = await createMock();
  for (const token of wellFormed) expect(await leaveGame(mock, token)).toBe(401);
  expect(await leaveOffice(mock, 't-of-nobody')).toBe(99991663);
});
