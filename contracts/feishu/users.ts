import type { Case } from '../../src/check/contract.js';
import { Inconclusive, type Trial } from '../../src/check/trial.js';
import type { UserFixture } from '../../src/check/fixtures.js';
import type { Exchange } from '../../src/exchange.js';
import { showReply } from '../../src/conformance/reply-body.js';
import { isAboutCredential, isRefusal } from './answers.js';
import { logout, nobody, type Body, type LogoutRequest } from './requests.js';

/** What one run has learnt of the users it may sign out, and of what the server asks for. */
export interface Users {
  /** A user nobody has signed out yet, else any; of those who have the ids that are needed. */
  choose(trial: Trial, ...ids: readonly (keyof UserFixture)[]): UserFixture | undefined;
  /** Any user at all, else one who cannot exist. */
  anybody(trial: Trial): UserFixture;
  isFresh(user: UserFixture): boolean;
  signedOut(user: UserFixture): void;
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
  const users: Users = {
    choose({ fixtures }, ...ids) {
      const able = fixtures.users.filter((user) => ids.every((id) => user[id] !== undefined));
      return able.find((user) => !used.has(user)) ?? able[0];
    },
    anybody: (trial) => users.choose(trial, 'open_id') ?? nobody,
    isFresh: (user) => !used.has(user),
    signedOut: (user) => used.add(user),
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
 * only if the plainest request for the same user is not refused as well.
 */
export async function expectSuccess(trial: Trial, users: Users, due: DueSuccess): Promise<void> {
  const { user, request, feature, statements, excuse } = due;
  if (users.refused) throw new Inconclusive('even the plainest request is refused');
  const wasFresh = users.isFresh(user);
  const exchange = await trial.send(logout(trial, request));
  if (!isRefusal(exchange)) {
    users.signedOut(user);
    trial.judge(exchange, '200 success', { statements: ['L44', 'L41'] });
    return;
  }
  const excused = excuse?.(exchange);
  if (excused !== undefined) throw new Inconclusive(excused);
  const control = await trial.send(logout(trial, plain(users, user)));
  if (!isRefusal(control)) users.signedOut(user);
  else if (isAboutCredential(exchange) && isAboutCredential(control)) {
    reportDeadToken(trial, control);
    return;
  } else if (!wasFresh) throw new Inconclusive('the user is signed out already, and the server refuses to do it twice');
  reportRefused(trial, exchange, feature, statements);
}

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
