import type { PathMatch } from '../description/match-path.js';
import type { Operation } from '../description/operations.js';
import type { CredentialState } from '../description/when.js';
import type { RequestValues } from '../conformance/validator.js';
import type { Violation } from '../exchange.js';
import type { World } from '../state/world.js';
import type { Reply } from './incoming.js';

/** What a behaviour makes of a credential; `special` names a documented state that fits better than the general one. */
export type CredentialVerdict =
  | { readonly state: 'valid'; readonly subject: string }
  | { readonly state: Exclude<CredentialState, 'missing' | 'malformed'>; readonly special?: string };

/** An authenticated, valid request for a behaviour to act on. */
export interface Action {
  readonly operation: Operation;
  readonly values: RequestValues;
  readonly world: World;
  /** The credential it presented, and whose it is. Absent where the operation asks for none. */
  readonly credential?: { readonly token: string; readonly subject: string };
}

/** What came of an action. `note` tells the log what changed. */
export type Outcome =
  | { readonly kind: 'done'; readonly note?: string }
  | { readonly kind: 'state'; readonly state: string; readonly message: string }
  | { readonly kind: 'violation'; readonly violation: Violation };

/** How one API acts beyond its examples: whose credential is this, what changes, which documented answer fits. */
export interface Behaviour {
  /** Puts the known credentials, users and sessions into a fresh world. */
  seed(world: World): Promise<void>;
  checkCredential(token: string, world: World): Promise<CredentialVerdict>;
  act(action: Action): Promise<Outcome>;
  /** A token that is valid in this world, for the command line shown at the start. */
  sampleToken(world: World): Promise<string>;
  /** Reads a parsed body the way the API does, before it is validated. @default as it is */
  readonly readBody?: (body: unknown) => unknown;
  /** Headers of every answer, unless the answer documents them itself. @default none */
  replyHeaders?(): Readonly<Record<string, string>>;
  /** Answers a request that no operation matches. @default problem+json */
  answerUnmatched?(match: Exclude<PathMatch, { kind: 'operation' }>, path: string): Reply | undefined;
}
