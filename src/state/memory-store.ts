import type { Collection, Store } from './store.js';

/** A store that lives and dies with the process. */
export function memoryStore(): Store {
  const root: Folder = { folders: new Map() };
  return {
    collection<T>(...path: readonly [string, ...string[]]): Collection<T> {
      const folder = path.reduce(openFolder, root);
      folder.collection ??= inMemory(new Map());
      return folder.collection as Collection<T>; // one path, one type: the caller names both
    },
    drop(first) {
      root.folders.delete(first);
    },
  };
}

interface Folder {
  readonly folders: Map<string, Folder>;
  collection?: Collection<unknown>;
}

function openFolder({ folders }: Folder, name: string): Folder {
  const found = folders.get(name) ?? { folders: new Map<string, Folder>() };
  folders.set(name, found);
  return found;
}

function inMemory<T>(values: Map<string, T>): Collection<T> {
  return {
    get: (id) => values.get(id),
    set: (id, value) => void values.set(id, value),
    update(id, change) {
      const changed = change(values.get(id));
      if (changed !== undefined) values.set(id, changed);
      return changed;
    },
    delete: (id) => void values.delete(id),
    clear: () => values.clear(),
    values: () => [...values.values()],
  };
}
