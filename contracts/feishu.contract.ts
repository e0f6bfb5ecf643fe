import { defineContract, type Case, type Contract } from '../src/check/contract.js';
import { credentialCases, onOneConnection } from './feishu/credentials.js';
import { openCases } from './feishu/open-points.js';
import { typeCases } from './feishu/other-types.js';
import { parameterCases } from './feishu/parameters.js';
import { plainLogout } from './feishu/plain-logout.js';
import { bySid, documentedExample } from './feishu/sessions.js';
import { successCases } from './feishu/successes.js';
import { told } from './feishu/told.js';
import { createUsers, expectSuccess, plain, together, type Users } from './feishu/users.js';

/** What Feishu's logout promises: whose token counts, what is refused and how, and who is signed out by what. */
export const feishuContract: Contract = defineContract({
  api: 'feishu',
  told,
  success: 'logout',
  breakdown: ['L45'],
  journeys: () => {
    const users = createUsers();
    return [
      ...credentialCases(users),
      ...parameterCases(users),
      ...together([
        // Sessions come first: signing their user out may end them.
        bySid(users),
        plainLogout(users),
        documentedExample(users),
        ...typeCases(users),
        ...successCases(users),
        onOneConnection(users),
        ...again(credentialCases(users)),
        ...again(parameterCases(users)),
        successAfterRefusals(users),
        ...openCases(users),
      ]),
    ];
  },
});

// What is refused on a fresh server has to be refused after successes too: state must not open a door.
function again(cases: readonly Case[]): readonly Case[] {
  return cases.map((one) => ({ ...one, title: `${one.title}, also after successes` }));
}

function successAfterRefusals(users: Users): Case {
  return {
    title: 'a user is signed out also after refusals',
    statements: ['L25', 'L30', 'L44'],
    needs: ['tenantAccessToken', 'user'],
    mayChange: true,
    succeeds: true,
    async run(trial) {
      const user = users.choose(trial, 'open_id');
      if (user === undefined) return;
      const statements = ['L44', 'L25', 'L30'];
      await expectSuccess(trial, users, { user, request: plain(users, user), feature: 'after refusals', statements });
    },
  };
}
