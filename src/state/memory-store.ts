import type { Collection, Store } from './store.js';

/** A store that lives and dies with the process. */
export function memoryStore(): Store {
  const families = new Map<string, Map<string, Collection<unknown>>>();
  return {
    collection<T>(...[first, ...rest]: readonly [string, ...string[]]): Collection<T> {
      const family = families.get(first) ?? new Map<string, Collection<unknown>>();
      families.set(first, family);
      const key = JSON.stringify(rest);
      const collection = family.get(key) ?? inMemory(new Map());
      family.set(key, collection);
      return collection as Collection<T>; // one path, one type: the caller names both
    },
    drop(first) {
      families.delete(first);
      return Promise.resolve();
    },
  };
}

function inMemory<T>(values: Map<string, T>): Collection<T> {
  return {
    get: (id) => Promise.resolve(values.get(id)),
    set: (id, value) => {
      values.set(id, value);
      return Promise.resolve();
    },
    // A change that throws rejects, as it would with a driver on the other side of a network.
    update: (id, change) =>
      new Promise((resolve) => {
        const changed = change(values.get(id));
        if (changed !== undefined) values.set(id, changed);
        resolve(changed);
      }),
    delete: (id) => {
      values.delete(id);
      return Promise.resolve();
    },
    clear: () => {
      values.clear();
      return Promise.resolve();
    },
    values: () => Promise.resolve([...values.values()]),
  };
}
