import type { Answer } from '../../../description/answers.js';
import { statusCovers } from '../../../description/status-key.js';
import type { Operation } from '../../../description/operations.js';
import type { SchemaReader } from '../../../description/schemas.js';
import type { Action, Outcome } from '../../../mock/behaviour.js';
import type { Keeping } from './keeping.js';
import { keyText, type Sample } from './keys.js';
import { valueAt } from './places.js';
import type { Deed, Resource } from './resource.js';

/** A thing, by its members. */
export type Thing = Readonly<Record<string, unknown>>;

/** One request about a resource, and all that it takes to act on it. */
export interface Scene {
  readonly resource: Resource;
  readonly deed: Deed;
  readonly action: Action;
  readonly keeping: Keeping;
  /** The thing below which a nested collection stands, where such things come and go too. */
  readonly owner?: Owner | undefined;
  /** What is kept of the collections that stand below things of this resource. */
  readonly below: readonly Keeping[];
  readonly reader: SchemaReader;
  readonly sample: Sample;
  /** A thing that is documented or made up, the same each time. */
  readonly likeness: () => Promise<Thing>;
  /** A documented or made-up body of an answer, the same each time; `undefined` where there is none. */
  readonly baseOf: (answer: Answer) => Promise<unknown>;
}

export interface Owner {
  readonly keeping: Keeping;
  readonly parents: readonly string[];
  readonly key: string;
}

export interface Asked {
  readonly parents: readonly string[];
  /** Empty where the request names none. */
  readonly key: string;
}

/** What a request asks for. */
export function askedFor({ deed, action: { values } }: Pick<Scene, 'deed' | 'action'>): Asked {
  return {
    parents: deed.parents.map((name) => String(values.path[name])),
    key: keyText(valueAt(values, deed.key ?? ['path'])) ?? '',
  };
}

/** Whether a refusal of this status is documented. */
export function documents({ answers }: Operation, status: RefusalStatus): boolean {
  if (answers.some(({ when }) => when.kind === 'state' && when.state === states[status])) return true;
  const free = answers.filter(({ when }) => when.kind === 'otherwise');
  // What `default` stands for is an error where a success stands beside it.
  const hasSuccess = free.some(({ statusKey }) => statusKey.startsWith('2'));
  const speaks = (key: string): boolean => statusCovers(key, status) && (key !== 'default' || hasSuccess);
  return free.some(({ statusKey }) => speaks(statusKey));
}

/** How `x-when` names the states in which such refusals are due. */
const states = { 404: 'not-found', 409: 'conflict', 412: 'precondition-failed' } as const;

type RefusalStatus = keyof typeof states;

export function refusal(status: RefusalStatus, message: string): Outcome {
  return { kind: 'state', state: states[status], status, message };
}

/** What an operation answers that nothing is known of. */
export const stateless: Outcome = { kind: 'done' };

/** Where the description knows no such refusal, the answer is what it is without state. */
export function notThere(operation: Operation): Outcome {
  return documents(operation, 404) ? refusal(404, 'there is nothing of this key') : stateless;
}
