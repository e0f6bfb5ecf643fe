import type { Trial } from '../../src/check/trial.js';
import { wrongStatus } from '../../src/conformance/judge.js';
import { jsonOf, membersOf, showReply, showValue } from '../../src/conformance/reply-body.js';
import type { Exchange } from '../../src/exchange.js';

/**
 * Judges the answer to a valid token without a session. The status is clear (F27); a body is judged as a PayloadModel
 * if it is one, and may else be empty or problem+json, since the document contradicts itself there (F22, F28).
 */
export function judgeSessionGone(trial: Trial, exchange: Exchange): void {
  const { reply } = exchange;
  if (reply.status !== 400) {
    expectAgreement(trial, exchange);
    trial.report(
      exchange,
      wrongStatus(reply, 400, { statements: ['F27', 'F22'], request: 'a valid token without a session' }),
    );
    return;
  }
  const body = jsonOf(reply)?.value;
  if (membersByLowerName(body).has('requesttype')) judgePayload(trial, exchange, body);
  else if (reply.body.length > 0 && !isProblem(exchange)) {
    const message = 'the answer to a user without a session is no PayloadModel';
    const expected = 'a PayloadModel with the Message 退出登录失败！';
    trial.report(
      exchange,
      { rule: 'body-schema', statements: ['F23', 'F27'], message, expected, came: showReply(reply) },
      'letter',
    );
  }
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

function judgePayload(trial: Trial, exchange: Exchange, body: unknown): void {
  trial.judge(exchange, '400 sessionGone', { statements: ['F27', 'F22'] });
  const message = membersByLowerName(body).get('message');
  if (typeof message !== 'string' || message === '' || message.startsWith('退出登录失败')) return;
  trial.report(
    exchange,
    {
      rule: 'documented-value',
      statements: ['F23', 'F27'],
      message: 'Message does not begin as documented',
      expected: 'Message: "退出登录失败！"',
      came: `Message: ${showValue(message)}`,
    },
    'letter',
  );
}

function isProblem({ reply }: Exchange): boolean {
  return reply.headers['content-type']?.[0]?.startsWith('application/problem+json') === true;
}

function membersByLowerName(body: unknown): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(membersOf(body)).map(([name, value]) => [name.toLowerCase(), value]));
}
