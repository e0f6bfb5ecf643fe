import { credentialLedger, type CredentialLedger } from './credentials.js';
import { createJournal, type Journal } from './journal.js';
import { memoryStore } from './memory-store.js';
import { createQueue, type Queue } from './queue.js';
import type { Collection, Store } from './store.js';

/** One isolated set of state in a running mock. */
export interface World {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Milliseconds since 1970. */
  now(): number;
  /** The credentials that one API of this world knows. */
  credentials(api: string): CredentialLedger;
  /** A collection of one API of this world. */
  collection<T>(api: string, kind: string): Collection<T>;
  readonly journal: Journal;
  readonly queue: Queue;
  /** Forgets everything. Whoever still holds the world goes on with a copy that nobody else sees. */
  drop(): Promise<void>;
}

export interface WorldOptions {
  readonly store: Store;
  /** @default `default` */
  readonly name?: string;
  /** The name of its state in the store, another one each time that a world of this name begins. @default its name */
  readonly key?: string;
  /** @default Date.now */
  readonly now?: () => number;
  /** Where it is written down which world a token leads to, by the world's key. @default nowhere */
  readonly worldOfToken?: Collection<string>;
}

export function createWorld(options: WorldOptions): World {
  const { name = 'default', key = name, now = Date.now, worldOfToken } = options;
  let { store } = options;
  let isDropped = false;
  const collection = <T>(...path: readonly string[]): Collection<T> => store.collection<T>(key, ...path);
  const collections = new Map<string, Map<string, Collection<unknown>>>();
  const ledgers = new Map<string, CredentialLedger>();
  const issued = collection<string>('issued');
  const forget = async (token: string): Promise<void> => {
    if ((await worldOfToken?.get(token)) === key) await worldOfToken?.delete(token);
  };
  const onIssue = async (token: string): Promise<void> => {
    await issued.set(token, token);
    // Where several worlds issue the same token, it goes on leading to the first of them.
    await worldOfToken?.update(token, (first) => first ?? key);
    if (isDropped) await forget(token); // whoever still holds the world leaves no trace
  };
  const journal = createJournal(collection('journal'), collection('counters'));
  return {
    name,
    createdAt: now(),
    now,
    credentials(api) {
      const ledger = ledgers.get(api) ?? credentialLedger(collection('api', api, 'credentials'), { now, onIssue });
      ledgers.set(api, ledger);
      return ledger;
    },
    collection<T>(api: string, kind: string): Collection<T> {
      const ofApi = collections.get(api) ?? new Map<string, Collection<unknown>>();
      collections.set(api, ofApi);
      const known = ofApi.get(kind) ?? collection('api', api, kind);
      ofApi.set(kind, known);
      return known as Collection<T>; // one kind, one type: the caller names both
    },
    journal,
    queue: createQueue(collection('queue')),
    async drop() {
      if (isDropped) return;
      isDropped = true;
      const before = store;
      store = memoryStore();
      ledgers.clear();
      collections.clear();
      journal.end();
      for (const token of await issued.values()) await forget(token);
      await before.drop(key);
    },
  };
}
