/**
 * Where everything lives that outlives a request. A collection is named by its path; drivers keep the collections
 * of different paths apart.
 */
export interface Store {
  collection<T>(...path: readonly [string, ...string[]]): Collection<T>;
  /** Forgets every collection whose path begins with this name. */
  drop(first: string): Promise<void>;
}

/** Values by id, listed in the order in which the ids were first set. Values are plain JSON data, never changed in place. */
export interface Collection<T> {
  get(id: string): Promise<T | undefined>;
  set(id: string, value: T): Promise<void>;
  /**
   * Replaces a value as one indivisible step; `undefined` from `change` leaves it as it is.
   * @returns the new value, or `undefined` when nothing was changed.
   */
  update(id: string, change: (current: T | undefined) => T | undefined): Promise<T | undefined>;
  delete(id: string): Promise<void>;
  clear(): Promise<void>;
  values(): Promise<readonly T[]>;
}
