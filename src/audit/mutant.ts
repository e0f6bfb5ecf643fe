import type { Fixtures } from '../check/fixtures.js';
import type { Operation } from '../description/operations.js';
import type { Handled, Incoming } from '../mock/incoming.js';
import type { ApiMatch } from '../mock/match-api.js';
import type { MockedApi } from '../mock/mocked-api.js';
import type { World } from '../state/world.js';

/** What mutants are made from. */
export interface Original {
  /** The API as our mock serves it. */
  readonly api: MockedApi;
  /** Its operations as a check reads them: with what the document itself states, and nothing from elsewhere. */
  readonly operations: readonly Operation[];
  /** Whether our mock takes every credential that nobody has ended. */
  readonly acceptsAny: boolean;
}

/** A server made wrong in exactly one documented way. */
export interface Mutant {
  /** Stable, unique within an API, e.g. `answer logout 400 1084002: /code changed`. */
  readonly id: string;
  /** What the server does wrong, one sentence. */
  readonly title: string;
  /** The statements that it breaks. */
  readonly statements: readonly string[];
  /** Why what it does is no breach, where the description itself says so. @default it is one */
  readonly lawful?: string;
  /** Starts its wrongness afresh, for one server. */
  begin(setting: Setting): Change;
}

/** Where a mutant lives. */
export interface Setting {
  readonly api: MockedApi;
  readonly world: World;
  /** What the check is given. */
  readonly fixtures: Fixtures;
}

/** What is different in a mutant: what it serves, how it misreads a request, what it answers in place of the truth. */
export interface Change {
  /** @default as it is */
  readonly api?: MockedApi;
  /** @param connection the one that it came over, the same for each of its requests. */
  readonly misread?: (incoming: Incoming, connection: object) => Incoming | Promise<Incoming>;
  readonly answer?: (handled: Handled, asked: Asked) => Handled | Promise<Handled>;
}

/** What led to an answer. */
export interface Asked {
  readonly incoming: Incoming;
  readonly connection: object;
  readonly match: ApiMatch;
}

/** The id of the operation that a request was matched with. */
export function operationOf({ match }: Asked): string | undefined {
  return match.kind === 'operation' ? match.operation.id : undefined;
}

/** The first list that says anything. */
export function nearest(...lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.find((list) => list.length > 0) ?? [])];
}
