import { credentialLedger, type CredentialLedger } from './credentials.js';
import type { Collection, Store } from './store.js';

/** One isolated set of state in a running mock. */
export interface World {
  readonly name: string;
  /** Milliseconds since 1970. */
  now(): number;
  /** The credentials that one API of this world knows. */
  credentials(api: string): CredentialLedger;
  /** A collection of one API of this world. */
  collection<T>(api: string, kind: string): Collection<T>;
}

export interface WorldOptions {
  readonly store: Store;
  /** @default `default` */
  readonly name?: string;
  /** @default Date.now */
  readonly now?: () => number;
}

export function createWorld({ store, name = 'default', now = Date.now }: WorldOptions): World {
  return {
    name,
    now,
    credentials: (api) => credentialLedger(store.collection(name, api, 'credentials'), now),
    collection: (api, kind) => store.collection(name, api, kind),
  };
}
