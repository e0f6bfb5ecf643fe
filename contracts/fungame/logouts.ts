import type { Case } from '../../src/check/contract.js';
import { Inconclusive, type Trial } from '../../src/check/trial.js';
import { asDocumented, bury, judgeLogout, logOut, type Dead } from './log-out.js';
import { byOtherMethods } from './other-methods.js';
import { expectRefused } from './refusals.js';
import { isSuccess, postOnConnection, postWithToken } from './requests.js';

/** What a logout answers, and that its token is dead from then on. */
export function logouts(dead: Dead): readonly Case[] {
  return [
    {
      title: 'a live token logs out',
      statements: [
        ...['F32', 'F37', 'F06', 'F07', 'F09', 'F10', 'F12', 'F15', 'F16', 'F17', 'F18', 'F19', 'F20', 'F21', 'F29'],
      ],
      needs: ['token'],
      mayChange: true,
      succeeds: true,
      async run(trial) {
        await logOut(trial, dead, asDocumented);
      },
    },
    {
      title: 'a token that was logged out is refused, every time',
      statements: ['F03', 'F05', 'F29', 'F36', 'F14'],
      needs: [],
      run: (trial) => expectDead(trial, dead, 3),
    },
    {
      title: 'a second logout leaves the first token dead',
      statements: ['F03', 'F05', 'F29', 'F36', 'F32'],
      needs: ['token'],
      mayChange: true,
      succeeds: true,
      async run(trial) {
        await logOut(trial, dead);
        await expectDead(trial, dead, 2);
      },
    },
    onOneConnection(dead),
    byOtherMethods(dead),
    {
      title: 'every further token logs out once',
      statements: ['F32', 'F03', 'F29', 'F36'],
      needs: ['token'],
      mayChange: true,
      succeeds: true,
      async run(trial) {
        for (let left = furtherLogouts(trial); left > 0; left -= 1) await logOut(trial, dead);
        await expectDead(trial, dead, 1);
      },
    },
  ];
}

// What goes wrong for a later user only, such as a pool that runs dry, shows within eight. What is only observed wants
// a token each as well.
function furtherLogouts({ fixtures }: Trial): number {
  return Math.max(Math.min(fixtures.left('token') - 2, 8), 1);
}

// A credential belongs to a request, not to the connection that it came over (RFC 9110 section 11).
function onOneConnection(dead: Dead): Case {
  const statements = ['F04', 'F14', 'F24', 'F13', 'F26', 'F30'];
  return {
    title: 'a request without a credential is refused also on the connection of a logout',
    statements,
    needs: ['token'],
    mayChange: true,
    async run(trial) {
      const token = await trial.fixtures.takeToken();
      const [first, second] = await trial.converse([postOnConnection(`Bearer ${token}`), postOnConnection(undefined)]);
      if (first === undefined || second === undefined) return;
      if (isSuccess(first)) bury(trial, dead, token);
      else throw new Inconclusive('the logout before it did not succeed');
      judgeLogout(trial, first);
      const request = 'a request without a credential, on the connection of a logout';
      trial.judge(second, '401', { statements, request });
    },
  };
}

/** Expects that every token that was logged out is refused. */
export async function expectDead(trial: Trial, { tokens }: Dead, times: number): Promise<void> {
  if (tokens.length === 0) throw new Inconclusive('no logout succeeded');
  for (let time = 0; time < times; time += 1) {
    for (const token of tokens) {
      await expectRefused(trial, {
        request: 'a token that was logged out',
        statements: ['F03', 'F29', 'F36', 'F05', 'F14'],
        tell: postWithToken(token),
      });
    }
  }
}

// A revocation that is kept for a moment, or compared with the second of a token's issue, passes within that moment.
const lasting = 1000;

/** Waits until the first logout is a second ago. */
export async function outlast({ clock }: Trial, { since = -Infinity }: Dead): Promise<void> {
  const left = since + lasting - clock.now();
  if (left > 0) await clock.wait(left);
}
