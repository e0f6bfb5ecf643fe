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
  /** Where it is written down which world a token leads to. @default nowhere */
  readonly worldOfToken?: Collection<string>;
}

export function createWorld(options: WorldOptions): World {
  const { name = 'default', key = name, now = Date.now, worldOfToken } = options;
  let { store } = options;
  const collection = <T>(...path: readonly string[]): Collection<T> => store.collection<T>(key, ...path);
  const issued = collection<string>('issued');
  const onIssue = async (token: string): Promise<void> => {
    await issued.set(token, token);
    await worldOfToken?.set(token, name);
  };
  const journal = createJournal(collection('journal'), collection('counters'));
  return {
    name,
    createdAt: now(),
    now,
    credentials: (api) => credentialLedger(collection('api', api, 'credentials'), { now, onIssue }),
    collection: (api, kind) => collection('api', api, kind),
    journal,
    queue: createQueue(collection('queue')),
    async drop() {
      const before = store;
      store = memoryStore();
      journal.end();
      for (const token of await issued.values()) {
        if ((await worldOfToken?.get(token)) === name) await worldOfToken?.delete(token);
      }
      await before.drop(key);
    },
  };
}
