import type { Tell } from '../../src/check/send.js';
import { Inconclusive, type Trial } from '../../src/check/trial.js';
import { wrongStatus } from '../../src/conformance/judge.js';
import type { Exchange } from '../../src/exchange.js';
import { subjectOf } from '../forged-tokens.js';
import { expectAgreement } from './answers.js';
import { asCurl, isSuccess, post, postWithToken } from './requests.js';

/** The tokens that were logged out in a run. */
export interface Dead {
  readonly tokens: string[];
  /** When the first of them was logged out, in milliseconds since 1970. */
  since?: number;
}

/** Sends a logout in one way. */
type Send = (trial: Trial, token: string) => Promise<Exchange>;

const asTold: Send = (trial, token) => trial.send(postWithToken(token));

/** As the document's own curl command goes out. */
export const asDocumented: Send = async (trial, token) => {
  const [exchange] = await trial.converse([asCurl(token)]);
  if (exchange === undefined) throw new Error('a conversation of one request has one answer');
  return exchange;
};

/** Logs a fresh token out. @returns whether it succeeded */
export async function logOut(trial: Trial, dead: Dead, send: Send = asTold): Promise<boolean> {
  const token = await trial.fixtures.takeToken();
  const exchange = await send(trial, token);
  expectAgreement(trial, exchange);
  if (isSuccess(exchange)) {
    bury(trial, dead, token);
    judgeLogout(trial, exchange);
    return true;
  }
  refuseToBlame(token, dead);
  await explainRefusal(trial, { exchange, token, dead, send });
  return false;
}

/** Judges the answer to a logout that succeeds. */
export function judgeLogout(trial: Trial, exchange: Exchange): void {
  trial.judge(exchange, '200 loggedOut', { statements: ['F18', 'F29', 'F16'], byValue: true });
}

/**
 * One session a user is a fair reading: the first logout may have ended the session behind this token too.
 * @throws Inconclusive then.
 */
export function refuseToBlame(token: string, { tokens }: Dead): void {
  const subject = subjectOf(token);
  if (subject === undefined || !tokens.some((other) => subjectOf(other) === subject)) return;
  throw new Inconclusive('this token and one that was logged out before belong to one user');
}

// What a logout rests on, and so what is broken when a live token is refused for no reason that shows.
const live = ['F32', 'F37', 'F06', 'F07', 'F04', 'F13', 'F15', 'F09', 'F12', 'F29'];

// What a server asks for beyond the document shows when giving it helps.
const demands: readonly {
  readonly statements: readonly string[];
  readonly what: string;
  readonly tell: (token: string) => Tell;
}[] = [
  { what: 'a Content-Length', statements: ['F37', 'F09', 'F15'], tell: postWithToken },
  {
    what: 'a request body',
    statements: ['F09', 'F15', 'F37'],
    tell: (token) => (spec, base) => postWithToken(token)(spec, base).withJson({}),
  },
  {
    what: 'a Content-Type',
    statements: ['F15', 'F09', 'F37'],
    tell: (token) => withHeader(token, 'Content-Type', 'application/json'),
  },
  {
    what: 'an Accept header',
    statements: ['F37', 'F15'],
    tell: (token) => withHeader(token, 'Accept', 'application/json'),
  },
  { what: 'a User-Agent', statements: ['F37', 'F15'], tell: (token) => withHeader(token, 'User-Agent', 'curl/8.5.0') },
  { what: 'a trailing slash', statements: ['F06'], tell: (token) => post(`Bearer ${token}`, '/user/logout/') },
];

function withHeader(token: string, name: string, value: string): Tell {
  return (spec, base) => postWithToken(token)(spec, base).withHeaders(name, value);
}

interface Refused {
  readonly exchange: Exchange;
  readonly token: string;
  readonly dead: Dead;
  readonly send: Send;
}

async function explainRefusal(trial: Trial, { exchange, token, dead, send }: Refused): Promise<void> {
  const again: Attempt = { what: 'a second attempt', statements: live, send };
  const others = demands.map(({ tell, ...rest }): Attempt => ({ ...rest, send: (_, one) => trial.send(tell(one)) }));
  // As a request is told, Content-Length comes by itself.
  for (const { what, statements, send: attempt } of send === asDocumented
    ? [again, ...others]
    : [again, ...others.slice(1)]) {
    const other = await attempt(trial, token);
    if (!isSuccess(other)) continue;
    bury(trial, dead, token);
    const departure = wrongStatus(exchange.reply, 200, { statements });
    trial.report(exchange, { ...departure, message: `logs out only with ${what}` });
    judgeLogout(trial, other);
    return;
  }
  trial.report(exchange, wrongStatus(exchange.reply, 200, { statements: live, request: 'a live token' }));
}

interface Attempt {
  readonly what: string;
  readonly statements: readonly string[];
  readonly send: Send;
}

/** Remembers a token that was logged out. */
export function bury({ clock }: Trial, dead: Dead, token: string): void {
  dead.since ??= clock.now();
  dead.tokens.push(token);
}
