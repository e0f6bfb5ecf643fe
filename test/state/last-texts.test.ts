import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { keepLastTexts } from '../../src/state/last-texts.js';

/** Texts of all lengths up to a few kilobytes, with characters of one to four bytes. */
function textOf(index: number): string {
  const units = ['a', 'é', '登', '😀'];
  return `${String(index)} ${(units[index % 4] ?? '').repeat((index * 7919) % 1500)}`;
}

const from = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

test.each([
  ['none', 0],
  ['one', 1],
  ['as many as are kept', 100],
  ['one more', 101],
  ['many times more', 5000],
])('of %s the last hundred are given out, in order, each with what belongs to it', (_, count) => {
  const texts = keepLastTexts<number>(100);
  for (const index of from(1, count)) texts.add(textOf(index), index);
  const expected = from(Math.max(count - 99, 1), count).map((index) => ({ text: textOf(index), about: index }));
  expect(texts.take()).toEqual({ count, last: expected });
});

test('they are kept however much larger or smaller they become', () => {
  const texts = keepLastTexts<number>(100);
  const lengths = [1, 3000, 1, 20_000];
  for (const index of from(1, 4000)) texts.add('a'.repeat(lengths[Math.floor(index / 1000)] ?? 10), index);
  expect(texts.take().last.map(({ about }) => about)).toEqual(from(3901, 4000));
  for (const index of from(1, 3100)) texts.add('a'.repeat(lengths[Math.floor(index / 1000)] ?? 10), index);
  expect(texts.take().last.map(({ about }) => about)).toEqual(from(3001, 3100));
});

test('whoever took them finds those that came since', () => {
  const texts = keepLastTexts<string>(2);
  for (const name of ['a', 'b', 'c']) texts.add(name, name);
  texts.take();
  expect(texts.take()).toEqual({ count: 0, last: [] });
  texts.add('d', 'd');
  expect(texts.take()).toEqual({ count: 1, last: [{ text: 'd', about: 'd' }] });
});

test('a text that is larger than any page is kept whole, and so is one that is empty', () => {
  const texts = keepLastTexts<undefined>(3);
  const large = '登'.repeat(300_000);
  for (const text of ['small', large, '', large, '']) texts.add(text, undefined);
  expect(texts.take().last.map(({ text }) => text === large || text)).toEqual(['', true, '']);
});

test('nothing is held for long that belongs to texts which are not kept any more', async () => {
  const collect = exposeCollector();
  const texts = keepLastTexts<object>(100);
  const held: WeakRef<object>[] = [];
  const addThousand = (text: string): void => {
    for (let done = 0; done < 1000; done += 1) {
      const about = {};
      held.push(new WeakRef(about));
      texts.add(text, about);
    }
  };
  const countHeld = async (): Promise<readonly number[]> => {
    await new Promise(setImmediate); // a weak reference holds until the job that made it is over
    collect();
    return [held.slice(0, -1000), held].map((some) => some.filter((one) => one.deref() !== undefined).length);
  };
  for (const length of [0, 2000, 10, 2000]) {
    addThousand('a'.repeat(length));
    const [before, all] = await countHeld();
    expect(before).toBe(0);
    expect(all).toBeLessThanOrEqual(300);
  }
  expect(texts.take().last).toHaveLength(100);
});

test('a lone surrogate is replaced, and what stands at the start of a text is no mark of its order', () => {
  const texts = keepLastTexts<undefined>(2);
  for (const text of ['a\ud800b', '\ufeffa']) texts.add(text, undefined);
  expect(texts.take().last.map(({ text }) => text)).toEqual(['a\ufffdb', '\ufeffa']);
});

/** The garbage collector, to be called. */
function exposeCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
