import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Collection, Store } from '../../src/state/store.js';

/** How any driver of the store forgets; a part of the suite that every driver has to pass. */
export function describeForgetting(name: string, openStore: () => Store | Promise<Store>): void {
  async function openCollection<T>(): Promise<Collection<T>> {
    return (await openStore()).collection<T>('store-suite', randomUUID());
  }

  describe(`${name}: forgetting`, () => {
    test('a deleted value is gone, the others stay, and its id can be set again', async () => {
      const values = await openCollection<number>();
      await values.set('one', 1);
      await values.set('two', 2);
      await values.delete('one');
      expect(await values.get('one')).toBeUndefined();
      expect(await values.values()).toEqual([2]);
      await values.set('one', 11);
      expect(await values.get('one')).toBe(11);
    });

    test('deleting what is not there, and clearing what is empty, changes nothing', async () => {
      const values = await openCollection<number>();
      await values.clear();
      await values.set('one', 1);
      await values.delete('two');
      expect(await values.values()).toEqual([1]);
    });

    test('a cleared collection is empty, and no other is', async () => {
      const [values, others] = [await openCollection<number>(), await openCollection<number>()];
      await values.set('one', 1);
      await others.set('one', 1);
      await values.clear();
      expect([await values.values(), await values.get('one'), await others.values()]).toEqual([[], undefined, [1]]);
    });

    test('what was listed before does not change with the collection', async () => {
      const values = await openCollection<number>();
      await values.set('one', 1);
      const listed = await values.values();
      await values.clear();
      expect(listed).toEqual([1]);
    });

    test('a change of what was deleted begins with nothing', async () => {
      const values = await openCollection<number>();
      await values.set('one', 41);
      await values.delete('one');
      expect(await values.update('one', (current = 0) => current + 1)).toBe(1);
    });
  });

  describe(`${name}: order`, () => {
    test('values are listed in the order in which their ids were first set', async () => {
      const values = await openCollection<string>();
      for (const id of ['10', 'b', '9', 'a', '1']) await values.set(id, id);
      await values.set('b', 'b again');
      await values.update('9', () => '9 again');
      expect(await values.values()).toEqual(['10', 'b again', '9 again', 'a', '1']);
    });

    test('an id that was deleted and set again is listed last', async () => {
      const values = await openCollection<string>();
      for (const id of ['a', 'b', 'c']) await values.set(id, id);
      await values.delete('a');
      await values.update('a', () => 'a again');
      expect(await values.values()).toEqual(['b', 'c', 'a again']);
    });
  });

  describe(`${name}: drop`, () => {
    test('every collection whose path begins so is forgotten, and no other', async () => {
      const store = await openStore();
      const [first, ...others] = [randomUUID(), randomUUID(), randomUUID()] as const;
      type Path = readonly [string, ...string[]];
      const dropped: Path[] = [[first], [first, 'a'], [first, 'a', 'b'], [first, others[0]]];
      const kept: Path[] = [[`${first}2`], [first.slice(0, -1)], [others[0], first], [others[1]], ['', first]];
      for (const path of [...dropped, ...kept]) await store.collection<string>(...path).set('id', 'value');
      await store.drop(first);
      const valuesOf = async (path: Path): Promise<readonly string[]> => store.collection<string>(...path).values();
      expect(await Promise.all(dropped.map(valuesOf))).toEqual(dropped.map(() => []));
      expect(await Promise.all(kept.map(valuesOf))).toEqual(kept.map(() => ['value']));
    });

    test('dropping what was never used is nothing', async () => {
      const store = await openStore();
      const used = randomUUID();
      await store.collection<string>(used).set('id', 'value');
      await store.drop(randomUUID());
      expect(await store.collection<string>(used).values()).toEqual(['value']);
    });

    test('a name that was dropped can be used again, and dropped again', async () => {
      const store = await openStore();
      const first = randomUUID();
      for (const value of ['once', 'twice']) {
        await store.collection<string>(first, 'a').set('id', value);
        expect(await store.collection<string>(first, 'a').values()).toEqual([value]);
        await store.drop(first);
        expect(await store.collection<string>(first, 'a').values()).toEqual([]);
      }
    });

    test('what is written through a handle from before is seen by nobody who comes after', async () => {
      const store = await openStore();
      const first = randomUUID();
      const before = store.collection<string>(first, 'a');
      await before.set('kept', 'by the former owner');
      await store.drop(first);
      await before.set('late', 'by the former owner');
      await before.update('later', () => 'by the former owner');
      expect(await store.collection<string>(first, 'a').values()).toEqual([]);
      await store.collection<string>(first, 'a').set('id', 'new');
      await before.clear();
      await before.delete('id');
      expect(await store.collection<string>(first, 'a').values()).toEqual(['new']);
    });
  });
}
