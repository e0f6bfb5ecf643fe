import { empty, json, text } from '../../transport/answer.js';
import { successPayload } from '../session-service.js';
import { must, type Fault } from '../wrong-trial.js';

/** The status of a success: HTTP 200, and the same in the body. */
export const successStatus: readonly Fault[] = [
  ...[201, 202, 203, 206].map((status) =>
    must(`success is HTTP ${status}`, ['F16', 'F29', 'F32', 'A-F18'], (service) => {
      service.success = () => json(status, successPayload());
    }),
  ),
  must('success is HTTP 204 without a body', ['F16', 'F29', 'F10', 'F32', 'A-F18'], (service) => {
    service.success = () => empty(204);
  }),
  must('success is HTTP 302 to the front page', ['F16', 'F29', 'F32', 'A-F18'], (service) => {
    service.success = () => empty(302, { Location: '/' });
  }),
  must('success is HTTP 303 with the payload', ['F16', 'F29', 'F32', 'A-F18'], (service) => {
    service.success = () => json(303, successPayload(), { Location: '/user/login' });
  }),
  must('success is told with HTTP 400', ['F16', 'F29', 'F32', 'A-F18'], (service) => {
    service.success = () => json(400, successPayload());
  }),
  must('success is told with HTTP 500', ['F16', 'F29', 'F32', 'A-F18'], (service) => {
    service.success = () => json(500, { ...successPayload(), StatusCode: 500 });
  }),
  must('success is HTTP 201, and the body says so too', ['F16', 'F18', 'F29', 'F32', 'A-F18'], (service) => {
    service.success = () => json(201, { ...successPayload(), StatusCode: 201 });
  }),
  must('a logged out user is answered 401', ['F16', 'F29', 'F32', 'A-F18'], (service) => {
    service.success = () => empty(401, { 'WWW-Authenticate': 'Bearer' });
  }),
  must('a live token is answered 403 and stays live', ['F16', 'F32', 'A-F18'], (service) => {
    service.logOut = () => undefined;
    service.success = () => text(403, 'Forbidden');
  }),
  must('a live token is told that its session is missing', ['F16', 'F32', 'A-F18'], (service) => {
    service.success = () => service.noSession('');
  }),
];
