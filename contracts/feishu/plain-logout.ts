import type { Case } from '../../src/check/contract.js';
import type { UserFixture } from '../../src/check/fixtures.js';
import { Inconclusive, type Trial } from '../../src/check/trial.js';
import { isRefusal, judgeSuccess } from './answers.js';
import { logout, nobody, nobodysSid } from './requests.js';
import { plain, reportRefused, signedOutAlready, type Extras, type Users } from './users.js';

// What a server asks for beyond the document shows when giving it helps; later requests then give it too.
const demands: readonly { readonly what: string; readonly statements: readonly string[]; readonly extras: Extras }[] = [
  { what: 'user_id_type left away', statements: ['L17'], extras: { noUserIdType: true } },
  { what: 'a terminal_type', statements: ['L26'], extras: { body: { terminal_type: [1] } } },
  { what: 'a logout_reason', statements: ['L33'], extras: { body: { logout_reason: 34 } } },
  { what: 'a sid', statements: ['L37', 'L38'], extras: { body: { sid: nobodysSid } } },
  {
    what: 'an idp_credential_id',
    statements: ['L21', 'L22'],
    extras: { body: { idp_credential_id: nobody.idp_credential_id } },
  },
  { what: 'a Content-Type without charset', statements: ['L14'], extras: { contentType: 'application/json' } },
];

/** The plainest logout there is; what a server asks for beyond it is found out here. */
export function plainLogout(users: Users): Case {
  return {
    title: 'a user is signed out by open_id',
    statements: ['L25', 'L05', 'L06', 'L11', 'L12', 'L14', 'L17', 'L24', 'L30', 'L31', 'L41', 'L42', 'L43', 'L44'],
    needs: ['tenantAccessToken', 'user'],
    mayChange: true,
    succeeds: true,
    async run(trial) {
      const able = users.inOrder(trial, 'open_id');
      if (able.length === 0) throw new Inconclusive('no user of the target has an open_id');
      for (const user of able) if (await isDecided(trial, users, user)) return;
      throw new Inconclusive(signedOutAlready);
    },
  };
}

async function isDecided(trial: Trial, users: Users, user: UserFixture): Promise<boolean> {
  const request = plain(users, user);
  const exchange = await trial.send(logout(trial, request));
  if (!isRefusal(exchange)) {
    users.signedOut(user, request.body);
    judgeSuccess(trial, exchange);
    return true;
  }
  if (await isExplained(trial, users, user)) return true;
  // A session that was left alone is somebody's: where there is one user, it is theirs.
  const hasSession = trial.fixtures.users.length === 1 && trial.fixtures.missing('sid') === undefined;
  if (!hasSession && users.mayBeOut(user)) return false;
  users.refused = true;
  const statements = ['L25', 'L30', 'L24', 'L31', 'L05', 'L06', 'L11', 'L12', 'L14', 'L17', 'L44'];
  reportRefused(trial, await trial.send(logout(trial, request)), 'with logout_type 1 and an open_id', statements);
  return true;
}

async function isExplained(trial: Trial, users: Users, user: UserFixture): Promise<boolean> {
  for (const { what, statements, extras } of demands) {
    const request = plain({ extras }, user);
    const exchange = await trial.send(logout(trial, request));
    if (isRefusal(exchange)) continue;
    users.signedOut(user, request.body);
    users.extras = extras;
    const refused = await trial.send(logout(trial, plain({ extras: {} }, user)));
    reportRefused(trial, refused, `without ${what}`, statements);
    return true;
  }
  return false;
}
