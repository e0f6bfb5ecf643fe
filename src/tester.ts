import type { Catalog } from './catalog.js';
import type { Controls } from './control/controls.js';
import type { Pattern, Verification } from './control/verify.js';
import type { JournalFilter } from './control/journal-filter.js';
import { UserError } from './errors.js';
import type { IssuedCredential, IssueRequest, SessionRow, UserRow } from './mock/behaviour.js';
import { worldHeader } from './mock/find-world.js';
import type { Entry } from './state/journal.js';
import type { Plan } from './state/queue.js';

/** The names of the APIs in the box. */
export type BundledName = keyof Catalog;

/** The name of an API as a mock knows it: of one in the box its name, of a file any. */
export type ApiName<A extends string> = A extends BundledName ? A : string;

/** The ids of the operations of an API, those that stand beside it included. */
export type OperationId<A extends string> = A extends BundledName ? keyof Catalog[A] & string : string;

/** The names of the documented answers of an operation. */
export type AnswerName<A extends string, O extends string> = A extends BundledName
  ? O extends keyof Catalog[A]
    ? keyof Catalog[A][O] & string
    : never
  : string;

/** The documented statuses of an operation. */
export type AnswerStatus<A extends string, O extends string> = A extends BundledName
  ? O extends keyof Catalog[A]
    ? Catalog[A][O][keyof Catalog[A][O]]
    : never
  : number;

/** What the next requests of an operation are answered; at least one of `example`, `status`, `delay` and `fault`. */
export interface NextAnswer<A extends string, O extends string> extends Plan {
  readonly example?: AnswerName<A, O>;
  readonly status?: AnswerStatus<A, O> & number;
  /** @default the first API that has such an operation */
  readonly api?: ApiName<A>;
  /** For how many requests. @default 1 */
  readonly times?: number;
}

/** Which exchanges to look for; whatever is left out may be anything. */
export type ExchangePattern<A extends string> = Omit<Pattern, 'api' | 'operation' | 'answer'> & {
  readonly api?: ApiName<A>;
  readonly operation?: OperationId<A>;
  readonly answer?: AnswerName<A, OperationId<A>> | (string & Record<never, never>);
};

export interface IssueOptions<A extends string> extends IssueRequest {
  /** @default the only API of the mock */
  readonly api?: ApiName<A>;
  /** The name of the security scheme that it is for. @default the first that an operation asks for */
  readonly scheme?: string;
}

/** The journal of one world. Secrets in it are masked. */
export interface JournalHandle {
  /** The exchanges, oldest first. */
  entries(filter?: JournalFilter): Promise<readonly Entry[]>;
  clear(): Promise<void>;
  /** Every exchange, those so far and then each as it comes, until the signal. */
  follow(signal: AbortSignal): AsyncIterable<Entry>;
}

/** What a test does with one world of a mock. */
export interface Tester<A extends string = BundledName> {
  /** A credential that is good in this world, and leads to it. */
  issue(options?: IssueOptions<A>): Promise<IssuedCredential>;
  /** Ends a credential of this world, as if its API had revoked it. @throws UserError CREDENTIAL_UNKNOWN. */
  revoke(token: string, api?: ApiName<A>): Promise<void>;
  /** Lets a credential of this world expire now. @throws UserError CREDENTIAL_UNKNOWN. */
  expire(token: string, api?: ApiName<A>): Promise<void>;
  readonly sessions: {
    list(api?: ApiName<A>): Promise<readonly SessionRow[]>;
    seed(options?: { api?: ApiName<A>; subject?: string; terminal?: number }): Promise<SessionRow>;
    end(id: string, api?: ApiName<A>): Promise<void>;
  };
  /** Adds a user; ids that are not given are made up. */
  addUser(ids?: UserRow, api?: ApiName<A>): Promise<UserRow>;
  /**
   * Plans what the next request of an operation is answered.
   * @returns how many answers are planned for it now.
   * @throws UserError OPERATION_UNKNOWN, EXAMPLE_UNKNOWN, or ARGUMENT_INVALID for a plan that cannot be kept.
   */
  next<O extends OperationId<A>>(operation: O, answer: NextAnswer<A, O>): Promise<number>;
  readonly journal: JournalHandle;
  /** Counts the exchanges that match, and says what is different about the nearest when none does. */
  verify(pattern: ExchangePattern<A>): Promise<Verification>;
  /** Makes the world a fresh one. */
  reset(): Promise<void>;
}

/** One world of a mock, for one test. */
export interface WorldHandle<A extends string = BundledName> extends Tester<A>, AsyncDisposable {
  readonly name: string;
  /** What a request carries to reach this world, unless its credential was issued here. */
  readonly headers: Readonly<Record<string, string>>;
  /** Forgets the world and everything in it. */
  drop(): Promise<void>;
}

export interface TesterOptions {
  readonly controls: Controls;
  readonly world: string;
  readonly apis: readonly string[];
}

export function createTester<A extends string>({ controls, world, apis }: TesterOptions): Tester<A> {
  const only = (api: string | undefined): string => api ?? onlyOne(apis);
  return {
    issue: async ({ api, ...request } = {}) => controls.issue(world, only(api), request),
    revoke: async (token, api) => controls.revoke(world, only(api), token),
    expire: async (token, api) => controls.expire(world, only(api), token),
    sessions: {
      list: (api) => controls.listSessions(world, api),
      seed: async ({ api, ...request } = {}) => controls.seedSession(world, only(api), request),
      end: async (id, api) => controls.endSession(world, only(api), id),
    },
    addUser: async (ids = {}, api) => controls.seedUser(world, only(api), ids),
    next: (operation, answer) => controls.plan(world, { operation, ...answer }),
    journal: {
      entries: async (filter = {}) => (await controls.readJournal(world, filter)).entries,
      clear: () => controls.clearJournal(world),
      async *follow(signal) {
        yield* (await controls.find(world)).journal.follow(0, signal);
      },
    },
    verify: (pattern) => controls.verify(world, pattern),
    async reset() {
      await controls.resetWorld(world);
    },
  };
}

export function createWorldHandle<A extends string>(options: TesterOptions): WorldHandle<A> {
  const { controls, world } = options;
  const drop = (): Promise<void> => controls.dropWorld(world);
  return {
    ...createTester<A>(options),
    name: world,
    headers: { [worldHeader]: world },
    drop,
    async [Symbol.asyncDispose]() {
      await drop().catch(() => undefined); // the test may have dropped it already
    },
  };
}

function onlyOne(apis: readonly string[]): string {
  const [only, ...others] = apis;
  if (only !== undefined && others.length === 0) return only;
  throw new UserError('API_UNKNOWN', `This mock serves ${apis.join(', ')}. Say which of them is meant, by "api".`);
}
