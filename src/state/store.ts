/**
 * Where everything lives that outlives a request. A collection is named by its path; drivers keep the collections
 * of different paths apart.
 */
export interface Store {
  collection<T>(...path: readonly [string, ...string[]]): Collection<T>;
}

/** Values by id. Values are plain JSON data and are never changed in place. */
export interface Collection<T> {
  get(id: string): Promise<T | undefined>;
  set(id: string, value: T): Promise<void>;
  /**
   * Replaces a value as one indivisible step; `undefined` from `change` leaves it as it is.
   * @returns the new value, or `undefined` when nothing was changed.
   */
  update(id: string, change: (current: T | undefined) => T | undefined): Promise<T | undefined>;
  values(): Promise<readonly T[]>;
}
