import type { Awaitable } from '../awaitable.js';

/**
 * Where everything lives that outlives a request. A collection is named by its path; drivers keep the collections
 * of different paths apart.
 */
export interface Store {
  collection<T>(...path: readonly [string, ...string[]]): Collection<T>;
  /** Forgets every collection whose path begins with this name. */
  drop(first: string): Awaitable<void>;
}

/** Values by id, listed in the order in which the ids were first set. Values are plain JSON data, never changed in place. */
export interface Collection<T> {
  get(id: string): Awaitable<T | undefined>;
  set(id: string, value: T): Awaitable<void>;
  /**
   * Replaces a value as one indivisible step; `undefined` from `change` leaves it as it is.
   * @returns the new value, or `undefined` when nothing was changed.
   */
  update(id: string, change: (current: T | undefined) => T | undefined): Awaitable<T | undefined>;
  delete(id: string): Awaitable<void>;
  clear(): Awaitable<void>;
  values(): Awaitable<readonly T[]>;
}
