import type { Case } from '../../src/check/contract.js';
import type { UserFixture } from '../../src/check/fixtures.js';
import type { Trial } from '../../src/check/trial.js';
import { isSuccess, judgeParameterError, type DueRefusal } from './answers.js';
import { logout, nobody, nobodysSid, type Body, type LogoutRequest } from './requests.js';
import { plain, type Users } from './users.js';

/** A request with one flaw, and the codes that are due for it. */
export interface Flawed extends Omit<DueRefusal, 'statements'> {
  /** What differs from the plainest request. */
  readonly request?: Partial<LogoutRequest>;
  /** Instead: the whole body of a request without a query. */
  readonly only?: Body;
}

/** The gateway's own code for a field that is missing or wrong may come in place of the documented one. */
export const wrongParameter: readonly number[] = [1080001, 99992402];

/** The flaws of a case, for a user and the sid of a session. */
export type Flaws = (user: UserFixture, sid: string) => readonly Flawed[];

/** Sent with a real user where there is one: otherwise a refusal might be about the user, not about the flaw. */
export function flawedCase(users: Users, about: Omit<Case, 'needs' | 'run'>, flaws: Flaws): Case {
  const { statements } = about;
  return {
    ...about,
    needs: ['tenantAccessToken'],
    async run(trial) {
      for (const index of flaws(nobody, nobodysSid).keys()) {
        const user = users.anybody(trial);
        const flawed = flaws(user, await borrowSid(trial, users))[index];
        if (flawed !== undefined) await expectRefused(trial, users, { user, flawed, statements });
      }
    },
  };
}

/** A flaw, and the user whom it is tried with. */
export interface Attempt {
  readonly user: UserFixture;
  readonly flawed: Flawed;
  readonly statements: readonly string[];
}

/** Sends a request with a flaw, and judges what comes. */
export async function expectRefused(trial: Trial, users: Users, { user, flawed, statements }: Attempt): Promise<void> {
  const { request, only, ...due } = flawed;
  const sent = only === undefined ? { ...plain(users, user), ...request } : { body: only };
  const exchange = await trial.send(logout(trial, sent));
  if (isSuccess(exchange)) {
    users.signedOut(user, sent.body);
    if (typeof sent.body === 'object' && 'sid' in sent.body) trial.fixtures.loseSid();
  }
  judgeParameterError(trial, exchange, { ...due, statements });
}

// A session that exists, where there is one: a server that falls back on it would end it.
async function borrowSid({ fixtures }: Trial, { lastingSid }: Users): Promise<string> {
  if (lastingSid !== undefined) return lastingSid;
  return fixtures.missing('sid') === undefined ? fixtures.borrowSid() : nobodysSid;
}

/** A logout_type in place of a documented one. */
export function flawedType(logout_type: unknown, user: UserFixture): Flawed {
  return {
    flaw: `with logout_type ${JSON.stringify(logout_type)}`,
    request: { body: { logout_type, user_id: user.open_id } },
    codes: wrongParameter,
  };
}
