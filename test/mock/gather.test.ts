import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createGather } from '../../src/mock/gather.js';

test('what begins in one turn runs at its end, and only then what comes of it', async () => {
  const gather = createGather();
  const ran: string[] = [];
  for (const name of ['one', 'two']) {
    gather.begin(() => {
      ran.push(`${name} begins`);
      gather.finish(() => ran.push(`${name} ends`));
    });
  }
  expect(ran).toEqual([]);
  await setImmediate();
  expect(ran).toEqual(['one begins', 'two begins', 'one ends', 'two ends']);
});

test('what comes later than its turn waits for nobody', async () => {
  const gather = createGather();
  const ran: string[] = [];
  gather.begin(() => ran.push('begins'));
  await setImmediate();
  gather.finish(() => ran.push('ends'));
  expect(ran).toEqual(['begins', 'ends']);
});

test('what begins while others run belongs to the next turn', async () => {
  const gather = createGather();
  const ran: string[] = [];
  gather.begin(() => {
    gather.begin(() => ran.push('next'));
    gather.finish(() => ran.push('ends'));
  });
  await setImmediate();
  expect(ran).toEqual(['ends']);
  await setImmediate();
  expect(ran).toEqual(['ends', 'next']);
});
