import { defineContract, type Case, type Contract } from '../src/check/contract.js';
import type { Tell } from '../src/check/send.js';
import { wrongStatus } from '../src/conformance/judge.js';
import type { Dead } from './fungame/log-out.js';
import { expectDead, logouts, outlast } from './fungame/logouts.js';
import { getIsNoLogout } from './fungame/other-methods.js';
import { misplaced, misuse, refusals, sessionGone, type Refused } from './fungame/refusals.js';
import { told } from './fungame/told.js';
import { post, postWithToken } from './fungame/requests.js';

/** What FunGame's logout promises: who is refused, what a logout answers, and that it lasts. */
export const fungameContract: Contract = defineContract({
  api: 'fungame',
  told,
  success: 'logout',
  breakdown: ['F22'],
  journeys: () => {
    const dead: Dead = { tokens: [] };
    return [
      ...refusals(),
      ...together([
        misuse,
        misplaced,
        getIsNoLogout,
        sessionGone('a user without a session gets 400'),
        ...logouts(dead),
        ...afterwards(dead),
        ...observations,
      ]),
    ];
  },
});

// They use up the same tokens, and remember which are dead.
function together(cases: readonly Case[]): readonly Case[] {
  return cases.map((one) => ({ ...one, group: 'tokens' }));
}

// What was said of a fresh server holds for a used one; and no request may wake a dead token.
function afterwards(dead: Dead): readonly Case[] {
  return [
    ...refusals(' also after logouts'),
    sessionGone('a user without a session gets 400 also after logouts'),
    {
      title: 'a token that was logged out is dead also a second later',
      statements: ['F03', 'F29', 'F36', 'F05', 'F14'],
      needs: [],
      async run(trial) {
        await outlast(trial, dead);
        await expectDead(trial, dead, 1);
      },
    },
  ];
}

const observations: readonly Case[] = [
  observation('the address with a trailing slash logs out too', {
    request: 'the address with a trailing slash',
    statements: ['F11'],
    tell: (token) => post(`Bearer ${token}`, '/user/logout/'),
  }),
  observation('a body and a query that nobody asked for do no harm', {
    request: 'a body and a query that nobody asked for',
    statements: ['F12', 'F15'],
    tell: (token) => (spec, base) => postWithToken(token)(spec, base).withQueryParams('x', '1').withJson({ x: 1 }),
  }),
];

interface Observed extends Omit<Refused, 'tell'> {
  readonly tell: (token: string) => Tell;
}

function observation(title: string, { request, statements, tell }: Observed): Case {
  return {
    title,
    statements,
    needs: ['token'],
    observes: true,
    mayChange: true,
    async run(trial) {
      const exchange = await trial.send(tell(await trial.fixtures.takeToken()));
      if (exchange.reply.status === 200) return;
      trial.report(exchange, wrongStatus(exchange.reply, 200, { statements, request }), 'info');
    },
  };
}
