import type Spec from 'pactum/src/models/Spec.js';
import { defineContract, type Case, type Contract } from '../src/check/contract.js';
import type { Tell } from '../src/check/send.js';
import { Inconclusive, type Trial } from '../src/check/trial.js';
import { wrongStatus } from '../src/conformance/judge.js';
import { showReply } from '../src/conformance/reply-body.js';
import type { Exchange } from '../src/exchange.js';
import { forgeriesOf, madeUpJwt, subjectOf } from './forged-tokens.js';
import { expectAgreement, judgeSessionGone } from './fungame.answers.js';

/** What FunGame's logout promises: who is refused, what a logout answers, and that it lasts. */
export const fungameContract: Contract = defineContract({
  api: 'fungame',
  journeys: () => {
    const dead: string[] = [];
    return [
      ...refusals(),
      misuse,
      getIsNoLogout,
      sessionGone('a user without a session gets 400'),
      ...logouts(dead),
      ...afterwards(dead),
      ...observations,
    ];
  },
});

const post =
  (authorization?: string, path = '/user/logout'): Tell =>
  (spec, base) =>
    authorize(spec.post(base + path), authorization);

const postWithToken = (token: string): Tell => post(`Bearer ${token}`);

function authorize(spec: Spec, authorization: string | undefined): Spec {
  return authorization === undefined ? spec : spec.withHeaders('Authorization', authorization);
}

function refusals(suffix = ''): readonly Case[] {
  return [
    refusal(`a request without a credential is refused${suffix}`, ['F04', 'F14', 'F24', 'F26', 'F30'], undefined),
    refusal(`an empty bearer token is refused${suffix}`, ['F14', 'F24'], 'Bearer'),
    refusal(`a token that nobody issued is refused${suffix}`, ['F14', 'F24', 'F26', 'F30'], 'Bearer no-such-token'),
    refusal(`a made-up JWT is refused${suffix}`, ['F14', 'F24', 'F26', 'F30'], `Bearer ${madeUpJwt()}`),
    refusal(`another authentication scheme is refused${suffix}`, ['F08', 'F14', 'F24'], 'Basic Z3Vlc3Q6Z3Vlc3Q='),
    refusal(`a token without the word Bearer is refused${suffix}`, ['F13', 'F14', 'F24'], 'no-such-token'),
    expired(`an expired token is refused${suffix}`),
  ];
}

function refusal(title: string, statements: Case['statements'], authorization: string | undefined): Case {
  return {
    title,
    statements,
    needs: [],
    async run(trial) {
      await expectRefused(trial, post(authorization), statements);
    },
  };
}

function expired(title: string): Case {
  const statements: Case['statements'] = ['F14', 'F24', 'F26', 'F30'];
  return {
    title,
    statements,
    needs: ['expiredToken'],
    async run(trial) {
      for (const token of trial.fixtures.expiredTokens) await expectRefused(trial, postWithToken(token), statements);
    },
  };
}

async function expectRefused(trial: Trial, tell: Tell, statements: readonly string[]): Promise<Exchange> {
  const exchange = await trial.send(tell);
  trial.judge(exchange, '401', { statements });
  expectAgreement(trial, exchange);
  return exchange;
}

// A live token tells more than a made-up one: a server that looks at the token alone would let these through.
const misuse: Case = {
  title: 'a live token counts only as it is, behind the word Bearer',
  statements: ['F13', 'F08', 'F14', 'F26'],
  needs: ['token'],
  async run(trial) {
    for (const index of misuses('').keys()) {
      if (trial.fixtures.missing('token') !== undefined) return;
      const misused = misuses(await trial.fixtures.borrowToken())[index];
      if (misused !== undefined) await expectUseless(trial, misused);
    }
  },
};

interface Misuse {
  readonly tell: Tell;
  readonly statements: readonly string[];
}

function misuses(token: string): readonly Misuse[] {
  const forgeries = forgeriesOf(token === '' ? madeUpJwt() : token);
  return [
    { tell: post(token), statements: ['F13', 'F14', 'F24'] },
    { tell: post(`Basic ${token}`), statements: ['F08', 'F14', 'F24'] },
    { tell: post(`Token ${token}`), statements: ['F08', 'F13', 'F14', 'F24'] },
    ...forgeries.map((forged) => ({ tell: postWithToken(forged.token), statements: ['F14', 'F26', 'F24', 'F30'] })),
  ];
}

async function expectUseless(trial: Trial, { tell, statements }: Misuse): Promise<void> {
  if (isSuccess(await expectRefused(trial, tell, statements))) trial.fixtures.loseToken();
}

function isSuccess({ reply }: Exchange): boolean {
  return reply.status >= 200 && reply.status < 300;
}

const getIsNoLogout: Case = {
  title: 'GET does not log out',
  statements: ['F07'],
  needs: [],
  async run(trial) {
    const hasToken = trial.fixtures.missing('token') === undefined;
    const credentials = [undefined, ...(hasToken ? [`Bearer ${await trial.fixtures.borrowToken()}`] : [])];
    for (const authorization of credentials) {
      const exchange = await trial.send((spec, base) => authorize(spec.get(`${base}/user/logout`), authorization));
      if (!isSuccess(exchange)) continue;
      if (authorization !== undefined) trial.fixtures.loseToken();
      trial.report(exchange, {
        rule: 'method',
        statements: ['F07'],
        message: `answered ${String(exchange.reply.status)} to GET`,
        expected: 'a refusal',
        came: showReply(exchange.reply),
      });
    }
  },
};

function sessionGone(title: string): Case {
  return {
    title,
    statements: ['F27', 'F22', 'F23'],
    needs: ['sessionlessToken'],
    async run(trial) {
      judgeSessionGone(trial, await trial.send(postWithToken(await trial.fixtures.takeSessionlessToken())));
    },
  };
}

function logouts(dead: string[]): readonly Case[] {
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
      async run(trial) {
        await logOut(trial, dead);
        await expectDead(trial, dead, 2);
      },
    },
    {
      title: 'every further token logs out once',
      statements: ['F32', 'F03', 'F29', 'F36'],
      needs: ['token'],
      async run(trial) {
        for (let count = 0; count < 2 && trial.fixtures.missing('token') === undefined; count += 1) {
          await logOut(trial, dead);
        }
        await expectDead(trial, dead, 1);
      },
    },
  ];
}

async function logOut(trial: Trial, dead: string[]): Promise<void> {
  const token = await trial.fixtures.takeToken();
  const exchange = await trial.send(postWithToken(token));
  expectAgreement(trial, exchange);
  if (isSuccess(exchange)) {
    dead.push(token);
    trial.judge(exchange, '200 loggedOut', { statements: ['F18', 'F29', 'F16'], byValue: true });
    return;
  }
  // One session a user is a fair reading: the first logout may have ended the session behind this token too.
  const subject = subjectOf(token);
  if (subject !== undefined && dead.some((other) => subjectOf(other) === subject)) {
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
  readonly dead: string[];
}

async function explainRefusal(trial: Trial, { exchange, token, dead }: Refused): Promise<void> {
  for (const { statements, what, tell } of demands) {
    const other = await trial.send(tell(token));
    if (!isSuccess(other)) continue;
    dead.push(token);
    trial.report(exchange, { ...wrongStatus(exchange.reply, 200, statements), message: `logs out only with ${what}` });
    trial.judge(other, '200 loggedOut', { statements: ['F18', 'F29', 'F16'], byValue: true });
    return;
  }
  trial.report(exchange, {
    ...wrongStatus(exchange.reply, 200, live),
    message: `answered ${String(exchange.reply.status)} to a live token`,
  });
}

async function expectDead(trial: Trial, dead: readonly string[], times: number): Promise<void> {
  if (dead.length === 0) throw new Inconclusive('no logout succeeded');
  for (let time = 0; time < times; time += 1) {
    for (const token of dead) await expectRefused(trial, postWithToken(token), ['F03', 'F29', 'F36', 'F05', 'F14']);
  }
}

// What was said of a fresh server holds for a used one; and no request may wake a dead token.
function afterwards(dead: readonly string[]): readonly Case[] {
  return [
    ...refusals(' also after logouts'),
    sessionGone('a user without a session gets 400 also after logouts'),
    {
      title: 'a token that was logged out stays dead',
      statements: ['F03', 'F29', 'F36', 'F05', 'F14'],
      needs: [],
      run: (trial) => expectDead(trial, dead, 1),
    },
  ];
}

const observations: readonly Case[] = [
  observation('the address with a trailing slash logs out too', ['F11'], (token) =>
    post(`Bearer ${token}`, '/user/logout/'),
  ),
  observation(
    'a body and a query that nobody asked for do no harm',
    ['F12', 'F15'],
    (token) => (spec, base) => postWithToken(token)(spec, base).withQueryParams('x', '1').withJson({ x: 1 }),
  ),
];

function observation(title: string, statements: Case['statements'], tell: (token: string) => Tell): Case {
  return {
    title,
    statements,
    needs: ['token'],
    observes: true,
    async run(trial) {
      const exchange = await trial.send(tell(await trial.fixtures.takeToken()));
      if (exchange.reply.status !== 200) trial.report(exchange, wrongStatus(exchange.reply, 200, statements), 'info');
    },
  };
}
