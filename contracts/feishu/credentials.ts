import type { Case } from '../../src/check/contract.js';
import type { Trial } from '../../src/check/trial.js';
import { isSuccess, judgeNoSuccess } from './answers.js';
import { getLogout, bearerOf, logout, type LogoutRequest } from './requests.js';
import type { Users } from './users.js';
import { plain } from './users.js';
import { forgeriesOf, madeUpJwt, misspeltCredentials } from '../forged-tokens.js';
import { showReply } from '../../src/conformance/reply-body.js';

/** Who is refused, and that POST alone logs out. */
export function credentialCases(users: Users): readonly Case[] {
  return [
    refusal(users, 'a request without a credential', ['L11'], () => [{ authorization: null }]),
    refusal(users, 'a request with an empty bearer token', ['L12', 'L11'], () => [{ authorization: 'Bearer' }]),
    refusal(users, 'a request with a token nobody issued', ['L11'], () =>
      bearers(['t-000000000000000000000000000000', 'u-00000000000000000000000000000000', madeUpJwt()]),
    ),
    ofGoodToken(users, 'a request with the token in another form than "Bearer <token>"', ['L12', 'L11'], (token) =>
      misspeltCredentials(token).map(({ value }) => ({ authorization: value })),
    ),
    ofGoodToken(users, 'a request with the token in the query and the cookies', ['L11', 'L12'], (token) => [
      { authorization: null, misplacedToken: token },
    ]),
    ofGoodToken(users, 'a request with an altered token', ['L11'], (token) =>
      bearers(forgeriesOf(token).map((forged) => forged.token)),
    ),
    getIsNoLogout,
  ];
}

type Credentials = Pick<LogoutRequest, 'authorization' | 'misplacedToken'>;

function bearers(tokens: readonly string[]): readonly Credentials[] {
  return tokens.map((token) => ({ authorization: `Bearer ${token}` }));
}

function ofGoodToken(
  users: Users,
  what: string,
  statements: Case['statements'],
  misuses: (token: string) => readonly Credentials[],
): Case {
  const given = ({ fixtures }: Trial): readonly Credentials[] => misuses(fixtures.tenantAccessToken ?? '');
  return { ...refusal(users, what, statements, given), needs: ['tenantAccessToken'] };
}

// Sent with a real user where there is one: a server that forgets the credential would sign them out.
function refusal(
  users: Users,
  what: string,
  statements: Case['statements'],
  credentialsOf: (trial: Trial) => readonly Credentials[],
): Case {
  return {
    title: `${what} is refused`,
    statements,
    needs: [],
    async run(trial) {
      for (const credentials of credentialsOf(trial)) {
        const user = users.anybody(trial);
        const request = { ...plain(users, user), ...credentials };
        const exchange = await trial.send(logout(trial, request));
        if (isSuccess(exchange)) users.signedOut(user, request.body);
        judgeNoSuccess(trial, exchange, what.replace('a request ', ''), statements);
      }
    },
  };
}

const getIsNoLogout: Case = {
  title: 'GET is no logout',
  statements: ['L06'],
  needs: [],
  async run(trial) {
    const hasToken = trial.fixtures.tenantAccessToken !== undefined;
    for (const authorization of [null, ...(hasToken ? [bearerOf(trial)] : [])]) {
      const exchange = await trial.send(getLogout(authorization));
      if (!isSuccess(exchange)) continue;
      const message = 'GET is answered with a success';
      const came = showReply(exchange.reply);
      trial.report(exchange, { rule: 'method', statements: ['L06'], message, expected: 'a refusal', came });
    }
  },
};
