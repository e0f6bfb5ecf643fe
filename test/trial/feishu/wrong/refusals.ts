import { empty, json, text, type Answer } from '../../transport/answer.js';
import type { LogoutService } from '../logout-service.js';
import { must, type Fault } from '../wrong-trial.js';

type Kind = 'parameter' | 'sid' | 'reason' | 'unreadable';
const ids: Readonly<Record<Kind, Fault['breaks']>> = {
  parameter: ['L45', 'L41', 'L42', 'L24', 'L25', 'L17', 'A-L8', 'A-L9', 'A-L10', 'A-L43', 'A-L31'],
  sid: ['L46', 'L41', 'L42', 'A-L11', 'A-L43', 'A-L31'],
  reason: ['L47', 'L35', 'L41', 'L42', 'A-L14', 'A-L43', 'A-L31'],
  unreadable: ['L45', 'L41', 'L42', 'A-L7', 'A-L43', 'A-L31'],
};
const codes: Readonly<Record<Kind, number>> = {
  parameter: 1080001,
  sid: 1084001,
  reason: 1084002,
  unreadable: 1080001,
};
const kinds: readonly Kind[] = ['parameter', 'sid', 'reason', 'unreadable'];

/** The answers to wrong parameters: HTTP 400 and a JSON object with a code that is not 0. */
export const refusals: readonly Fault[] = [
  ...kinds.flatMap((kind) => [
    refusal(kind, 'HTTP 200 with its code', () => json(200, { code: codes[kind], msg: 'no' })),
    refusal(kind, 'HTTP 422', () => json(422, { code: codes[kind], msg: 'no' })),
    refusal(kind, 'HTTP 500', () => json(500, { code: codes[kind], msg: 'no' })),
    refusal(kind, 'an unexpected error in HTML', () => text(500, '<h1>Internal Server Error</h1>', 'text/html')),
    refusal(kind, 'code 0', () => json(400, { code: 0, msg: 'no' })),
    refusal(kind, 'its code as a string', () => json(400, { code: String(codes[kind]), msg: 'no' })),
    refusal(kind, 'no code', () => json(400, { msg: 'no' })),
    refusal(kind, 'no msg', () => json(400, { code: codes[kind] })),
    refusal(kind, 'msg null', () => json(400, { code: codes[kind], msg: null })),
  ]),
  ...[404, 401, 403, 409].map((status) =>
    refusal('sid', `HTTP ${status}`, () => json(status, { code: 1084001, msg: 'no session' })),
  ),
  refusal('reason', '1080001', () => json(400, { code: 1080001, msg: 'param is invalis' })),
  refusal('reason', '1084001', () => json(400, { code: 1084001, msg: 'The parameter sid is invalid' })),
  refusal('reason', 'code 400', () => json(400, { code: 400, msg: 'Bad Request' })),
  refusal('reason', 'code -1', () => json(400, { code: -1, msg: 'The parameter logout_reason is invalid' })),
  refusal('parameter', 'a list of its errors', () => json(400, [{ code: 1080001, msg: 'no' }])),
  refusal('parameter', 'its error wrapped', () => json(400, { error: { code: 1080001, msg: 'no' } })),
  refusal('parameter', 'its msg as message', () => json(400, { code: 1080001, message: 'no' })),
  refusal('parameter', 'its code as errcode', () => json(400, { errcode: 1080001, msg: 'no' })),
  refusal('parameter', 'msg as a list', () => json(400, { code: 1080001, msg: ['no'] })),
  refusal('parameter', 'code 1080001.5', () => json(400, { code: 1080001.5, msg: 'no' })),
  refusal('parameter', 'code true', () => json(400, { code: true, msg: 'no' })),
  refusal('parameter', 'code null', () => json(400, { code: null, msg: 'no' })),
  refusal('parameter', 'an empty 400', () => empty(400)),
  refusal('parameter', 'a 400 in plain text', () => text(400, 'param is invalis')),
  refusal('reason', 'a 400 in HTML', () => text(400, '<pre>Bad Request</pre>', 'text/html')),
  refusal('unreadable', 'a 400 in HTML', () => text(400, '<pre>SyntaxError: Unexpected token</pre>', 'text/html')),
  refusal('unreadable', 'an empty 400', () => empty(400)),
  refusal('parameter', '404 in plain text', () => text(404, 'not found')),
  refusal('parameter', '302', () => empty(302, { Location: '/help' })),
  refusal('sid', 'an empty 400', () => empty(400)),
  must('every refusal of a parameter is HTTP 200', [...ids.parameter, 'A-L14', 'L47', 'L46'], (service) => {
    const { problem } = service;
    service.problem = (code, msg) =>
      code < 99_000_000 || code === 99_992_402 ? json(200, { code, msg }) : problem(code, msg);
  }),
  crash('user_id missing', 'no user_id'),
  crash('idp_credential_id missing', 'no idp_credential_id'),
  crash('sid missing', 'no sid'),
  crash('logout_type missing', 'no logout_type'),
  crash('logout_type value', 'an unknown logout_type'),
  crash('user_id_type', 'an unknown user_id_type'),
];

function refusal(kind: Kind, what: string, answer: () => Answer): Fault {
  return must(`refusal (${kind}) is ${what}`, ids[kind], (service) => replace(service, kind, answer));
}

function replace(service: LogoutService, kind: Kind, answer: () => Answer): void {
  if (kind === 'parameter') {
    const { unreadable } = service;
    const kept = unreadable as () => Answer;
    const body = kept();
    service.parameter = answer;
    service.unreadable = () => body;
  } else if (kind === 'sid') service.badSid = answer;
  else if (kind === 'reason') service.badReason = answer;
  else service.unreadable = answer;
}

type RuleOf = Parameters<LogoutService['rules']['get']>[0];

/** What one rule would refuse makes the server stumble. */
function crash(rule: RuleOf, what: string): Fault {
  return must(`a server error for ${what}`, [...ids.parameter, 'L22', 'L31', 'L38', 'A-L11', 'A-L23'], (service) => {
    const refuse = service.rules.get(rule);
    service.rules.set(rule, (ask) => (refuse?.(ask) === undefined ? undefined : text(500, 'TypeError')));
  });
}
