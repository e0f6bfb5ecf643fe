import { expect, onTestFinished, test, vi } from 'vitest';
import type { Entry } from '../../src/state/journal.js';
import { memoryStore } from '../../src/state/memory-store.js';
import type { World } from '../../src/state/world.js';
import { createWorlds, type Worlds, type WorldsOptions } from '../../src/state/worlds.js';
import { watchedStore } from './watched-store.js';

function openWorlds(options: Partial<WorldsOptions> = {}): Worlds {
  const worlds = createWorlds({ store: memoryStore(), seed: () => Promise.resolve(), ...options });
  onTestFinished(() => worlds.close());
  return worlds;
}

const request = { method: 'GET', path: '/', headers: {} };
const exchange = { time: '', milliseconds: 0, world: '', request, reply: { headers: {} }, answer: '', why: '' };

async function use(world: World): Promise<void> {
  await world.credentials('fungame').issue('token', { subject: 'mary' });
  await world.collection<string>('fungame', 'users').set('mary', 'mary');
  await world.queue.add({ api: 'fungame', operation: 'LogOut' }, 1);
  world.journal.append(() => exchange);
}

test('a dropped world begins afresh with its next use', async () => {
  let seeded = 0;
  const worlds = openWorlds({ seed: () => Promise.resolve(void (seeded += 1)) });
  const before = await worlds.open('blue');
  await use(before);
  expect(await worlds.drop('blue')).toBe(true);
  expect(await worlds.find('blue')).toBeUndefined();
  const after = await worlds.open('blue');
  expect(after).not.toBe(before);
  expect(seeded).toBe(2);
  expect(await after.credentials('fungame').check('token')).toEqual({ state: 'unknown' });
  expect(await after.collection<string>('fungame', 'users').values()).toEqual([]);
  expect(await after.queue.list()).toEqual([]);
  expect([await after.journal.read(), await after.journal.count()]).toEqual([{ entries: [], dropped: 0 }, 0]);
});

test('a token leads to the world that it was issued into, and nowhere once that is dropped', async () => {
  const worlds = openWorlds();
  const [blue, red] = [await worlds.open('blue'), await worlds.open('red')];
  await blue.credentials('fungame').issue('of blue', { subject: 'mary' });
  await red.credentials('feishu').issue('of red', { subject: 'app' });
  await blue.credentials('fungame').revoke('of blue');
  expect(await worlds.ofToken('of blue')).toBe(blue);
  expect(await worlds.ofToken('of red')).toBe(red);
  await worlds.drop('blue');
  expect(await worlds.ofToken('of blue')).toBeUndefined();
  await worlds.open('blue');
  expect(await worlds.ofToken('of blue')).toBeUndefined();
  expect(await worlds.ofToken('of red')).toBe(red);
});

test('a token that every world knows leads nowhere', async () => {
  const worlds = openWorlds({ seed: async (world) => world.credentials('fungame').know('known', { subject: 'mary' }) });
  const blue = await worlds.open('blue');
  expect(await worlds.ofToken('known')).toBeUndefined();
  await blue.credentials('fungame').revoke('known');
  expect(await worlds.ofToken('known')).toBeUndefined();
});

test('a token of two worlds leads to the first, also when the second is dropped', async () => {
  const worlds = openWorlds();
  const [blue, red] = [await worlds.open('blue'), await worlds.open('red')];
  for (const world of [blue, red]) await world.credentials('fungame').issue('shared', { subject: world.name });
  expect(await worlds.ofToken('shared')).toBe(blue);
  await worlds.drop('red');
  expect(await worlds.ofToken('shared')).toBe(blue);
});

test('whoever still holds a dropped world goes on alone, and leaves nothing in the store', async () => {
  const { store, held } = watchedStore();
  const worlds = openWorlds({ store });
  const stale = await worlds.open('blue');
  const early = stale.credentials('fungame');
  await use(stale);
  expect(await held()).not.toEqual([]);
  await worlds.drop('blue');
  expect(await held()).toEqual([]);
  const fresh = await worlds.open('blue');
  await use(stale);
  await early.issue('late token', { subject: 'mary' });
  expect(await stale.credentials('fungame').check('token')).toEqual({ state: 'valid', subject: 'mary' });
  expect(await fresh.credentials('fungame').check('token')).toEqual({ state: 'unknown' });
  expect(await fresh.collection<string>('fungame', 'users').values()).toEqual([]);
  expect([await fresh.queue.list(), await fresh.journal.count()]).toEqual([[], 0]);
  expect([await worlds.ofToken('token'), await worlds.ofToken('late token')]).toEqual([undefined, undefined]);
  await stale.drop();
  expect(await worlds.open('blue')).toBe(fresh);
  expect(await held()).toEqual([]);
});

test('dropping a stale world takes no token from the fresh one', async () => {
  const worlds = openWorlds();
  const stale = await worlds.open('blue');
  await use(stale);
  await worlds.drop('blue');
  const fresh = await worlds.open('blue');
  await use(fresh);
  await stale.drop();
  expect(await worlds.ofToken('token')).toBe(fresh);
});

test('a token never leads to the next world of the name, not even while its own is being dropped', async () => {
  const worlds = openWorlds();
  await use(await worlds.open('blue'));
  const steps = await Promise.all([worlds.drop('blue'), worlds.open('blue'), worlds.ofToken('token')]);
  expect(steps[2]).toBeUndefined();
});

test('a token that is issued while its world is dropped leads nowhere', async () => {
  const { store, held } = watchedStore();
  const worlds = openWorlds({ store });
  const world = await worlds.open('blue');
  await Promise.all([
    world.credentials('fungame').issue('before', { subject: 'mary' }),
    worlds.drop('blue'),
    world.credentials('fungame').issue('after', { subject: 'mary' }),
  ]);
  expect([await worlds.ofToken('before'), await worlds.ofToken('after')]).toEqual([undefined, undefined]);
  expect(await held()).toEqual([]);
});

test('a world whose seed fails leaves nothing in the store', async () => {
  const { store, held } = watchedStore();
  const seed = async (world: World): Promise<void> => {
    await use(world);
    throw new Error('cannot be seeded');
  };
  const worlds = openWorlds({ store, seed });
  await expect(worlds.open('blue')).rejects.toThrow('cannot be seeded');
  expect(await held()).toEqual([]);
});

test.each(['its world is dropped', 'all worlds are closed'])(
  'whoever follows a journal is let go when %s',
  async (end) => {
    const worlds = openWorlds();
    const world = await worlds.open('blue');
    await use(world);
    const seen: Entry[] = [];
    const follow = async (): Promise<void> => {
      for await (const entry of world.journal.follow(0, new AbortController().signal)) seen.push(entry);
    };
    const over = follow();
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    if (end === 'all worlds are closed') worlds.close();
    else await worlds.drop('blue');
    await over;
  },
);
