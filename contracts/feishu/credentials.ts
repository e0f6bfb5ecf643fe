import type { Case } from '../../src/check/contract.js';
import type { Trial } from '../../src/check/trial.js';
import { isSuccess, judgeNoSuccess } from './answers.js';
import { getLogout, bearerOf, logout } from './requests.js';
import type { Users } from './users.js';
import { plain } from './users.js';
import { forgeriesOf, madeUpJwt, misspeltCredentials } from '../forged-tokens.js';
import { showReply } from '../../src/conformance/reply-body.js';

/** Who is refused, and that POST alone logs out. */
export function credentialCases(users: Users): readonly Case[] {
  return [
    refusal(users, 'a request without a credential', ['L11'], () => [null]),
    refusal(users, 'a request with an empty bearer token', ['L12', 'L11'], () => ['Bearer']),
    refusal(users, 'a request with a token nobody issued', ['L11'], () => [
      'Bearer t-000000000000000000000000000000',
      'Bearer u-00000000000000000000000000000000',
      `Bearer ${madeUpJwt()}`,
    ]),
    {
      ...refusal(
        users,
        'a request with the token in another form than "Bearer <token>"',
        ['L12', 'L11'],
        ({ fixtures }) => misspeltCredentials(fixtures.tenantAccessToken ?? ''),
      ),
      needs: ['tenantAccessToken'],
    },
    {
      ...refusal(users, 'a request with an altered token', ['L11'], ({ fixtures }) =>
        forgeriesOf(fixtures.tenantAccessToken ?? '').map(({ token }) => `Bearer ${token}`),
      ),
      needs: ['tenantAccessToken'],
    },
    getIsNoLogout,
  ];
}

type Authorizations = (trial: Trial) => readonly (string | null)[];

// Sent with a real user where there is one: a server that forgets the credential would sign them out.
function refusal(users: Users, what: string, statements: Case['statements'], authorizations: Authorizations): Case {
  return {
    title: `${what} is refused`,
    statements,
    needs: [],
    async run(trial) {
      for (const authorization of authorizations(trial)) {
        const user = users.anybody(trial);
        const exchange = await trial.send(logout(trial, { ...plain(users, user), authorization }));
        if (isSuccess(exchange)) users.signedOut(user);
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
