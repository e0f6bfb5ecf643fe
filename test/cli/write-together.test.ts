import { expect, test } from 'vitest';
import { writeTogether } from '../../src/cli/write-together.js';

test('what comes in one turn is written at once and in order, and nothing is written for nothing', async () => {
  const written: string[] = [];
  const write = writeTogether((text) => written.push(text));
  write('');
  await nextTurn();
  expect(written).toEqual([]);
  write('a\n');
  write('b\n');
  expect(written).toEqual([]);
  await nextTurn();
  expect(written).toEqual(['a\nb\n']);
  write('c\n');
  await nextTurn();
  expect(written).toEqual(['a\nb\n', 'c\n']);
});

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
