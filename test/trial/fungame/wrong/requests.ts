import { empty, json, silence, text, type Answer, type Call } from '../../transport/answer.js';
import { overHttp } from '../../transport/over-http.js';
import { successPayload, type SessionService } from '../session-service.js';
import { must, type Fault } from '../wrong-trial.js';

/** Paths, methods and the bare request of the document. */
export const requests: readonly Fault[] = [
  path('only with a slash behind', '/user/logout/'),
  path('only below /api', '/api/user/logout'),
  path('only as /user/Logout', '/user/Logout'),
  path('only as /user/signout', '/user/signout'),
  must('the path without a slash is moved (301)', ['F06', 'A-F12', 'F32'], (service) => {
    const { handle } = service;
    service.handle = (call) =>
      call.path === '/user/logout' ? empty(301, { Location: '/user/logout/' }) : handle(call);
  }),
  ...['GET', 'PUT', 'PATCH', 'DELETE'].flatMap((method) => [
    must(`${method} logs out as well`, ['F07', 'A-F16'], (service) => {
      service.logsOut = (call) => call.method === 'POST' || call.method === method;
    }),
    must(`${method} is answered 405 and revokes the token`, ['F07', 'A-F16'], (service) => {
      const { otherMethod } = service;
      service.otherMethod = (call) => {
        if (call.method === method) service.logout(call);
        return otherMethod(call);
      };
    }),
    must(`${method} is answered the success and does nothing`, ['F07', 'A-F16'], (service) => {
      const { otherMethod } = service;
      service.otherMethod = (call) => (call.method === method ? json(200, successPayload()) : otherMethod(call));
    }),
  ]),
  must('every method logs out', ['F07', 'A-F16'], (service) => {
    service.logsOut = () => true;
  }),
  must('DELETE logs out with 204', ['F07', 'A-F16'], (service) => {
    const { otherMethod } = service;
    service.otherMethod = (call) => {
      if (call.method !== 'DELETE') return otherMethod(call);
      service.logout(call);
      return empty(204);
    };
  }),
  must('GET is served in place of POST', ['F07', 'F06', 'A-F16', 'F32'], (service) => {
    service.logsOut = (call) => call.method === 'GET';
  }),
  bare(
    '411 without a Content-Length',
    (call) => !call.headers.has('content-length'),
    () => text(411, 'Length Required'),
  ),
  bare(
    '415 without a Content-Type',
    (call) => !call.headers.has('content-type'),
    () => empty(415),
  ),
  bare(
    '400 without a Content-Type',
    (call) => !call.headers.has('content-type'),
    () => json(400, {}),
  ),
  bare(
    '400 without a body',
    (call) => call.body === '',
    () => json(400, { message: '请求体不能为空' }),
  ),
  bare(
    '422 without a JSON body',
    (call) => !call.body.startsWith('{'),
    () => json(422, { detail: 'body required' }),
  ),
  bare(
    '400 without a query',
    (call) => !call.query.has('username'),
    () => json(400, { message: 'username' }),
  ),
  bare(
    '403 without an Origin',
    (call) => !call.headers.has('origin'),
    () => empty(403),
  ),
  bare(
    '400 without a cookie',
    (call) => !call.headers.has('cookie'),
    () => json(400, {}),
  ),
  bare(
    'no answer without a Content-Length',
    (call) => !call.headers.has('content-length'),
    () => silence,
  ),
];

function path(how: string, served: string): Fault {
  return must(`served ${how}`, ['F06', 'A-F12', 'F32'], (service) => {
    service.serves = (call) => call.path === served;
  });
}

/** A live token is refused where the request lacks what the document does not ask for. */
function bare(what: string, lacks: (call: Call) => boolean, answer: () => Answer): Fault {
  return must(
    `a live token is answered: ${what}`,
    ['A-F14', 'F09', 'F15', 'F37', 'F12', 'F32'],
    (service) => {
      demand(service, lacks, answer);
    },
    { over: overHttp },
  );
}

function demand(service: SessionService, lacks: (call: Call) => boolean, answer: () => Answer): void {
  const { logout } = service;
  service.logout = (call) => {
    const held = service.credential(call);
    const live = 'token' in held && service.standing(held.token, call) === 'live';
    return live && lacks(call) ? answer() : logout(call);
  };
}
