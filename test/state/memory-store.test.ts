import { expect, test } from 'vitest';
import { memoryStore } from '../../src/state/memory-store.js';
import { describeStore } from './store-suite.js';

describeStore('memory', () => memoryStore());

test('two memory stores know nothing of each other', async () => {
  await memoryStore().collection<string>('shared').set('one', 'secret');
  expect(await memoryStore().collection<string>('shared').values()).toEqual([]);
});
