import type { Case } from '../../src/check/contract.js';
import type { UserFixture } from '../../src/check/fixtures.js';
import { Inconclusive, type Trial } from '../../src/check/trial.js';
import { isRefusal, judgeSuccess } from './answers.js';
import { logout, type Body } from './requests.js';
import { expectSuccess, judgeAnswer, plain, plainRefused, reportRefused, type Users } from './users.js';

/** Sessions by sid. */
export function bySid(users: Users): Case {
  return {
    title: 'logout_type 3 ends a session by sid',
    statements: ['L25', 'L37', 'L38', 'L44'],
    needs: ['tenantAccessToken', 'sid'],
    mayChange: true,
    succeeds: true,
    async run(trial) {
      // Two sessions, so that a server that knows only one of them shows. One is left alone: with their last session
      // its user may be signed out.
      for (let count = 0; count < 2; count += 1) {
        const sid = await trial.fixtures.takeSid();
        if (!(await isEnded(trial, users, sid))) return;
        const again = await trial.send(logoutBySid(trial, sid));
        if (!isRefusal(again)) users.lastingSid = sid;
        if (trial.fixtures.left('sid') < 2) return;
      }
    },
  };
}

function logoutBySid(trial: Trial, sid: string): ReturnType<typeof logout> {
  return logout(trial, { body: { logout_type: 3, sid } });
}

async function isEnded(trial: Trial, users: Users, sid: string): Promise<boolean> {
  const exchange = await trial.send(logoutBySid(trial, sid));
  const statements = ['L25', 'L37', 'L38', 'L11', 'L14'];
  if (isRefusal(exchange)) {
    reportRefused(trial, exchange, 'with logout_type 3 and the sid of a session', statements);
    return false;
  }
  users.sessionEnded();
  judgeSuccess(trial, exchange);
  return true;
}

/** The document's own example, with ids that exist: further identifiers beside the one that counts do no harm. */
export function documentedExample(users: Users): Case {
  return {
    title: 'the documented example signs out, with identifiers of all three ways',
    statements: ['L40'],
    needs: ['tenantAccessToken', 'user'],
    mayChange: true,
    succeeds: true,
    async run(trial) {
      const user = users.choose(trial, 'open_id', 'idp_credential_id') ?? users.choose(trial, 'open_id');
      if (user === undefined) throw new Inconclusive('no user of the target has an open_id');
      if (users.refused) throw new Inconclusive(plainRefused);
      const sid = trial.fixtures.missing('sid') === undefined ? await trial.fixtures.borrowSid() : users.lastingSid;
      const sent = { ...plain(users, user), body: exampleFor(user, sid) };
      const due = { user, request: sent, feature: 'as in the documented example', statements: ['L40'] };
      const exchange = await trial.send(logout(trial, sent));
      const isAboutSid = isRefusal(exchange) && sid !== undefined && !(await isLive(trial, users, sid));
      if (isAboutSid) await expectSuccess(trial, users, { ...due, request: { ...sent, body: exampleFor(user) } });
      else await judgeAnswer(trial, users, due, exchange);
    },
  };
}

function exampleFor({ open_id, idp_credential_id }: UserFixture, sid?: string): Body {
  return {
    ...(idp_credential_id !== undefined && { idp_credential_id }),
    logout_type: 1,
    terminal_type: [1],
    user_id: open_id,
    logout_reason: 34,
    ...(sid !== undefined && { sid }),
  };
}

// A session may have ended with the logout of its user, and nothing says that the sid of an ended one does no harm.
async function isLive(trial: Trial, users: Users, sid: string): Promise<boolean> {
  if (isRefusal(await trial.send(logoutBySid(trial, sid)))) return false;
  users.sessionEnded();
  trial.fixtures.loseSid();
  return true;
}
