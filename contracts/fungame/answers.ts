import type { Trial } from '../../src/check/trial.js';
import { wrongStatus } from '../../src/conformance/judge.js';
import { jsonOf, membersOf, showReply, showValue } from '../../src/conformance/reply-body.js';
import type { Departure } from '../../src/conformance/departure.js';
import type { Exchange } from '../../src/exchange.js';

/**
 * Judges the answer to a valid token without a session. The status is clear (F27). The body is the documented
 * PayloadModel to the letter: the document contradicts itself on 400 in general (F22, F28), but for this very cause it
 * gives the message.
 */
export function judgeSessionGone(trial: Trial, exchange: Exchange, request: string): void {
  const { reply } = exchange;
  if (reply.status !== 400) {
    expectAgreement(trial, exchange);
    trial.report(exchange, wrongStatus(reply, 400, { statements: ['F27', 'F22'], request }));
    return;
  }
  const members = membersByLowerName(jsonOf(reply)?.value);
  if (!members.has('requesttype')) {
    reportFailure(trial, exchange, {
      message: 'the answer to a user without a session is no PayloadModel',
      expected: 'a PayloadModel with the Message 退出登录失败！',
    });
    return;
  }
  const levels = { 'documented-value': 'letter' } as const;
  trial.judge(exchange, '400 sessionGone', { statements: ['F27', 'F22'], byValue: true, levels });
  if (members.has('data')) return;
  reportFailure(trial, exchange, { message: 'the answer must have the member Data', expected: 'Data: {}' });
}

function reportFailure(trial: Trial, exchange: Exchange, what: Pick<Departure, 'message' | 'expected'>): void {
  const statements = ['F23', 'F27'];
  trial.report(exchange, { rule: 'body-schema', statements, ...what, came: showReply(exchange.reply) }, 'letter');
}

/** F18 speaks of every PayloadModel: its StatusCode is the HTTP status, whatever the answer. */
export function expectAgreement(trial: Trial, exchange: Exchange): void {
  const members = membersByLowerName(jsonOf(exchange.reply)?.value);
  const statusCode = members.get('statuscode');
  const { status } = exchange.reply;
  if (!members.has('requesttype') || statusCode === undefined || statusCode === status || status === 200) return;
  trial.report(exchange, {
    rule: 'status-code',
    statements: ['F18'],
    message: `StatusCode says ${showValue(statusCode)} in an answer with status ${String(status)}`,
    expected: `StatusCode: ${String(status)}`,
    came: showReply(exchange.reply),
  });
}

function membersByLowerName(body: unknown): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(membersOf(body)).map(([name, value]) => [name.toLowerCase(), value]));
}
