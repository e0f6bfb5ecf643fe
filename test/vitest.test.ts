import { describe, expect, expectTypeOf } from 'vitest';
import type { Mock, WorldHandle } from '../src/index.js';
import { withMock } from '../src/vitest.js';

const test = withMock({ apis: ['fungame'] });

const urls = new Set<string>();
const worlds = new Set<string>();

test.beforeEach(({ mock, world }) => {
  expect(worlds).not.toContain(world.name);
  worlds.add(world.name);
  urls.add(mock.url);
});

async function logOut({ url }: Pick<Mock, 'url'>, { headers }: Pick<WorldHandle, 'headers'>): Promise<number> {
  const authorization = { Authorization: 'Bearer eyJhbGciOiJIUzI1NiIs...' };
  const response = await fetch(`${url}/user/logout`, { method: 'POST', headers: { ...authorization, ...headers } });
  return response.status;
}

describe('one after the other', () => {
  test.for(['the first', 'the second'])('%s test logs the documented token out', async (_, { mock, world }) => {
    expect(await logOut(mock, world)).toBe(200);
    expect(await logOut(mock, world)).toBe(401);
  });

  test('nothing of it reached the default world', async ({ mock }) => {
    expect(await mock.journal.entries()).toEqual([]);
  });
});

describe.concurrent('at the same time', () => {
  const meet = barrier(2);

  test.for(['one', 'other'])(
    '%s test logs the documented token out',
    { timeout: 5_000 },
    async (_, { mock, world }) => {
      await meet();
      expect(await logOut(mock, world)).toBe(200);
      await meet();
      expect(await logOut(mock, world)).toBe(401);
      expect(await world.journal.entries()).toHaveLength(2);
    },
  );
});

describe('a hook before each test', () => {
  test.beforeEach(async ({ world }) => {
    await world.next('LogOut', { example: 'sessionGone' });
  });

  test('is given the world of the test', async ({ mock, world }) => {
    expect(await logOut(mock, world)).toBe(400);
    expect(await logOut(mock, world)).toBe(200);
  });
});

describe('in the end', () => {
  test('all tests have met the same mock, and no world is left of those before', async ({ mock, world }) => {
    expect([...urls]).toEqual([mock.url]);
    const response = await fetch(`${mock.url}/__signoff/worlds`);
    const left = (await response.json()) as { worlds: { name: string }[] };
    expect(left.worlds.map(({ name }) => name)).toEqual(['default', world.name]);
  });

  test('the options are those of the mock, and the types know which APIs are served', async ({ mock, world }) => {
    expect(mock.apis).toEqual(['fungame']);
    expectTypeOf(mock).toEqualTypeOf<Mock<'fungame'>>();
    expectTypeOf(world).toEqualTypeOf<WorldHandle<'fungame'>>();
    // @ts-expect-error -- an operation of Feishu, which is not served
    await expect(world.next('logout', { delay: 1 })).rejects.toMatchObject({ code: 'OPERATION_UNKNOWN' });
  });
});

/** Lets nobody on until as many have come. */
function barrier(parties: number): () => Promise<void> {
  let waiting: (() => void)[] = [];
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length < parties) return;
      for (const goOn of waiting) goOn();
      waiting = [];
    });
}
