import { expect } from 'vitest';
import { createMock, UserError, type Mock } from '../src/index.js';
import { withMock } from '../src/vitest.js';

const test = withMock({ apis: ['fungame'] });

const documented = 'eyJhbGciOiJIUzI1NiIs...';

async function logOut({ url }: Pick<Mock, 'url'>, headers: Readonly<Record<string, string>>): Promise<number> {
  const response = await fetch(`${url}/user/logout`, { method: 'POST', headers });
  return response.status;
}

async function worldNames({ url }: Pick<Mock, 'url'>): Promise<readonly string[]> {
  const response = await fetch(`${url}/__signoff/worlds`);
  const { worlds } = (await response.json()) as { worlds: readonly { name: string }[] };
  return worlds.map(({ name }) => name);
}

test('each new world has a name of its own, and its headers lead to it', async ({ mock }) => {
  const [one, other] = [await mock.world(), await mock.world()];
  expect(one.name).not.toBe(other.name);
  expect(one.headers).toEqual({ 'Signoff-World': one.name });
  const authorization = { Authorization: `Bearer ${documented}` };
  expect(await logOut(mock, { ...authorization, ...one.headers })).toBe(200);
  expect(await logOut(mock, { ...authorization, ...one.headers })).toBe(401);
  expect(await logOut(mock, { ...authorization, ...other.headers })).toBe(200);
  expect(await one.journal.entries()).toHaveLength(2);
  expect(await other.journal.entries()).toHaveLength(1);
});

test('a name asked for twice is one world', async ({ mock }) => {
  const [one, same] = await Promise.all([mock.world('checkout'), mock.world('checkout')]);
  const { token } = await one.issue();
  await logOut(mock, { Authorization: `Bearer ${token}` });
  expect(await same.journal.entries()).toEqual(await one.journal.entries());
  expect(await same.verify({ answer: 'loggedOut' })).toMatchObject({ count: 1 });
});

test('the world named default is the one that requests without a world reach', async ({ mock }) => {
  const named = await mock.world('default');
  await logOut(mock, {});
  expect(await named.journal.entries()).toEqual(await mock.journal.entries());
  expect(await named.journal.entries()).toHaveLength(1);
});

test.for(['', '.', '..', 'a/b', 'zwölf', 'a b', 'x'.repeat(65)])(
  'no world can be named "%s"',
  async (name, { mock }) => {
    const failure = await mock.world(name).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect(failure).toMatchObject({ code: 'WORLD_INVALID' });
  },
);

test('a dropped world is forgotten with all that leads to it, and its name begins a fresh one', async ({ mock }) => {
  const world = await mock.world('short-lived');
  const { token } = await world.issue();
  await world.next('LogOut', { example: 'serverError' });
  await world.drop();
  expect(await worldNames(mock)).not.toContain('short-lived');
  await expect(world.journal.entries()).rejects.toMatchObject({ code: 'WORLD_UNKNOWN' });
  await expect(world.drop()).rejects.toMatchObject({ code: 'WORLD_UNKNOWN' });
  expect(await logOut(mock, { Authorization: `Bearer ${token}`, ...world.headers })).toBe(401);
  expect(await world.journal.entries()).toHaveLength(1);
});

test('await using drops the world, also one that was dropped before', async ({ mock }) => {
  let name: string;
  {
    await using world = await mock.world();
    ({ name } = world);
    expect(await worldNames(mock)).toContain(name);
  }
  expect(await worldNames(mock)).not.toContain(name);
  {
    await using world = await mock.world();
    await world.drop();
  }
});

test('whoever follows a world is let go when it is dropped', { timeout: 5_000 }, async ({ mock }) => {
  const world = await mock.world();
  await logOut(mock, world.headers);
  const followed: number[] = [];
  for await (const { id } of world.journal.follow(new AbortController().signal)) {
    followed.push(id);
    await world.drop();
  }
  expect(followed).toEqual([1]);
});

test('a signal that was aborted before lets nobody follow', { timeout: 5_000 }, async ({ mock, world }) => {
  await logOut(mock, world.headers);
  const followed: number[] = [];
  for await (const { id } of world.journal.follow(AbortSignal.abort())) followed.push(id);
  expect(followed).toEqual([]);
});

test('where one API is served nobody has to name it', async ({ world }) => {
  const { token } = await world.issue({ subject: 'dora' });
  await world.sessions.end('dora');
  expect(await world.sessions.list()).toContainEqual({ api: 'fungame', id: 'dora', subject: 'dora', live: false });
  await world.revoke(token);
  await expect(world.expire(token)).rejects.toMatchObject({ code: 'CREDENTIAL_UNKNOWN' });
});

test('await using closes the mock and frees its port', async () => {
  let url: string;
  {
    await using mock = await createMock({ apis: ['fungame'] });
    ({ url } = mock);
    expect(await logOut(mock, {})).toBe(401);
  }
  await expect(logOut({ url }, {})).rejects.toThrow();
});
