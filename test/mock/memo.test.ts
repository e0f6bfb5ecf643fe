import { expect, test, vi } from 'vitest';
import { createMemo } from '../../src/mock/memo.js';

test('what was made for a text is not made again', () => {
  const memo = createMemo<string>();
  const make = vi.fn((text: string) => text.toUpperCase());
  expect([memo('a', make), memo('b', make), memo('a', make), memo('', make), memo('', make)]).toEqual(
    'A,B,A,,'.split(','),
  );
  expect(make.mock.calls).toEqual([['a'], ['b'], ['']]);
});

test('two memos know nothing of each other', () => {
  const [one, other] = [createMemo<number>(), createMemo<number>()];
  expect([one('a', () => 1), other('a', () => 2), one('a', () => 3)]).toEqual([1, 2, 1]);
});

test('a long text is made each time, and of very many the first are forgotten', () => {
  const memo = createMemo<number>();
  const long = 'a'.repeat(1001);
  expect([memo(long, () => 1), memo(long, () => 2)]).toEqual([1, 2]);
  for (let count = 0; count < 1000; count += 1) memo(String(count), () => count);
  expect([memo('0', () => -1), memo('1000', () => 1000), memo('0', () => -1)]).toEqual([0, 1000, -1]);
});
