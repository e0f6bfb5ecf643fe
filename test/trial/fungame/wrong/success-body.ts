import { text, type Answer } from '../../transport/answer.js';
import { overHttp } from '../../transport/over-http.js';
import { overSocket } from '../../transport/over-socket.js';
import { successPayload } from '../session-service.js';
import { must, type Fault } from '../wrong-trial.js';

const payload = JSON.stringify(successPayload());
const mediaType = 'application/json; charset=utf-8';

/** The body of a success as bytes: JSON, and labelled so. */
export const successBody: readonly Fault[] = [
  ...[
    'text/plain; charset=utf-8',
    'text/html; charset=utf-8',
    'application/xml',
    'application/octet-stream',
    'text/json',
    'application/x-json',
    'application/problem+json',
    'application/vnd.fungame+json',
    'application/x-www-form-urlencoded',
    'application/jsonp',
  ].map((type) =>
    must(`success labelled ${type}`, ['F10', 'A-F23'], (service) => {
      service.success = () => text(200, payload, type);
    }),
  ),
  must('success without a Content-Type', ['F10', 'A-F23'], (service) => {
    service.success = () => ({ status: 200, headers: {}, body: payload });
  }),
  body('empty', ''),
  body('a plain sentence', '你已成功退出登录！'),
  body('XML', '<PayloadModel><RequestType>1</RequestType><StatusCode>200</StatusCode></PayloadModel>'),
  body('HTML', '<!doctype html><title>你已成功退出登录！</title>'),
  body('cut off', payload.slice(0, -2)),
  body('JSON with a comma too many', payload.replace('}}', '},}')),
  body('JSON with single quotes', payload.replaceAll('"', "'")),
  body('JSON without quotes about names', payload.replace(/"(\w+)":/g, '$1:')),
  body('JSON with a comment', `// logout\n${payload}`),
  body('JSON twice', payload + payload),
  body('JSON and a word more', `${payload} OK`),
  body('JSONP', `callback(${payload});`),
  body('a guarded JSON', `)]}',\n${payload}`),
  body('a form', 'RequestType=1&StatusCode=200&Message=ok&Data='),
  body('UTF-16', Buffer.from(payload, 'utf16le')),
  must(
    'success with its length counted in characters',
    ['F10', 'F16', 'A-F23'],
    (service) => {
      service.success = (): Answer => ({
        status: 200,
        headers: { 'Content-Type': mediaType, 'Content-Length': String(payload.length) },
        body: Buffer.from(payload).subarray(0, payload.length),
      });
    },
    { over: (handler) => overSocket(handler) },
  ),
  must(
    'XML unless Accept says JSON',
    ['F10', 'F37', 'A-F23', 'A-F14'],
    (service) => {
      const { success } = service;
      service.success = (call) =>
        /json/.test(call.headers.get('accept') ?? '')
          ? success(call)
          : text(200, '<PayloadModel><StatusCode>200</StatusCode></PayloadModel>', 'application/xml');
    },
    { over: overHttp },
  ),
  must(
    '406 unless Accept says JSON',
    ['F10', 'F37', 'F32', 'A-F14'],
    (service) => {
      const { logout } = service;
      service.logout = (call) =>
        /json/.test(call.headers.get('accept') ?? '') || !call.headers.has('authorization')
          ? logout(call)
          : text(406, 'Not Acceptable');
    },
    { over: overHttp },
  ),
];

function body(what: string, bytes: string | Buffer): Fault {
  return must(`success is ${what}`, ['F10', 'F16', 'A-F23'], (service) => {
    service.success = () => ({ status: 200, headers: { 'Content-Type': mediaType }, body: bytes });
  });
}
