import { after, type Awaitable } from '../awaitable.js';
import type { Collection } from './store.js';

/**
 * How an answer goes wrong on its way. `reset`: the connection is reset; `empty`: it is closed without a byte; `cut`:
 * the head announces the whole body, half of it comes; `slow`: the body comes byte by byte; `content-type`: the answer
 * is labelled `text/html`.
 */
export const faults = ['reset', 'empty', 'cut', 'slow', 'content-type'] as const;

export type Fault = (typeof faults)[number];

/** What is planned for the next request of an operation. */
export interface Plan {
  /** The name of a documented answer, replayed in place of the one that is due. */
  readonly example?: string;
  /** The status of a documented answer, replayed likewise. */
  readonly status?: number;
  /** Milliseconds to wait before answering. @default 0 */
  readonly delay?: number;
  readonly fault?: Fault;
  /** Milliseconds that a slow answer takes. @default 1000 */
  readonly duration?: number;
}

export interface Planned extends Plan {
  readonly api: string;
  readonly operation: string;
}

/** The answers that are planned in one world, first in, first out, for each operation. */
export interface Queue {
  /** @returns how many are waiting for this operation now. */
  add(planned: Planned, times: number): Promise<number>;
  take(api: string, operation: string): Awaitable<Planned | undefined>;
  list(): Promise<readonly Planned[]>;
  clear(): Awaitable<void>;
}

export function createQueue(plans: Collection<readonly Planned[]>): Queue {
  return {
    async add(planned, times) {
      const copies = Array.from({ length: times }, () => planned);
      const waiting = await plans.update(keyOf(planned), (before = []) => [...before, ...copies]);
      return waiting?.length ?? 0;
    },
    take(api, operation) {
      let taken: Planned | undefined;
      const taking = plans.update(keyOf({ api, operation }), (waiting) => {
        taken = waiting?.[0];
        return taken && waiting?.slice(1);
      });
      return after(taking, () => taken);
    },
    async list() {
      return (await plans.values()).flat();
    },
    clear: () => plans.clear(),
  };
}

function keyOf({ api, operation }: Pick<Planned, 'api' | 'operation'>): string {
  return `${String(api.length)} ${api}${operation}`; // the length tells where the one ends and the other begins
}
