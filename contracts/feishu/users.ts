import type { Case } from '../../src/check/contract.js';
import { Inconclusive, type Trial } from '../../src/check/trial.js';
import type { UserFixture } from '../../src/check/fixtures.js';
import type { Exchange } from '../../src/exchange.js';
import { showReply } from '../../src/conformance/reply-body.js';
import { isAboutCredential, isRefusal, judgeSuccess } from './answers.js';
import { logout, nobody, type Body, type LogoutRequest } from './requests.js';

/** What one run has learnt of the users it may sign out, and of what the server asks for. */
export interface Users {
  /** The users who have the ids that are needed, those whom nobody has signed out yet first. */
  inOrder(trial: Trial, ...ids: readonly (keyof UserFixture)[]): readonly UserFixture[];
  /** The first of them. */
  choose(trial: Trial, ...ids: readonly (keyof UserFixture)[]): UserFixture | undefined;
  /** Any user at all, else one who cannot exist. */
  anybody(trial: Trial): UserFixture;
  /** The user was signed out by a request with this body. */
  signedOut(user: UserFixture, body: LogoutRequest['body']): void;
  /** One session was ended by its sid; whose it was, nobody says. */
  sessionEnded(): void;
  /** Whether nothing of this run can have signed the user out. */
  isSurelyIn(user: UserFixture): boolean;
  /**
   * Whether a refusal of this user may be lawful: the user is signed out already, or may be so since one of the
   * sessions that were ended was theirs. More users than such sessions cannot be.
   */
  mayBeOut(user: UserFixture): boolean;
  /** What the server was seen to ask for beyond the document, so that one demand does not fail every case. */
  extras: Extras;
  /** A sid that was used and still names a session, if the server lets sessions be ended twice. */
  lastingSid?: string;
  /** Whether even the plainest request is refused, so that other requests could tell nothing. */
  refused: boolean;
}

/** What is added to the plainest request. */
export interface Extras {
  readonly body?: Body;
  readonly contentType?: string;
  /** Whether user_id_type is left away. */
  readonly noUserIdType?: boolean;
}

export function createUsers(): Users {
  const used = new Set<UserFixture>();
  const gone = new Set<UserFixture>(); // on every terminal
  const doubted = new Set<UserFixture>();
  let sessions = 0;
  let lasts = false; // nothing says that a user can be signed out twice, but where it was seen it can
  const users: Users = {
    inOrder({ fixtures }, ...ids) {
      const able = fixtures.users.filter((user) => ids.every((id) => user[id] !== undefined));
      return [...able.filter((user) => !used.has(user)), ...able.filter((user) => used.has(user))];
    },
    choose: (trial, ...ids) => users.inOrder(trial, ...ids)[0],
    anybody: (trial) => users.choose(trial, 'open_id') ?? nobody,
    signedOut(user, body) {
      lasts ||= gone.has(user);
      used.add(user);
      if (typeof body === 'object' && !('terminal_type' in body)) gone.add(user);
    },
    sessionEnded: () => void (sessions += 1),
    isSurelyIn: (user) => lasts || (!used.has(user) && sessions === 0),
    mayBeOut(user) {
      if (lasts) return false;
      if (used.has(user)) return true;
      doubted.add(user);
      return doubted.size <= sessions;
    },
    extras: {},
    refused: false,
  };
  return users;
}

/** Marks cases that sign out users or remember whom: two of them at once would mislead each other. */
export function together(cases: readonly Case[]): readonly Case[] {
  return cases.map((one) => ({ ...one, group: 'users' }));
}

/** The plainest request that signs a user out. */
export function plain({ extras }: Pick<Users, 'extras'>, user: UserFixture): LogoutRequest {
  return {
    body: { logout_type: 1, user_id: user.open_id, ...extras.body },
    ...(extras.noUserIdType !== true && { userIdType: 'open_id' }),
    ...(extras.contentType !== undefined && { contentType: extras.contentType }),
  };
}

/** A request that has to succeed. */
export interface DueSuccess {
  readonly user: UserFixture;
  readonly request: LogoutRequest;
  /** What is particular about it, for the message: `with terminal_type [3]`. */
  readonly feature: string;
  readonly statements: readonly string[];
  /** Why a refusal is lawful, if it is. @default no refusal is */
  readonly excuse?: (exchange: Exchange) => string | undefined;
}

/**
 * Expects that a request signs its user out. Nothing says that a user can be signed out twice, so a refusal counts
 * only if the plainest request for the same user is not refused as well, or the user has to be signed in.
 */
export async function expectSuccess(trial: Trial, users: Users, due: DueSuccess): Promise<void> {
  if (users.refused) throw new Inconclusive(plainRefused);
  await judgeAnswer(trial, users, due, await trial.send(logout(trial, due.request)));
}

/** The same for the answer that came. */
export async function judgeAnswer(trial: Trial, users: Users, due: DueSuccess, exchange: Exchange): Promise<void> {
  const { user, request, feature, statements, excuse } = due;
  if (!isRefusal(exchange)) {
    users.signedOut(user, request.body);
    judgeSuccess(trial, exchange);
    return;
  }
  const excused = excuse?.(exchange);
  if (excused !== undefined) throw new Inconclusive(excused);
  const plainest = plain(users, user);
  const control = await trial.send(logout(trial, plainest));
  if (!isRefusal(control)) users.signedOut(user, plainest.body);
  else if (isAboutCredential(exchange) && isAboutCredential(control)) {
    reportDeadToken(trial, control);
    return;
  } else if (users.mayBeOut(user)) throw new Inconclusive(signedOutAlready);
  reportRefused(trial, exchange, feature, statements);
}

export const plainRefused = 'even the plainest request is refused';
export const signedOutAlready = 'the user may be signed out already, and the server refuses to do it twice';

export function reportRefused(trial: Trial, exchange: Exchange, feature: string, statements: readonly string[]): void {
  const came = showReply(exchange.reply);
  const message = `a valid request ${feature} is refused`;
  trial.report(exchange, { rule: 'refused', statements, message, expected: 'status 200 with code 0', came });
}

function reportDeadToken(trial: Trial, exchange: Exchange): void {
  trial.report(exchange, {
    rule: 'credential',
    statements: ['L11'],
    message: 'the tenant access token, good until then, is refused',
    expected: 'status 200 with code 0',
    came: showReply(exchange.reply),
  });
}
