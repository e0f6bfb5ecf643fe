import type { FeishuFixtures, WrongServer } from '../../trial-server.js';
import { wrong } from '../base.js';
import type { Changes } from '../base.js';
import { codeOf, done, failure, html, json, plain } from '../reply.js';
import { rules } from '../rules.js';
import { documentedCodes, everySuccess, replace } from './changes.js';

const failures = ['L41', 'L45', 'L46', 'L47'] as const;

/** Wrong about where the operation is. */
export const wrongRoutes: readonly WrongServer<FeishuFixtures>[] = [
  wrong('serves GET', 'must', ['L06'], () => ({ otherMethod: done })),
  wrong('serves GET with a genuine token', 'must', ['L06'], () => ({
    otherMethod: (call) => rules.authorization(call) ?? done(),
  })),
  wrong('serves PUT only', 'must', everySuccess, () => ({ method: 'PUT', otherMethod: () => failure(99991301, 405) })),
  wrong('serves the path with a trailing slash only', 'must', everySuccess, () => ({
    path: '/open-apis/passport/v1/sessions/logout/',
  })),
  wrong('serves the second version of the path only', 'must', everySuccess, () => ({
    path: '/open-apis/passport/v2/sessions/logout',
  })),
];

/** Wrong about how a success looks. */
export const wrongSuccesses: readonly WrongServer<FeishuFixtures>[] = [
  wrong('succeeds with 201', 'must', ['L44', 'L41'], () => ({ success: () => ({ ...done(), status: 201 }) })),
  wrong('succeeds with 202', 'must', ['L44', 'L41'], () => ({ success: () => ({ ...done(), status: 202 }) })),
  wrong('succeeds with 204', 'must', ['L44', 'L41', 'L42'], () => ({ success: () => plain(204, '') })),
  wrong('succeeds with HTTP 400 and code 0', 'must', ['L44', 'L41'], () => ({
    success: () => ({ ...done(), status: 400 }),
  })),
  wrong('succeeds with code 1', 'must', ['L41', 'L44'], () => succeedWith({ code: 1, msg: 'success', data: {} })),
  wrong('succeeds with code 200', 'must', ['L41', 'L44'], () => succeedWith({ code: 200, msg: 'success', data: {} })),
  wrong('succeeds with code "0"', 'must', ['L41', 'L44'], () => succeedWith({ code: '0', msg: 'success', data: {} })),
  wrong('succeeds with code null', 'must', ['L41', 'L44'], () => succeedWith({ code: null, msg: 'success', data: {} })),
  wrong('succeeds with code false', 'must', ['L41', 'L44'], () =>
    succeedWith({ code: false, msg: 'success', data: {} }),
  ),
  wrong('succeeds without code', 'must', ['L41', 'L44'], () => succeedWith({ msg: 'success', data: {} })),
  wrong('succeeds with Code in place of code', 'must', ['L41', 'L44'], () =>
    succeedWith({ Code: 0, msg: 'success', data: {} }),
  ),
  wrong('succeeds without msg', 'must', ['L42', 'L44'], () => succeedWith({ code: 0, data: {} })),
  wrong('succeeds with message in place of msg', 'must', ['L42', 'L44'], () =>
    succeedWith({ code: 0, message: 'success', data: {} }),
  ),
  wrong('succeeds with msg null', 'must', ['L42', 'L44'], () => succeedWith({ code: 0, msg: null, data: {} })),
  wrong('succeeds with a number as msg', 'must', ['L42', 'L44'], () => succeedWith({ code: 0, msg: 0, data: {} })),
  wrong('succeeds with an object as msg', 'must', ['L42', 'L44'], () =>
    succeedWith({ code: 0, msg: { en: 'success' }, data: {} }),
  ),
  wrong('succeeds with an HTML page', 'must', ['L41', 'L42', 'L44'], () => ({ success: () => html(200) })),
  wrong('succeeds with broken JSON', 'must', ['L41', 'L42', 'L44'], () => ({
    success: () => ({ status: 200, body: '{"code":0,"msg":"success","data":{}' }),
  })),
  wrong('succeeds with an empty body', 'must', ['L41', 'L42', 'L44'], () => ({
    success: () => ({ status: 200, body: '' }),
  })),
  wrong('succeeds with a list around the object', 'must', ['L41', 'L42', 'L44'], () =>
    succeedWith([{ code: 0, msg: 'success', data: {} }]),
  ),
  wrong('labels a success as plain text', 'letter', ['L41', 'L44'], () => ({
    success: () => ({ ...done(), type: 'text/plain' }),
  })),
  wrong('succeeds with an envelope around the object', 'must', ['L41', 'L42', 'L44'], () =>
    succeedWith({ response: { code: 0, msg: 'success', data: {} } }),
  ),
];

/** Wrong about how a refusal looks. */
export const wrongFailures: readonly WrongServer<FeishuFixtures>[] = [
  wrong('refuses with HTTP 200', 'must', failures, () =>
    replace(documentedCodes, (reply) => ({ ...reply, status: 200 })),
  ),
  wrong('refuses with HTTP 422', 'must', failures, () =>
    replace(documentedCodes, (reply) => ({ ...reply, status: 422 })),
  ),
  wrong('refuses with HTTP 500', 'must', failures, () =>
    replace(documentedCodes, (reply) => ({ ...reply, status: 500 })),
  ),
  wrong('refuses with 400 and code 0', 'must', failures, () => refuseWith({ code: 0, msg: 'failed' })),
  wrong('refuses without code', 'must', failures, () => refuseWith({ msg: 'failed' })),
  wrong('refuses with the code as a string', 'must', failures, () =>
    replace(documentedCodes, (reply) => json(400, { code: String(codeOf(reply)), msg: 'failed' })),
  ),
  wrong('refuses with the code inside of error', 'must', failures, () =>
    replace(documentedCodes, (reply) => json(400, { error: { code: codeOf(reply) }, msg: 'failed' })),
  ),
  wrong('refuses with an HTML page', 'must', [...failures, 'L42'], () => replace(documentedCodes, () => html(400))),
  wrong('refuses with an empty body', 'must', [...failures, 'L42'], () =>
    replace(documentedCodes, () => plain(400, '')),
  ),
  wrong('refuses without msg', 'must', ['L42'], () =>
    replace(documentedCodes, (reply) => json(400, { code: codeOf(reply) })),
  ),
  wrong('refuses with a list as msg', 'must', ['L42'], () =>
    replace(documentedCodes, (reply) => json(400, { code: codeOf(reply), msg: ['failed'] })),
  ),
  wrong('refuses every wrong parameter with the code for the sid', 'letter', ['L45'], () =>
    replace([1080001], () => failure(1084001)),
  ),
  wrong('refuses every wrong parameter with the code for the logout_reason', 'letter', ['L45'], () =>
    replace([1080001], () => failure(1084002)),
  ),
  wrong('labels refusals as HTML', 'letter', ['L45'], () =>
    replace(documentedCodes, (reply) => ({ ...reply, type: 'text/html' })),
  ),
];

function succeedWith(body: object): Changes {
  return { success: () => json(200, body) };
}

function refuseWith(body: object): Changes {
  return replace(documentedCodes, () => json(400, body));
}
