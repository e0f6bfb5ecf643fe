import { expect, test } from 'vitest';
import { memoryStore } from '../../src/state/memory-store.js';
import { createWorld } from '../../src/state/world.js';

test('a world is the default one and tells the time of the system, unless it is told otherwise', () => {
  const world = createWorld({ store: memoryStore() });
  const [before, told, after] = [Date.now(), world.now(), Date.now()];
  expect(world.name).toBe('default');
  expect(before <= told && told <= after).toBe(true);
  const other = createWorld({ store: memoryStore(), name: 'blue', now: () => 42 });
  expect([other.name, other.now()]).toEqual(['blue', 42]);
});

test('the credentials of a world expire by the clock of that world', async () => {
  const store = memoryStore();
  const early = createWorld({ store, name: 'shared', now: () => 999 });
  const late = createWorld({ store, name: 'shared', now: () => 1000 });
  await early.credentials('fungame').issue('token', { subject: 'mary', expiresAt: 1000 });
  expect(await early.credentials('fungame').check('token')).toEqual({ state: 'valid', subject: 'mary' });
  expect(await late.credentials('fungame').check('token')).toEqual({ state: 'expired' });
  expect([early.now(), late.now()]).toEqual([999, 1000]);
});

test('a credential of one world is unknown in every other world of the same store', async () => {
  const store = memoryStore();
  const [red, blue] = [createWorld({ store, name: 'red' }), createWorld({ store, name: 'blue' })];
  await red.credentials('fungame').issue('token', { subject: 'mary' });
  expect(await blue.credentials('fungame').check('token')).toEqual({ state: 'unknown' });
  expect(await createWorld({ store }).credentials('fungame').check('token')).toEqual({ state: 'unknown' });
});

test('what is revoked in one world stays valid in the other', async () => {
  const store = memoryStore();
  const [red, blue] = [createWorld({ store, name: 'red' }), createWorld({ store, name: 'blue' })];
  await Promise.all(
    [red, blue].map(async (world) => world.credentials('fungame').issue('token', { subject: world.name })),
  );
  await red.credentials('fungame').revoke('token');
  expect(await red.credentials('fungame').check('token')).toEqual({ state: 'revoked' });
  expect(await blue.credentials('fungame').check('token')).toEqual({ state: 'valid', subject: 'blue' });
});

test('a credential of one API is unknown to the other APIs of the world', async () => {
  const world = createWorld({ store: memoryStore() });
  await world.credentials('fungame').issue('token', { subject: 'mary' });
  expect(await world.credentials('feishu').check('token')).toEqual({ state: 'unknown' });
});

test('a collection belongs to one world, one API and one kind', async () => {
  const store = memoryStore();
  const red = createWorld({ store, name: 'red' });
  await red.collection<string>('fungame', 'sessions').set('id', 'mine');
  const others = [
    createWorld({ store, name: 'blue' }).collection<string>('fungame', 'sessions'),
    red.collection<string>('feishu', 'sessions'),
    red.collection<string>('fungame', 'users'),
    createWorld({ store, name: 'red/fungame' }).collection<string>('sessions', ''),
  ];
  expect(await Promise.all(others.map(async (other) => other.get('id')))).toEqual(others.map(() => undefined));
  expect(await red.collection<string>('fungame', 'sessions').get('id')).toBe('mine');
});

test('a world that is opened again has kept what it held', async () => {
  const store = memoryStore();
  await createWorld({ store, name: 'red' }).credentials('fungame').issue('token', { subject: 'mary' });
  const reopened = createWorld({ store, name: 'red' });
  expect(await reopened.credentials('fungame').check('token')).toEqual({ state: 'valid', subject: 'mary' });
});
