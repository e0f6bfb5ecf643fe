import type { Collection, Store } from './store.js';

/** A store that lives and dies with the process. */
export function memoryStore(): Store {
  const root = new Folder();
  return {
    collection<T>(...path: readonly [string, ...string[]]): Collection<T> {
      const folder = path.reduce((parent: Folder, name) => parent.open(name), root);
      folder.collection ??= new InMemory<unknown>();
      return folder.collection as Collection<T>; // one path, one type: the caller names both
    },
    drop(first) {
      root.drop(first);
    },
  };
}

// There may be very many of both, mostly small. As closures they took a kilobyte for each.
class Folder {
  collection: Collection<unknown> | undefined = undefined;
  #folders: Map<string, Folder> | undefined = undefined;

  open(name: string): Folder {
    this.#folders ??= new Map();
    const found = this.#folders.get(name) ?? new Folder();
    this.#folders.set(name, found);
    return found;
  }

  drop(name: string): void {
    this.#folders?.delete(name);
  }
}

class InMemory<T> implements Collection<T> {
  readonly #values = new Map<string, T>();

  get(id: string): T | undefined {
    return this.#values.get(id);
  }

  set(id: string, value: T): void {
    this.#values.set(id, value);
  }

  update(id: string, change: (current: T | undefined) => T | undefined): T | undefined {
    const changed = change(this.#values.get(id));
    if (changed !== undefined) this.#values.set(id, changed);
    return changed;
  }

  delete(id: string): void {
    this.#values.delete(id);
  }

  clear(): void {
    this.#values.clear();
  }

  values(): readonly T[] {
    return [...this.#values.values()];
  }
}
