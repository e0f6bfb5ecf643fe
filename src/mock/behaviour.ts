import type { PathMatch } from '../description/paths/match-path.js';
import type { SecurityScheme } from '../description/document.js';
import type { Description } from '../description/load.js';
import type { Operation } from '../description/operations.js';
import type { CredentialState } from '../description/when.js';
import type { RequestValues, Validator } from '../conformance/validator.js';
import type { MakeUp } from '../samples/make-up.js';
import type { Violation } from '../exchange.js';
import type { Awaitable } from '../awaitable.js';
import type { World } from '../state/world.js';
import type { ChosenAnswer } from './choose-answer.js';
import type { Incoming, Reply } from './incoming.js';
import type { Reason } from './reason.js';

/**
 * What a behaviour makes of a credential; `special` names a documented state that fits better than the general one. An
 * `insufficient` credential is good, but not for this (RFC 6750 section 3.1, insufficient_scope).
 */
export type CredentialVerdict =
  | { readonly state: 'valid'; readonly subject: string }
  | { readonly state: Exclude<CredentialState, 'missing' | 'malformed'>; readonly special?: string }
  | { readonly state: 'insufficient'; readonly special: string };

/** An authenticated, valid request for a behaviour to act on. */
export interface Action {
  readonly operation: Operation;
  readonly values: RequestValues;
  readonly world: World;
  /** The credential it presented, and whose it is. Absent where the operation asks for none. */
  readonly credential?: { readonly token: string; readonly subject: string } | undefined;
  /** The request as it came, for what its operation does not declare. */
  readonly incoming: Incoming;
  /** Whether the client asks for a body made up from the schema. */
  readonly isDynamic: boolean;
  readonly description: Description;
  readonly validator: Validator;
  readonly makeUp: MakeUp;
}

/** What a behaviour puts into a documented answer. */
export interface Filling {
  /** @default the documented body */
  readonly body?: unknown;
  /** Headers that are different this time. @default none */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came of an action. `note` tells the log what changed. */
export type Outcome =
  | {
      readonly kind: 'done';
      readonly note?: string;
      /** The name of the documented answer. @default the success that is due */
      readonly answer?: string;
      /** A body in place of the documented example's. @default the example's */
      readonly body?: unknown;
      /** The status of the success, where one is documented. @default the success that is due */
      readonly status?: number | undefined;
      /** What is different this time, once the answer is chosen. @default nothing */
      readonly fill?: ((chosen: ChosenAnswer) => Awaitable<Filling>) | undefined;
      /** Members of the documented example's body that are different this time. @default none */
      readonly patch?: Readonly<Record<string, unknown>>;
      /** Text that is sent as it comes, in place of a body. @default none */
      readonly stream?: (signal: AbortSignal) => AsyncIterable<string>;
    }
  | {
      readonly kind: 'state';
      readonly state: string;
      readonly message: string;
      /** The status of the answer that is due where no `x-when` speaks of the state. @default 409, else 400 */
      readonly status?: number;
    }
  | { readonly kind: 'violation'; readonly violation: Violation };

/** What a tester asks of a new credential. */
export interface IssueRequest {
  /** Whose it is. @default somebody new */
  readonly subject?: string | undefined;
  /** Milliseconds. @default as long as the API's own */
  readonly lifetime?: number | undefined;
  /** Whether a session is opened for it, where the API has sessions of its credentials. @default true */
  readonly session?: boolean | undefined;
  /** What it allows, where the API has scopes. @default everything */
  readonly scopes?: readonly string[] | undefined;
}

/** The same, with the scheme that says what the credential has to look like. */
export interface FormedRequest extends IssueRequest {
  /** @default that of a bearer token */
  readonly scheme?: SecurityScheme | undefined;
}

export interface IssuedCredential {
  readonly token: string;
  readonly subject: string;
  /** Milliseconds since 1970; never, when absent. */
  readonly expiresAt?: number;
}

/** A session as a tester sees it. */
export interface SessionRow {
  readonly id: string;
  readonly subject: string;
  readonly live: boolean;
  /** The kind of device, where the API knows kinds. */
  readonly terminal?: number;
}

/** The sessions of an API that has any. */
export interface Sessions {
  list(world: World): Promise<readonly SessionRow[]>;
  /** @returns `undefined` when there is no such subject. */
  seed(
    world: World,
    request: { readonly subject?: string; readonly terminal?: number },
  ): Promise<SessionRow | undefined>;
  /** @returns whether there was one. */
  end(world: World, id: string): Promise<boolean>;
}

/** A user by the ids of each kind. */
export type UserRow = Readonly<Record<string, string>>;

/** How one API acts beyond its examples: whose credential is this, what changes, which documented answer fits. */
export interface Behaviour {
  /** Puts the known credentials, users and sessions into a fresh world. */
  seed(world: World): Promise<void>;
  checkCredential(token: string, world: World): Awaitable<CredentialVerdict>;
  act(action: Action): Awaitable<Outcome>;
  /** A credential for a scheme that is valid in this world, as it stands in a request, for the commands shown at the start. */
  sampleToken(world: World, scheme: SecurityScheme): Promise<string>;
  issue(world: World, request: FormedRequest): Promise<IssuedCredential>;
  /** What a client can do whose credential nobody issued, for the reason of a refusal. @default nothing is said */
  readonly wayIn?: string;
  /** What whoever starts the mock should know of it, in lines. @default nothing */
  tell?(description: Description): readonly string[];
  readonly sessions?: Sessions;
  /** Adds a user, ids that are not given made up. */
  readonly seedUser?: (world: World, ids: UserRow) => Promise<UserRow>;
  /** Reads a parsed body the way the API does, before it is validated. @default as it is */
  readonly readBody?: (body: unknown, operation: Operation) => unknown;
  /** Headers of every answer, unless the answer documents them itself. @default none */
  replyHeaders?(): Readonly<Record<string, string>>;
  /** Answers a request that no operation matches. @default problem+json */
  answerUnmatched?(match: Exclude<PathMatch, { kind: 'operation' }>, path: string): Reply | undefined;
  /** What tokens of this API look like, global. Whatever looks so is masked in journal and log. @default nothing */
  readonly tokenShape?: RegExp;
  /** The body of a refusal, in place of the documented example's. @default the example's */
  readonly refusalBody?: (chosen: ChosenAnswer, reason: Reason) => unknown;
}
