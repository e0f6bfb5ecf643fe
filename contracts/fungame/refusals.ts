import type { Case } from '../../src/check/contract.js';
import type { Tell } from '../../src/check/send.js';
import type { Trial } from '../../src/check/trial.js';
import { wrongStatus } from '../../src/conformance/judge.js';
import type { Exchange } from '../../src/exchange.js';
import { forgeriesOf, madeUpJwt, misplaceToken, misspeltCredentials } from '../forged-tokens.js';
import { expectAgreement, judgeSessionGone } from './answers.js';
import { isSuccess, post, postWithToken } from './requests.js';

/** Who is refused; told apart by `suffix` when it is asked more than once in a run. */
export function refusals(suffix = ''): readonly Case[] {
  const refused = (what: string, statements: Case['statements'], authorization?: string): Case =>
    refusal(`${what} is refused${suffix}`, { request: what, statements, tell: post(authorization) });
  return [
    refused('a request without a credential', ['F04', 'F14', 'F24', 'F26', 'F30']),
    refused('an empty bearer token', ['F14', 'F24'], 'Bearer'),
    refused('a token that nobody issued', ['F14', 'F24', 'F26', 'F30'], 'Bearer no-such-token'),
    refused('a made-up JWT', ['F14', 'F24', 'F26', 'F30'], `Bearer ${madeUpJwt()}`),
    refused('another authentication scheme', ['F08', 'F14', 'F24'], `Basic ${nobodysLogin}`),
    refused('a token without the word Bearer', ['F13', 'F14', 'F24'], 'no-such-token'),
    expired(`an expired token is refused${suffix}`),
  ];
}

// A guessable login, such as guest:guest, may be a good one somewhere.
const nobodysLogin = Buffer.from('nobody@signoff.invalid:none').toString('base64');

function refusal(title: string, refused: Refused): Case {
  return {
    title,
    statements: refused.statements,
    needs: [],
    async run(trial) {
      await expectRefused(trial, refused);
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
      for (const token of trial.fixtures.expiredTokens) {
        await expectRefused(trial, { request: 'an expired token', statements, tell: postWithToken(token) });
      }
    },
  };
}

/** A request that is refused with the documented 401, and what to call it: `an expired token`. */
export interface Refused {
  readonly request: string;
  readonly statements: readonly string[];
  readonly tell: Tell;
}

/** Expects the documented 401. */
export async function expectRefused(trial: Trial, { tell, request, statements }: Refused): Promise<Exchange> {
  const exchange = await trial.send(tell);
  trial.judge(exchange, '401', { statements, request });
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

function misuses(token: string): readonly Refused[] {
  const forgeries = forgeriesOf(token === '' ? madeUpJwt() : token);
  return [
    ...misspeltCredentials(token).map(({ form, value }) => ({
      request: `a live token sent as ${form}`,
      tell: post(value),
      statements: ['F13', 'F08', 'F14', 'F24'],
    })),
    ...forgeries.map((forged) => ({
      request: `a live token with ${forged.flaw}`,
      tell: postWithToken(forged.token),
      statements: ['F14', 'F26', 'F24', 'F30'],
    })),
  ];
}

// A server may also refuse the query or the body for itself, or a request that is too long.
export const misplaced: Case = {
  title: 'a live token does not count anywhere but in Authorization',
  statements: ['F13', 'F14', 'F24'],
  needs: ['token'],
  mayChange: true,
  async run(trial) {
    for (const misplace of [misplaceToken, inForm, inJson]) {
      if (trial.fixtures.missing('token') !== undefined) return;
      const token = await trial.fixtures.borrowToken();
      const exchange = await trial.send((spec, base) => misplace(post()(spec, base), token));
      if (exchange.reply.status >= 400) continue;
      if (isSuccess(exchange)) trial.fixtures.loseToken();
      const request = 'a live token in the query, the cookies or the body only';
      trial.report(exchange, wrongStatus(exchange.reply, 401, { statements: ['F13', 'F14', 'F24'], request }));
    }
  },
};

// RFC 6750 section 2.2.
const inForm: typeof misplaceToken = (spec, token) => spec.withForm({ access_token: token, token });
const inJson: typeof misplaceToken = (spec, token) => spec.withJson({ access_token: token, token });

async function expectUseless(trial: Trial, misused: Refused): Promise<void> {
  if (isSuccess(await expectRefused(trial, misused))) trial.fixtures.loseToken();
}

/** A valid token without a session is refused with the documented 400, every time. */
export function sessionGone(title: string): Case {
  return {
    title,
    statements: ['F27', 'F22', 'F23'],
    needs: ['sessionlessToken'],
    async run(trial) {
      const token = await trial.fixtures.takeSessionlessToken();
      for (const request of ['a valid token without a session', 'a valid token without a session, once more']) {
        judgeSessionGone(trial, await trial.send(postWithToken(token)), request);
      }
    },
  };
}
