import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Collection, Store } from '../../src/state/store.js';
import { describeForgetting } from './store-suite.forgetting.js';

/** What any driver of the store has to keep. A driver may hold other data already: each test uses paths of its own. */
export function describeStore(name: string, openStore: () => Store | Promise<Store>): void {
  async function openCollection<T>(): Promise<Collection<T>> {
    return (await openStore()).collection<T>('store-suite', randomUUID());
  }

  describe(`${name}: values`, () => {
    test('an id that was never set has no value', async () => {
      const values = await openCollection<string>();
      expect(await values.get('nobody')).toBeUndefined();
    });

    test('a value is given back as it was set', async () => {
      const values = await openCollection<unknown>();
      const value = { name: '退出登录', list: [1, [2, null]], inner: { yes: true, none: null } };
      await values.set('one', value);
      expect(await values.get('one')).toEqual(value);
    });

    test.each([0, false, null, '', [], {}].map((value) => ({ value, shown: JSON.stringify(value) })))(
      '$shown is a value like any other',
      async ({ value }) => {
        const values = await openCollection<unknown>();
        await values.set('one', value);
        expect(await values.get('one')).toEqual(value);
        expect(await values.values()).toEqual([value]);
      },
    );

    test('setting an id again replaces its value and no other', async () => {
      const values = await openCollection<number>();
      await values.set('one', 1);
      await values.set('two', 2);
      await values.set('one', 11);
      expect(await values.get('one')).toBe(11);
      expect(await values.get('two')).toBe(2);
    });

    test('the values are listed once each, those of a fresh collection not at all', async () => {
      const values = await openCollection<number>();
      expect(await values.values()).toEqual([]);
      await values.set('one', 1);
      await values.set('two', 2);
      await values.set('one', 3);
      expect([...(await values.values())].sort()).toEqual([2, 3]);
    });

    test.each(['__proto__', 'constructor', 'toString', '', ' ', 'a/b', 'a:b', '["a"]', '*', '用户', '\n'])(
      'the id %j is an id like any other',
      async (id) => {
        const values = await openCollection<string>();
        expect(await values.get(id)).toBeUndefined();
        await values.set(id, 'mine');
        await values.set('neighbour', 'theirs');
        expect(await values.get(id)).toBe('mine');
        expect([...(await values.values())].sort()).toEqual(['mine', 'theirs']);
      },
    );
  });

  describe(`${name}: collections`, () => {
    test('the same path leads to the same collection', async () => {
      const store = await openStore();
      const path = ['store-suite', randomUUID()] as const;
      await store.collection<string>(...path).set('one', 'kept');
      expect(await store.collection<string>(...path).get('one')).toBe('kept');
    });

    test.each([
      { paths: [['a'], ['b']] },
      { paths: [['a'], ['a', 'a']] },
      { paths: [['a', 'b'], ['a/b']] },
      { paths: [['a', 'b'], ['a:b']] },
      { paths: [['a', 'b'], ['a,b']] },
      {
        paths: [
          ['a', 'b/c'],
          ['a/b', 'c'],
        ],
      },
      {
        paths: [
          ['a', 'b:c'],
          ['a:b', 'c'],
        ],
      },
      { paths: [['a', ''], ['a']] },
      { paths: [['__proto__'], ['constructor']] },
    ])('collections of different paths are kept apart: $paths', async ({ paths: [one = [], other = []] }) => {
      const store = await openStore();
      const root = randomUUID();
      await store.collection<string>(root, ...one).set('id', 'one');
      expect(await store.collection<string>(root, ...other).get('id')).toBeUndefined();
      expect(await store.collection<string>(root, ...other).values()).toEqual([]);
    });
  });

  describe(`${name}: update`, () => {
    test('a value is changed from what it was, and the new one is answered', async () => {
      const values = await openCollection<number>();
      await values.set('one', 1);
      expect(await values.update('one', (current) => (current ?? 0) + 41)).toBe(42);
      expect(await values.get('one')).toBe(42);
    });

    test('an id without a value is offered as undefined and can be given one', async () => {
      const values = await openCollection<readonly unknown[]>();
      expect(await values.update('one', (current) => [current])).toEqual([undefined]);
      expect(await values.values()).toHaveLength(1);
    });

    test('a change to undefined leaves the value as it is, and answers so', async () => {
      const values = await openCollection<number>();
      await values.set('one', 1);
      expect(await values.update('one', () => undefined)).toBeUndefined();
      expect(await values.get('one')).toBe(1);
    });

    test('a change to undefined makes no value where there was none', async () => {
      const values = await openCollection<number>();
      expect(await values.update('one', () => undefined)).toBeUndefined();
      expect(await values.values()).toEqual([]);
    });

    test.each([0, false, null, ''])('a change to %j is a change', async (falsy) => {
      const values = await openCollection<unknown>();
      await values.set('one', 'before');
      expect(await values.update('one', () => falsy)).toBe(falsy);
      expect(await values.get('one')).toBe(falsy);
    });

    test('changes at the same time are lost to nobody', async () => {
      const values = await openCollection<number>();
      const increments = Array.from({ length: 50 }, async () => values.update('count', (current = 0) => current + 1));
      const answers = await Promise.all(increments);
      expect(await values.get('count')).toBe(50);
      expect(new Set(answers).size).toBe(50);
    });

    test('of many who take the same thing at the same time, one gets it', async () => {
      const values = await openCollection<string>();
      await values.set('prize', 'free');
      const takers = Array.from({ length: 20 }, async (_, taker) =>
        values.update('prize', (current) => (current === 'free' ? `taken by ${taker}` : undefined)),
      );
      const winners = (await Promise.all(takers)).filter((answer) => answer !== undefined);
      expect(winners).toEqual([await values.get('prize')]);
    });

    test('a change that fails throws or rejects, and leaves the value as it is', async () => {
      const values = await openCollection<number>();
      await values.set('one', 1);
      const attempt = async (): Promise<unknown> =>
        values.update('one', () => {
          throw new Error('cannot be changed');
        });
      await expect(attempt()).rejects.toThrow('cannot be changed');
      expect(await values.get('one')).toBe(1);
    });
  });

  describeForgetting(name, openStore);
}
