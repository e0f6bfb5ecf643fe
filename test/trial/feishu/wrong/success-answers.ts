import { empty, json, text, type Answer } from '../../transport/answer.js';
import type { LogoutService } from '../logout-service.js';
import { must, type Fault } from '../wrong-trial.js';

const ok = { code: 0, msg: 'success', data: {} };
const body = JSON.stringify(ok);
const type = 'application/json; charset=utf-8';

/** A success: HTTP 200, `code` 0 and `msg` in a JSON object. */
export const successAnswers: readonly Fault[] = [
  ...[201, 202, 203, 206, 302, 400, 404, 500].map((status) => success(`HTTP ${status}`, () => json(status, ok))),
  success('HTTP 204', () => empty(204)),
  success('HTTP 500 with code 500', () => json(500, { code: 500, msg: 'internal error' })),
  success('HTTP 401', () => json(401, { code: 99991663, msg: 'token' })),
  ...['0', '', null, 1, -1, 200, 0.5, false, true, [0], {}, 'success'].map((code) =>
    success(`code ${JSON.stringify(code)}`, () => json(200, { ...ok, code })),
  ),
  success('no code', () => json(200, { msg: 'success', data: {} })),
  ...['Code', 'errcode', 'status', 'error_code', 'CODE'].map((name) =>
    success(`the code as ${name}`, () => json(200, { [name]: 0, msg: 'success', data: {} })),
  ),
  success('the code within data', () => json(200, { msg: 'success', data: { code: 0 } })),
  success('1080001 with HTTP 200', () => json(200, { code: 1080001, msg: 'param is invalis' })),
  ...[null, 0, true, ['success'], { text: 'success' }].map((msg) =>
    message(`msg ${JSON.stringify(msg)}`, () => json(200, { ...ok, msg })),
  ),
  message('no msg', () => json(200, { code: 0, data: {} })),
  ...['message', 'Msg', 'errmsg', 'error'].map((name) =>
    message(`the msg as ${name}`, () => json(200, { code: 0, [name]: 'success', data: {} })),
  ),
  shape('nothing', ''),
  shape('the word success', 'success'),
  shape('XML', '<response><code>0</code><msg>success</msg></response>'),
  shape('HTML', '<!doctype html><title>OK</title>'),
  shape('JSON cut off', body.slice(0, -2)),
  shape('JSON twice', `${body}\n${body}`),
  shape('JSON with single quotes', body.replaceAll('"', "'")),
  shape('JSONP', `cb(${body})`),
  shape('a form', 'code=0&msg=success'),
  shape('UTF-16', Buffer.from(body, 'utf16le')),
  shape('a list', JSON.stringify([ok])),
  shape('JSON in a JSON string', JSON.stringify(body)),
  shape('wrapped in result', JSON.stringify({ result: ok })),
  shape('null', 'null'),
  shape('an empty object', '{}'),
  shape('the number 0', '0'),
  onlyFor('logout_type 1', (ask) => ask.body['logout_type'] === 1, ['L25']),
  onlyFor('logout_type 2', (ask) => ask.body['logout_type'] === 2, ['L25']),
  onlyFor('logout_type 3', (ask) => ask.body['logout_type'] === 3, ['L25']),
  onlyFor('user_id_type union_id', (ask) => ask.call.query.get('user_id_type') === 'union_id', ['L17', 'L30']),
  onlyFor('user_id_type user_id', (ask) => ask.call.query.get('user_id_type') === 'user_id', ['L17', 'L30']),
];

type Ask = Parameters<LogoutService['success']>[0];

function success(what: string, answer: () => Answer): Fault {
  return must(`success is ${what}`, ['L41', 'L44', 'A-L29', 'A-L43'], (service) => {
    service.success = answer;
  });
}

function message(what: string, answer: () => Answer): Fault {
  return must(`success has ${what}`, ['L42', 'L44', 'A-L30'], (service) => {
    service.success = answer;
  });
}

function shape(what: string, bytes: string | Buffer): Fault {
  return must(`the body of a success is ${what}`, ['L41', 'L42', 'L44', 'A-L29', 'A-L30'], (service) => {
    service.success = () => ({ ...text(200, ''), headers: { 'Content-Type': type }, body: bytes });
  });
}

function onlyFor(what: string, chosen: (ask: Ask) => boolean, breaks: readonly string[]): Fault {
  return must(`code "0" for ${what} only`, ['L41', 'L44', 'A-L29', ...breaks], (service) => {
    const { success: kept } = service;
    service.success = (ask) => (chosen(ask) ? json(200, { ...ok, code: '0' }) : kept(ask));
  });
}
