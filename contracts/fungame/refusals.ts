import type { Case } from '../../src/check/contract.js';
import type { Tell } from '../../src/check/send.js';
import type { Trial } from '../../src/check/trial.js';
import { showReply } from '../../src/conformance/reply-body.js';
import type { Exchange } from '../../src/exchange.js';
import { forgeriesOf, madeUpJwt, misplaceToken, misspeltCredentials } from '../forged-tokens.js';
import { expectAgreement, judgeSessionGone } from './answers.js';
import { authorize, isSuccess, post, postWithToken } from './requests.js';

/** Who is refused; told apart by `suffix` when it is asked more than once in a run. */
export function refusals(suffix = ''): readonly Case[] {
  return [
    refusal(`a request without a credential is refused${suffix}`, ['F04', 'F14', 'F24', 'F26', 'F30'], undefined),
    refusal(`an empty bearer token is refused${suffix}`, ['F14', 'F24'], 'Bearer'),
    refusal(`a token that nobody issued is refused${suffix}`, ['F14', 'F24', 'F26', 'F30'], 'Bearer no-such-token'),
    refusal(`a made-up JWT is refused${suffix}`, ['F14', 'F24', 'F26', 'F30'], `Bearer ${madeUpJwt()}`),
    refusal(`another authentication scheme is refused${suffix}`, ['F08', 'F14', 'F24'], `Basic ${nobodysLogin}`),
    refusal(`a token without the word Bearer is refused${suffix}`, ['F13', 'F14', 'F24'], 'no-such-token'),
    expired(`an expired token is refused${suffix}`),
  ];
}

// A guessable login, such as guest:guest, may be a good one somewhere.
const nobodysLogin = Buffer.from('nobody@signoff.invalid:none').toString('base64');

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

/** Expects the documented 401. */
export async function expectRefused(trial: Trial, tell: Tell, statements: readonly string[]): Promise<Exchange> {
  const exchange = await trial.send(tell);
  trial.judge(exchange, '401', { statements });
  expectAgreement(trial, exchange);
  return exchange;
}

// A live token tells more than a made-up one: a server that looks at the token alone would let these through, and end
// its session; so nothing of this is sent where nothing may change.
export const misuse: Case = {
  title: 'a live token counts only as it is, behind the word Bearer',
  statements: ['F13', 'F08', 'F14', 'F26'],
  needs: ['token'],
  mayChange: true,
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
    ...misspeltCredentials(token).map((value) => ({ tell: post(value), statements: ['F13', 'F08', 'F14', 'F24'] })),
    { tell: (spec, base) => misplaceToken(post()(spec, base), token), statements: ['F13', 'F14', 'F24'] },
    ...forgeries.map((forged) => ({ tell: postWithToken(forged.token), statements: ['F14', 'F26', 'F24', 'F30'] })),
  ];
}

async function expectUseless(trial: Trial, { tell, statements }: Misuse): Promise<void> {
  if (isSuccess(await expectRefused(trial, tell, statements))) trial.fixtures.loseToken();
}

export const getIsNoLogout: Case = {
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

/** A valid token without a session is refused with the documented 400. */
export function sessionGone(title: string): Case {
  return {
    title,
    statements: ['F27', 'F22', 'F23'],
    needs: ['sessionlessToken'],
    async run(trial) {
      const { token, isFresh } = await trial.fixtures.takeSessionlessToken();
      const exchange = await trial.send(postWithToken(token));
      // Nothing says that a token outlives a logout that failed; a success it cannot bring all the same.
      if (isFresh || isSuccess(exchange)) judgeSessionGone(trial, exchange);
    },
  };
}
