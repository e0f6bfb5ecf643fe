import type { Collection, Store } from './store.js';

/** A store that lives and dies with the process. */
export function memoryStore(): Store {
  const collections = new Map<string, Map<string, unknown>>();
  return {
    collection<T>(...path: readonly [string, ...string[]]): Collection<T> {
      const key = JSON.stringify(path);
      const values = collections.get(key) ?? new Map<string, unknown>();
      collections.set(key, values);
      return inMemory(values as Map<string, T>); // one path, one type: the caller names both
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
    values: () => Promise.resolve([...values.values()]),
  };
}
