import { expect, test } from 'vitest';
import { memoryStore } from '../../src/state/memory-store.js';
import { createQueue, type Planned, type Queue } from '../../src/state/queue.js';

const logOut = { api: 'fungame', operation: 'LogOut' };

function openQueue(): Queue {
  return createQueue(memoryStore().collection<readonly Planned[]>('queue'));
}

test('what nobody planned cannot be taken', async () => {
  const queue = openQueue();
  expect(await queue.take('fungame', 'LogOut')).toBeUndefined();
  expect(await queue.list()).toEqual([]);
});

test('plans are taken in the order in which they were made, each once', async () => {
  const queue = openQueue();
  expect(await queue.add({ ...logOut, status: 400 }, 1)).toBe(1);
  expect(await queue.add({ ...logOut, fault: 'reset' }, 1)).toBe(2);
  expect(await queue.add({ ...logOut, delay: 5 }, 1)).toBe(3);
  expect(await queue.take('fungame', 'LogOut')).toEqual({ ...logOut, status: 400 });
  expect(await queue.take('fungame', 'LogOut')).toEqual({ ...logOut, fault: 'reset' });
  expect(await queue.take('fungame', 'LogOut')).toEqual({ ...logOut, delay: 5 });
  expect(await queue.take('fungame', 'LogOut')).toBeUndefined();
});

test('a plan for several requests serves as many, before those that were made after it', async () => {
  const queue = openQueue();
  expect(await queue.add({ ...logOut, status: 400 }, 3)).toBe(3);
  expect(await queue.add({ ...logOut, status: 401 }, 1)).toBe(4);
  const taken = [];
  for (let count = 0; count < 5; count += 1) taken.push(await queue.take('fungame', 'LogOut'));
  expect(taken.map((plan) => plan?.status)).toEqual([400, 400, 400, 401, undefined]);
});

test.each([
  ['another operation', { api: 'fungame', operation: 'Login' }],
  ['the same operation of another API', { api: 'feishu', operation: 'LogOut' }],
  ['an operation of a name in another case', { api: 'fungame', operation: 'logout' }],
  ['names that look alike when they are joined', { api: 'fungame LogOut', operation: '' }],
])('a plan is left to its operation by %s', async (_, { api, operation }) => {
  const queue = openQueue();
  await queue.add({ ...logOut, status: 400 }, 1);
  expect(await queue.take(api, operation)).toBeUndefined();
  expect(await queue.add({ api, operation, status: 401 }, 1)).toBe(1);
  expect(await queue.take('fungame', 'LogOut')).toEqual({ ...logOut, status: 400 });
});

test('names with spaces are not taken for one another', async () => {
  const queue = openQueue();
  await queue.add({ api: 'my api', operation: 'log out', status: 400 }, 1);
  expect(await queue.take('my', 'api log out')).toBeUndefined();
  expect(await queue.take('my api log', 'out')).toBeUndefined();
});

test('of requests at the same time each gets another plan', async () => {
  const queue = openQueue();
  for (let delay = 0; delay < 20; delay += 1) await queue.add({ ...logOut, delay }, 1);
  const taken = await Promise.all(Array.from({ length: 25 }, async () => queue.take('fungame', 'LogOut')));
  expect(taken.map((plan) => plan?.delay)).toEqual([
    ...Array.from({ length: 20 }, (_, delay) => delay),
    ...Array.from({ length: 5 }, () => undefined),
  ]);
});

test('of plans made at the same time none is lost', async () => {
  const queue = openQueue();
  const counts = await Promise.all(Array.from({ length: 20 }, (_, delay) => queue.add({ ...logOut, delay }, 2)));
  expect(counts.at(-1)).toBe(40);
  expect(await queue.list()).toHaveLength(40);
});

test('the list has every plan that waits, those of one operation in their order', async () => {
  const queue = openQueue();
  await queue.add({ ...logOut, status: 400 }, 2);
  await queue.add({ api: 'feishu', operation: 'logout', fault: 'cut' }, 1);
  await queue.add({ ...logOut, status: 401 }, 1);
  await queue.take('fungame', 'LogOut');
  const listed = await queue.list();
  expect(listed).toHaveLength(3);
  expect(listed.filter(({ api }) => api === 'fungame').map(({ status }) => status)).toEqual([400, 401]);
  expect(listed.filter(({ api }) => api === 'feishu')).toEqual([{ api: 'feishu', operation: 'logout', fault: 'cut' }]);
});

test('a cleared queue has nothing to take, and can be planned for again', async () => {
  const queue = openQueue();
  await queue.add({ ...logOut, status: 400 }, 5);
  await queue.clear();
  expect(await queue.list()).toEqual([]);
  expect(await queue.take('fungame', 'LogOut')).toBeUndefined();
  expect(await queue.add({ ...logOut, status: 401 }, 1)).toBe(1);
});
