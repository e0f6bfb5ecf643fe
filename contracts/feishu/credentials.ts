import type { Case } from '../../src/check/contract.js';
import { isSuccess, judgeNoSuccess } from './answers.js';
import { Inconclusive, type Trial } from '../../src/check/trial.js';
import { getLogout, bearerOf, logout, logoutOnConnection, type LogoutRequest } from './requests.js';
import type { Users } from './users.js';
import { plain, plainRefused } from './users.js';
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

// A credential belongs to a request, not to the connection that it came over (RFC 9110 section 11).
export function onOneConnection(users: Users): Case {
  const statements = ['L11', 'L12'];
  return {
    title: 'a request without a credential is refused also on the connection of a logout',
    statements,
    needs: ['tenantAccessToken', 'user'],
    mayChange: true,
    async run(trial) {
      if (users.refused) throw new Inconclusive(plainRefused);
      const user = users.anybody(trial);
      const request = plain(users, user);
      const withoutOne = { ...request, authorization: null };
      const requests = [request, withoutOne].map((one) => logoutOnConnection(trial, one));
      const [first, second] = await trial.converse(requests);
      if (first === undefined || second === undefined) return;
      if (isSuccess(first) || isSuccess(second)) users.signedOut(user, request.body);
      judgeNoSuccess(trial, second, 'without a credential, on the connection of a logout', statements);
    },
  };
}
