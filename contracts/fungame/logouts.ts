import type { Case } from '../../src/check/contract.js';
import type { Tell } from '../../src/check/send.js';
import { Inconclusive, type Trial } from '../../src/check/trial.js';
import { wrongStatus } from '../../src/conformance/judge.js';
import type { Exchange } from '../../src/exchange.js';
import { subjectOf } from '../forged-tokens.js';
import { expectAgreement } from './answers.js';
import { expectRefused } from './refusals.js';
import { isSuccess, post, postWithToken } from './requests.js';

/** The tokens that were logged out in a run. */
export interface Dead {
  readonly tokens: string[];
  /** When the first of them was logged out, in milliseconds since 1970. */
  since?: number;
}

/** What a logout answers, and that its token is dead from then on. */
export function logouts(dead: Dead): readonly Case[] {
  return [
    {
      title: 'a live token logs out',
      statements: [
        'F32',
        'F37',
        'F06',
        'F07',
        'F09',
        'F10',
        'F12',
        'F15',
        'F16',
        'F17',
        'F18',
        'F19',
        'F20',
        'F21',
        'F29',
      ],
      needs: ['token'],
      mayChange: true,
      run: (trial) => logOut(trial, dead),
    },
    {
      title: 'a token that was logged out is refused, every time',
      statements: ['F03', 'F05', 'F29', 'F36', 'F14'],
      needs: [],
      run: (trial) => expectDead(trial, dead, 3),
    },
    {
      title: 'a second logout leaves the first token dead',
      statements: ['F03', 'F05', 'F29', 'F36', 'F32'],
      needs: ['token'],
      mayChange: true,
      async run(trial) {
        await logOut(trial, dead);
        await expectDead(trial, dead, 2);
      },
    },
    {
      title: 'every further token logs out once',
      statements: ['F32', 'F03', 'F29', 'F36'],
      needs: ['token'],
      mayChange: true,
      async run(trial) {
        for (let count = 0; count < 2 && trial.fixtures.missing('token') === undefined; count += 1) {
          await logOut(trial, dead);
        }
        await expectDead(trial, dead, 1);
      },
    },
  ];
}

async function logOut(trial: Trial, dead: Dead): Promise<void> {
  const token = await trial.fixtures.takeToken();
  const exchange = await trial.send(postWithToken(token));
  expectAgreement(trial, exchange);
  if (isSuccess(exchange)) {
    bury(trial, dead, token);
    trial.judge(exchange, '200 loggedOut', { statements: ['F18', 'F29', 'F16'], byValue: true });
    return;
  }
  // One session a user is a fair reading: the first logout may have ended the session behind this token too.
  const subject = subjectOf(token);
  if (subject !== undefined && dead.tokens.some((other) => subjectOf(other) === subject)) {
    throw new Inconclusive('this token and one that was logged out before belong to one user');
  }
  await explainRefusal(trial, { exchange, token, dead });
}

// What a logout rests on, and so what is broken when a live token is refused for no reason that shows.
const live = ['F32', 'F37', 'F06', 'F07', 'F04', 'F13', 'F15', 'F09', 'F12', 'F29'];

// What a server asks for beyond the document shows when giving it helps.
const demands: readonly {
  readonly statements: readonly string[];
  readonly what: string;
  readonly tell: (token: string) => Tell;
}[] = [
  { what: 'a second attempt', statements: live, tell: postWithToken },
  {
    what: 'a request body',
    statements: ['F09', 'F15'],
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
}

async function explainRefusal(trial: Trial, { exchange, token, dead }: Refused): Promise<void> {
  for (const { statements, what, tell } of demands) {
    const other = await trial.send(tell(token));
    if (!isSuccess(other)) continue;
    bury(trial, dead, token);
    trial.report(exchange, {
      ...wrongStatus(exchange.reply, 200, { statements }),
      message: `logs out only with ${what}`,
    });
    trial.judge(other, '200 loggedOut', { statements: ['F18', 'F29', 'F16'], byValue: true });
    return;
  }
  trial.report(exchange, {
    ...wrongStatus(exchange.reply, 200, { statements: live, request: 'a live token' }),
  });
}

function bury({ clock }: Trial, dead: Dead, token: string): void {
  dead.since ??= clock.now();
  dead.tokens.push(token);
}

/** Expects that every token that was logged out is refused. */
export async function expectDead(trial: Trial, { tokens }: Dead, times: number): Promise<void> {
  if (tokens.length === 0) throw new Inconclusive('no logout succeeded');
  for (let time = 0; time < times; time += 1) {
    for (const token of tokens) {
      await expectRefused(trial, {
        request: 'a token that was logged out',
        statements: ['F03', 'F29', 'F36', 'F05', 'F14'],
        tell: postWithToken(token),
      });
    }
  }
}

// A revocation that is kept for a moment, or compared with the second of a token's issue, passes within that moment.
const lasting = 1000;

/** Waits until the first logout is a second ago. */
export async function outlast({ clock }: Trial, { since = -Infinity }: Dead): Promise<void> {
  const left = since + lasting - clock.now();
  if (left > 0) await clock.wait(left);
}
