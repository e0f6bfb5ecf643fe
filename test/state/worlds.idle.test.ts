import { expect, onTestFinished, test, vi } from 'vitest';
import { memoryStore } from '../../src/state/memory-store.js';
import type { World } from '../../src/state/world.js';
import { createWorlds, defaultWorld, type Worlds, type WorldsOptions } from '../../src/state/worlds.js';
import { watchedStore } from './watched-store.js';

const hour = 3_600_000;

function openWorlds(options: Partial<WorldsOptions> = {}): Worlds {
  const worlds = createWorlds({ store: memoryStore(), seed: () => Promise.resolve(), ...options });
  onTestFinished(() => worlds.close());
  return worlds;
}

async function namesOf(worlds: Worlds): Promise<readonly string[]> {
  return (await worlds.list()).map(({ name }) => name);
}

const request = { method: 'GET', path: '/', headers: {} };
const exchange = { time: '', milliseconds: 0, world: '', request, reply: { headers: {} }, answer: '', why: '' };

async function use(world: World): Promise<void> {
  await world.credentials('fungame').issue('token', { subject: 'mary' });
  await world.collection<string>('fungame', 'users').set('mary', 'mary');
  await world.queue.add({ api: 'fungame', operation: 'LogOut' }, 1);
  world.journal.append(() => exchange);
}

test('a world is dropped once it was idle for the whole time, the default one never', async () => {
  let now = 0;
  const { store, held } = watchedStore();
  const worlds = openWorlds({ store, now: () => now, idleTime: hour });
  await use(await worlds.open('blue'));
  await worlds.open(defaultWorld);
  now = hour - 1;
  expect(await namesOf(worlds)).toEqual(['blue', defaultWorld]);
  now = hour;
  expect(await namesOf(worlds)).toEqual([defaultWorld]);
  await vi.waitFor(async () => expect(await held()).toEqual([]));
  expect(await worlds.ofToken('token')).toBeUndefined();
  now = 1000 * hour;
  expect(await namesOf(worlds)).toEqual([defaultWorld]);
});

test('each world is dropped at its own time, whoever asks first', async () => {
  let now = 0;
  const worlds = openWorlds({ now: () => now, idleTime: hour });
  await worlds.open('first');
  now = 10;
  const second = await worlds.open('second');
  now = hour + 9;
  expect(await worlds.find('first')).toBeUndefined();
  expect(await worlds.find('second')).toBe(second);
  now = hour + 10;
  expect(await worlds.open('second')).not.toBe(second);
});

test('a world that is used, by its name or by a token, is kept', async () => {
  let now = 0;
  const worlds = openWorlds({ now: () => now, idleTime: hour });
  const [byName, byToken] = [await worlds.open('by-name'), await worlds.open('by-token')];
  await worlds.open('idle');
  await byToken.credentials('fungame').issue('token', { subject: 'mary' });
  for (let round = 0; round < 5; round += 1) {
    now += hour - 1;
    expect(await worlds.open('by-name')).toBe(byName);
    expect(await worlds.ofToken('token')).toBe(byToken);
    expect([worlds.lastUsedAt(byName), worlds.lastUsedAt(byToken)]).toEqual([now, now]);
  }
  expect(await namesOf(worlds)).toEqual(['by-name', 'by-token']);
});

test('looking at a world does not count as using it', async () => {
  let now = 0;
  const worlds = openWorlds({ now: () => now, idleTime: hour });
  const blue = await worlds.open('blue');
  now = hour - 1;
  expect([await worlds.find('blue'), await worlds.list()]).toEqual([blue, [blue]]);
  expect(worlds.lastUsedAt(blue)).toBe(0);
});

test('a request under way in a world that is dropped as idle ends well, and harms nobody', async () => {
  let now = 0;
  const worlds = openWorlds({ now: () => now, idleTime: hour });
  const underWay = await worlds.open('blue');
  now = hour;
  const fresh = await worlds.open('blue');
  await use(underWay);
  expect((await underWay.journal.read()).entries).toHaveLength(1);
  expect(await fresh.journal.count()).toBe(0);
  expect(await worlds.ofToken('token')).toBeUndefined();
});

test('idle worlds are dropped when nobody asks, too', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { store, held } = watchedStore();
  const worlds = openWorlds({ store, idleTime: hour });
  await use(await worlds.open('blue'));
  await vi.advanceTimersByTimeAsync(hour + 60_000);
  expect(await held()).toEqual([]);
});
