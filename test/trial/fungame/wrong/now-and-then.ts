import { empty, json, text, type Answer } from '../../transport/answer.js';
import { successPayload, type SessionService } from '../session-service.js';
import { must, type Fault } from '../wrong-trial.js';

/** Faults of every third, fifth or seventh logout. */
export const nowAndThen: readonly Fault[] = [
  ...[2, 3, 4, 5, 7, 8].map((nth) =>
    failing(`every ${nth}th logout is answered 500`, nth, () => text(500, 'deadlock')),
  ),
  failing('every third logout is answered 503', 3, () => empty(503)),
  failing('every sixth logout is answered 502 by a gateway', 6, () => text(502, '<h1>Bad Gateway</h1>', 'text/html')),
  failing('every third logout is told that its session is missing', 3, (service) => service.noSession('')),
  failing('every fifth live token is answered 401', 5, () => empty(401, { 'WWW-Authenticate': 'Bearer' })),
  failing('every third logout has Data null', 3, () => json(200, { ...successPayload(), Data: null })),
  failing('every fifth logout has RequestType 0', 5, () => json(200, { ...successPayload(), RequestType: 0 })),
  failing('every fourth logout has an empty body', 4, () => empty(200, { 'Content-Type': 'application/json' })),
  failing('every third logout answers 201', 3, () => json(201, successPayload())),
  must(
    'from the sixth logout on, 500',
    ['A-F28', 'F32', 'F16'],
    (service) => {
      let count = 0;
      const { success } = service;
      service.success = (call) => {
        count += 1;
        return count >= 6 ? text(500, 'pool exhausted') : success(call);
      };
    },
    { listed: false },
  ),
  must('every third refusal is a 500', ['F14', 'F24', 'F26', 'F04', 'A-F6'], (service) => {
    let count = 0;
    const { refuse } = service;
    service.refuse = (why, call) => {
      count += 1;
      return count % 3 === 0 ? text(500, 'deadlock') : refuse(why, call);
    };
  }),
];

function failing(name: string, nth: number, answer: (service: SessionService) => Answer): Fault {
  return must(
    name,
    ['A-F28', 'F32', 'F16', 'F17', 'F20', 'F10', 'F29'],
    (service) => {
      let count = 0;
      const { success } = service;
      service.success = (call) => {
        count += 1;
        return count % nth === 0 ? answer(service) : success(call);
      };
    },
    { listed: false },
  );
}
