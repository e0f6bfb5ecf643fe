import type { Case } from '../../src/check/contract.js';
import type { UserFixture } from '../../src/check/fixtures.js';
import { Inconclusive, type Trial } from '../../src/check/trial.js';
import { isRefusal } from './answers.js';
import { logout, nobody, nobodysSid, type Body } from './requests.js';
import { plain, reportRefused, type Extras, type Users } from './users.js';

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
    async run(trial) {
      const user = users.choose(trial, 'open_id');
      if (user === undefined) throw new Inconclusive('no user of the target has an open_id');
      const exchange = await trial.send(logout(trial, plain(users, user)));
      if (isRefusal(exchange)) return explainRefusal(trial, users, user);
      users.signedOut(user);
      trial.judge(exchange, '200 success', { statements: ['L44', 'L41'] });
    },
  };
}

async function explainRefusal(trial: Trial, users: Users, user: UserFixture): Promise<void> {
  for (const { what, statements, extras } of demands) {
    const exchange = await trial.send(logout(trial, plain({ extras }, user)));
    if (isRefusal(exchange)) continue;
    users.signedOut(user);
    users.extras = extras;
    const refused = await trial.send(logout(trial, plain({ extras: {} }, user)));
    reportRefused(trial, refused, `without ${what}`, statements);
    return;
  }
  users.refused = true;
  const refused = await trial.send(logout(trial, plain(users, user)));
  const statements = ['L25', 'L30', 'L24', 'L31', 'L05', 'L06', 'L11', 'L12', 'L14', 'L17', 'L44'];
  reportRefused(trial, refused, 'with logout_type 1 and an open_id', statements);
}

/** Sessions by sid. */
export function bySid(users: Users): Case {
  return {
    title: 'logout_type 3 ends a session by sid',
    statements: ['L25', 'L37', 'L38', 'L44'],
    needs: ['tenantAccessToken', 'sid'],
    mayChange: true,
    async run(trial) {
      // Two sessions, so that a server that knows only one of them shows; the next sid is for the documented example.
      for (let count = 0; count < 2 && trial.fixtures.missing('sid') === undefined; count += 1) {
        const sid = await trial.fixtures.takeSid();
        const body = { logout_type: 3, sid };
        if (!(await expectEnded(trial, body)) || trial.fixtures.missing('sid') === undefined) continue;
        // The last one may serve again if the server does not mind.
        const again = await trial.send(logout(trial, { body }));
        if (!isRefusal(again)) users.lastingSid = sid;
      }
    },
  };
}

async function expectEnded(trial: Trial, body: Body): Promise<boolean> {
  const exchange = await trial.send(logout(trial, { body }));
  const statements = ['L25', 'L37', 'L38', 'L11', 'L14'];
  if (isRefusal(exchange)) reportRefused(trial, exchange, 'with logout_type 3 and the sid of a session', statements);
  else trial.judge(exchange, '200 success', { statements: ['L44', 'L41'] });
  return !isRefusal(exchange);
}
