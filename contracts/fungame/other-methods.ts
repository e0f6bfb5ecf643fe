import type { Case } from '../../src/check/contract.js';
import type { Trial } from '../../src/check/trial.js';
import { wrongStatus } from '../../src/conformance/judge.js';
import { showReply } from '../../src/conformance/reply-body.js';
import { bury, judgeLogout, logOut, refuseToBlame, type Dead } from './log-out.js';
import { byMethod, isLogout, isSuccess, postWithToken } from './requests.js';

/** Each method has a token of its own where there are many; else one token has to outlast all of them. */
export function byOtherMethods(dead: Dead): Case {
  return {
    title: 'GET, PUT, PATCH and DELETE do not log out a live token',
    statements: ['F07'],
    needs: ['token'],
    mayChange: true,
    async run(trial) {
      const isPlenty = trial.fixtures.left('token') >= 8;
      const tries = isPlenty ? otherMethods.map((method) => [method]) : [otherMethods];
      for (const methods of tries) {
        const token = await trial.fixtures.borrowToken();
        for (const method of methods) await expectNoLogout(trial, method, token);
        await expectAlive(trial, dead, methods);
      }
    },
  };
}

const otherMethods = ['GET', 'PUT', 'PATCH', 'DELETE'] as const;

/** Another method than POST answers no logout. */
export const getIsNoLogout: Case = {
  title: 'GET does not log out',
  statements: ['F07'],
  needs: [],
  run: (trial) => expectNoLogout(trial, 'GET'),
};

async function expectNoLogout(trial: Trial, method: string, token?: string): Promise<void> {
  const exchange = await trial.send(byMethod(method, token === undefined ? undefined : `Bearer ${token}`));
  if (!isLogout(exchange)) return;
  trial.report(exchange, {
    rule: 'method',
    statements: ['F07'],
    message: `${method} is answered with a logout`,
    expected: 'a refusal',
    came: showReply(exchange.reply),
  });
}

async function expectAlive(trial: Trial, dead: Dead, methods: readonly string[]): Promise<void> {
  const token = await trial.fixtures.takeToken();
  const exchange = await trial.send(postWithToken(token));
  if (isSuccess(exchange)) {
    bury(trial, dead, token);
    judgeLogout(trial, exchange);
    return;
  }
  refuseToBlame(token, dead);
  // Where no other token logs out either, the methods are not to blame.
  if (trial.fixtures.missing('token') === undefined && !(await logOut(trial, dead))) return;
  const message = `a token that was sent with ${methods.join(', ')} does not log out any more`;
  trial.report(exchange, {
    ...wrongStatus(exchange.reply, 200, { statements: ['F07', 'F32'] }),
    rule: 'method',
    message,
    cause: 'a token that was sent by another method',
  });
}
