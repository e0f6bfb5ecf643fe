import type { FunGameFixtures, WrongServer } from '../../trial-server.js';
import { bare, failure, json, readClaims, success } from '../base.js';
import type { CredentialState } from '../base.js';
import { answering, BREAKS, must } from './make-wrong.js';

const REFUSED: readonly CredentialState[] = [
  'missing',
  'unprefixed',
  'otherScheme',
  'empty',
  'unknown',
  'expired',
  'revoked',
];

/** Wrong about a credential that was never good, or is no longer. */
export const wrongCredentials: readonly WrongServer<FunGameFixtures>[] = [
  must(
    'no credential: success',
    BREAKS.missing,
    answering(['missing'], () => json(200, success())),
  ),
  must(
    'no credential: 400 with a payload',
    BREAKS.missing,
    answering(['missing'], () => json(400, failure())),
  ),
  must(
    'no credential: 403',
    BREAKS.missing,
    answering(['missing'], () => bare(403)),
  ),
  must(
    'no credential: 404',
    BREAKS.missing,
    answering(['missing'], () => bare(404)),
  ),
  must(
    'no credential: to the login page',
    BREAKS.missing,
    answering(['missing'], () => bare(302, { Location: '/login' })),
  ),
  must('no credential: breaks down', BREAKS.missing, ({ readCredential }) => ({
    readCredential: (authorization) => {
      if (authorization === undefined) throw new TypeError('No header to read.');
      return readCredential(authorization);
    },
  })),
  must('no credential: hangs up without an answer', BREAKS.missing, ({ answers, write }) => ({
    // 499 never leaves the house: it stands for no answer at all.
    answers: { ...answers, missing: () => bare(499) },
    write: (answer, response) => (answer.status === 499 ? response.destroy() : write(answer, response)),
  })),

  must(
    'Basic: whatever it says, success',
    BREAKS.malformed,
    answering(['otherScheme'], () => json(200, success())),
  ),
  must(
    'Basic: 400',
    BREAKS.malformed,
    answering(['otherScheme'], () => bare(400)),
  ),
  must(
    'Basic: 403',
    BREAKS.malformed,
    answering(['otherScheme'], () => bare(403)),
  ),
  must('the word before the token may be any', BREAKS.malformed, ({ readCredential }) => ({
    readCredential: (authorization) => readCredential(authorization?.replace(/^\S+ /, 'Bearer ')),
  })),
  must('a token without Bearer is taken', BREAKS.malformed, ({ readCredential }) => ({
    readCredential: (authorization) =>
      readCredential(
        authorization?.includes('.') && !authorization.includes(' ') ? `Bearer ${authorization}` : authorization,
      ),
  })),
  must(
    'a token without Bearer: 400',
    BREAKS.malformed,
    answering(['unprefixed'], () => json(400, failure())),
  ),
  must(
    'an empty bearer: success',
    BREAKS.malformed,
    answering(['empty'], () => json(200, success())),
  ),
  must(
    'an empty bearer: 400',
    BREAKS.malformed,
    answering(['empty'], () => bare(400)),
  ),
  must('an empty bearer: breaks down', BREAKS.malformed, ({ readCredential }) => ({
    readCredential: (authorization) => {
      if (authorization === 'Bearer') throw new TypeError('No token to read.');
      return readCredential(authorization);
    },
  })),

  must(
    'an unknown token: success',
    BREAKS.invalid,
    answering(['unknown'], () => json(200, success())),
  ),
  must(
    'an unknown token: 400, as without a session',
    BREAKS.invalid,
    answering(['unknown'], () => json(400, failure())),
  ),
  must(
    'an unknown token: 403',
    BREAKS.invalid,
    answering(['unknown'], () => bare(403)),
  ),
  must(
    'an unknown token: 498',
    BREAKS.invalid,
    answering(['unknown'], () => bare(498)),
  ),
  must('a token without three parts: breaks down', BREAKS.invalid, ({ verify }) => ({
    verify: (token, ledger) => {
      if (token.split('.').length !== 3) throw new TypeError('Not three parts.');
      return verify(token, ledger);
    },
  })),
  must('a token with a forged signature is taken', BREAKS.invalid, () => ({ verify: readClaims })),
  must('a live token with more behind it is taken', BREAKS.invalid, ({ verify }) => ({
    verify: (token, ledger) => verify(/^([^.]*\.){2}.{43}/.exec(token)?.[0] ?? token, ledger),
  })),

  must('an expired token: success', BREAKS.invalid, ({ verify }) => ({
    verify: (token, ledger) => {
      const claims = verify(token, ledger);
      return claims && { ...claims, until: Infinity };
    },
  })),
  must(
    'an expired token: 400',
    BREAKS.invalid,
    answering(['expired'], () => json(400, failure())),
  ),
  must(
    'an expired token: 403',
    BREAKS.invalid,
    answering(['expired'], () => bare(403)),
  ),
  must(
    'an expired token: 440',
    BREAKS.invalid,
    answering(['expired'], () => bare(440)),
  ),

  must(
    'the payload of a 401 says 200',
    ['F18'],
    answering(REFUSED, () => json(401, { ...success(), Message: '请先登录。' })),
  ),
];
