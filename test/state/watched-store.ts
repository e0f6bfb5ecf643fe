import { memoryStore } from '../../src/state/memory-store.js';
import type { Collection, Store } from '../../src/state/store.js';

export interface WatchedStore {
  readonly store: Store;
  /** The paths of the collections that are not empty. */
  readonly held: () => Promise<readonly string[]>;
}

/** A store that tells what it holds. */
export function watchedStore(): WatchedStore {
  const inner = memoryStore();
  const opened = new Map<string, Map<string, Collection<unknown>>>();
  const store: Store = {
    collection<T>(...path: readonly [string, ...string[]]): Collection<T> {
      const family = opened.get(path[0]) ?? new Map<string, Collection<unknown>>();
      opened.set(path[0], family);
      const collection = inner.collection<T>(...path);
      family.set(path.join(' / '), collection);
      return collection;
    },
    async drop(first) {
      opened.delete(first);
      await inner.drop(first);
    },
  };
  const held = async (): Promise<readonly string[]> => {
    const all = [...opened.values()].flatMap((family) => [...family]);
    const sizes = await Promise.all(all.map(async ([path, collection]) => [path, (await collection.values()).length]));
    return sizes.flatMap(([path, size]) => (size === 0 ? [] : [String(path)]));
  };
  return { store, held };
}
