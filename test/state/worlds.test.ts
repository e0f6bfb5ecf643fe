import { expect, onTestFinished, test } from 'vitest';
import { memoryStore } from '../../src/state/memory-store.js';
import type { World } from '../../src/state/world.js';
import { createWorlds, defaultWorld, type Worlds, type WorldsOptions } from '../../src/state/worlds.js';

function openWorlds(options: Partial<WorldsOptions> = {}): Worlds {
  const worlds = createWorlds({ store: memoryStore(), seed: () => Promise.resolve(), ...options });
  onTestFinished(() => worlds.close());
  return worlds;
}

async function namesOf(worlds: Worlds): Promise<readonly string[]> {
  return (await worlds.list()).map(({ name }) => name);
}

test('a world begins with its first use and is the same from then on', async () => {
  const worlds = openWorlds();
  expect(await worlds.find('blue')).toBeUndefined();
  expect(await worlds.list()).toEqual([]);
  const blue = await worlds.open('blue');
  expect(blue.name).toBe('blue');
  expect(await worlds.open('blue')).toBe(blue);
  expect(await worlds.find('blue')).toBe(blue);
  expect(await worlds.list()).toEqual([blue]);
});

test('to look for a world or for a token begins none', async () => {
  const worlds = openWorlds();
  expect(await worlds.find(defaultWorld)).toBeUndefined();
  expect(await worlds.ofToken('token')).toBeUndefined();
  expect(await worlds.drop('blue')).toBe(false);
  expect(await namesOf(worlds)).toEqual([]);
});

test('a world is seeded once, also when many open it at the same time, and nobody gets it before', async () => {
  const seeded: string[] = [];
  const worlds = openWorlds({
    seed: async (world) => {
      await Promise.resolve();
      seeded.push(world.name);
      await world.credentials('fungame').know('seeded', { subject: 'mary' });
    },
  });
  const opened = await Promise.all([
    ...Array.from({ length: 20 }, () => worlds.open('blue')),
    worlds.open('red'),
    worlds.find('blue'),
  ]);
  expect(seeded.sort()).toEqual(['blue', 'red']);
  expect(new Set(opened).size).toBe(2);
  const checks = await Promise.all(opened.map(async (world) => world?.credentials('fungame').check('seeded')));
  expect(checks).toEqual(opened.map(() => ({ state: 'valid', subject: 'mary' })));
});

test.each(['a', 'A-z_0.9~', '-', '~', '_', '...a', 'default', 'constructor', '__proto__', 'x'.repeat(64)])(
  'the name %j is a name of a world',
  async (name) => {
    const worlds = openWorlds();
    await worlds.open(name);
    expect(await namesOf(worlds)).toEqual([name]);
  },
);

test.each([
  '',
  '.',
  '..',
  '...',
  ' ',
  'a b',
  'a/b',
  'a\n',
  '\n',
  'a,b',
  'a%20b',
  'ä',
  '世界',
  'a\u0000',
  'x'.repeat(65),
])('the name %j is refused, begins nothing and is not told again', async (name) => {
  const worlds = openWorlds();
  const refusal = worlds.open(name);
  await expect(refusal).rejects.toMatchObject({ code: 'WORLD_INVALID' });
  if (name.trim().length > 1) await expect(refusal).rejects.not.toThrow(name);
  expect(await worlds.list()).toEqual([]);
  expect(await worlds.find(name)).toBeUndefined();
});

test('there is a limit to worlds, which the default one and those that are there are not held to', async () => {
  const worlds = openWorlds({ limit: 2 });
  const blue = await worlds.open('blue');
  await worlds.open('red');
  await expect(worlds.open('green')).rejects.toMatchObject({ code: 'WORLD_LIMIT' });
  expect(await worlds.open('blue')).toBe(blue);
  await worlds.open(defaultWorld);
  await expect(worlds.open('green')).rejects.toMatchObject({ code: 'WORLD_LIMIT' });
  await worlds.drop('red');
  await worlds.drop('blue');
  expect((await worlds.open('green')).name).toBe('green');
});

test('a world that cannot be seeded is none, and is tried again', async () => {
  const failure = new Error('cannot be seeded');
  let attempts = 0;
  const worlds = openWorlds({ seed: () => ((attempts += 1) < 3 ? Promise.reject(failure) : Promise.resolve()) });
  const both = await Promise.allSettled([worlds.open('blue'), worlds.open('blue')]);
  expect(both.map((one) => one.status === 'rejected' && one.reason === failure)).toEqual([true, true]);
  expect([attempts, await worlds.list()]).toEqual([1, []]);
  await expect(worlds.open('blue')).rejects.toBe(failure);
  expect((await worlds.open('blue')).name).toBe('blue');
  expect(attempts).toBe(3);
});

test('a failing seed ends the world that it was for, not the one that has begun since', async () => {
  let fail = (): void => undefined;
  const failing = new Promise<void>((_, reject) => {
    fail = () => reject(new Error('cannot be seeded'));
  });
  let attempts = 0;
  const worlds = openWorlds({ seed: () => ((attempts += 1) === 1 ? failing : Promise.resolve()) });
  const first = worlds.open('blue');
  const dropped = worlds.drop('blue');
  const second = await worlds.open('blue');
  fail();
  await expect(first).rejects.toThrow('cannot be seeded');
  expect(await dropped).toBe(true);
  expect(await worlds.open('blue')).toBe(second);
});

test('two hundred worlds do not see each other', async () => {
  const worlds = openWorlds({
    seed: async (world) => world.credentials('fungame').know('seeded', { subject: world.name }),
  });
  const opened = await Promise.all(Array.from({ length: 200 }, async (_, index) => worlds.open(`world-${index}`)));
  await Promise.all(opened.map((world) => fill(world)));
  for (const world of opened) {
    const credentials = world.credentials('fungame');
    expect(await credentials.check('shared')).toEqual({ state: 'valid', subject: world.name });
    expect(await credentials.check('seeded')).toEqual({ state: 'valid', subject: world.name });
    expect(await world.collection<string>('fungame', 'users').values()).toEqual([world.name]);
    expect((await world.journal.read()).entries).toMatchObject([{ id: 1, why: world.name }]);
    expect(await world.queue.list()).toEqual([{ api: 'fungame', operation: 'LogOut', example: world.name }]);
    expect(await worlds.ofToken(`token of ${world.name}`)).toBe(world);
  }
  await opened[0]?.credentials('fungame').revoke('shared');
  const states = await Promise.all(opened.map(async (world) => world.credentials('fungame').check('shared')));
  expect(states.filter(({ state }) => state === 'revoked')).toHaveLength(1);
});

async function fill(world: World): Promise<void> {
  const { name } = world;
  await world.credentials('fungame').issue('shared', { subject: name });
  await world.credentials('fungame').issue(`token of ${name}`, { subject: name });
  await world.collection<string>('fungame', 'users').set('mary', name);
  await world.queue.add({ api: 'fungame', operation: 'LogOut', example: name }, 1);
  const exchange = { request: { method: 'GET', path: '/', headers: {} }, reply: { headers: {} } };
  world.journal.append(() => ({ ...exchange, time: '', milliseconds: 0, world: name, answer: '', why: name }));
}
