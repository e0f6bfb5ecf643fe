import { empty, json, text, type Answer } from '../../transport/answer.js';
import { failurePayload, successPayload } from '../session-service.js';
import { letter, must, type Fault } from '../wrong-trial.js';

const failure = failurePayload();

/** What a valid token without a session is answered. */
export const noSession: readonly Fault[] = [
  ...[401, 403, 404, 409, 422, 500, 503].map((status) =>
    answered(`HTTP ${status}`, () => json(status, { ...failure, StatusCode: status })),
  ),
  answered('HTTP 410 without a body', () => empty(410)),
  answered('HTTP 200 with StatusCode 400', () => json(200, failure)),
  answered('HTTP 200 with the failure', () => json(200, { ...failure, StatusCode: 200 })),
  answered('the success', () => json(200, successPayload())),
  answered('HTTP 204', () => empty(204)),
  answered('400 with StatusCode 200', () => json(400, { ...failure, StatusCode: 200 })),
  answered('400 with StatusCode 500', () => json(400, { ...failure, StatusCode: 500 })),
  answered('400 with StatusCode "400"', () => json(400, { ...failure, StatusCode: '400' })),
  answered('400 with RequestType 0', () => json(400, { ...failure, RequestType: 0 })),
  answered('400 with RequestType "1"', () => json(400, { ...failure, RequestType: '1' })),
  answered('400 with Message null', () => json(400, { ...failure, Message: null })),
  answered('400 with an empty Message', () => json(400, { ...failure, Message: '' })),
  answered('400 in camelCase', () =>
    json(400, { requestType: 1, statusCode: 400, message: failure.Message, data: {} }),
  ),
  must('a missing session is a 400 the first time, then 401', ['F27', 'A-F4'], (service) => {
    service.noSession = (token) => {
      service.revoked.add(token);
      return json(400, failure);
    };
  }),
  must('a missing session is a 400 the first time, then a success', ['F27', 'A-F4'], (service) => {
    const seen = new Set<string>();
    service.noSession = (token) => {
      if (seen.has(token)) return json(200, successPayload());
      seen.add(token);
      return json(400, failure);
    };
  }),
  must('a missing session is a 400 the first time, then 500', ['F27', 'A-F4'], (service) => {
    const seen = new Set<string>();
    service.noSession = (token) => {
      if (seen.has(token)) return empty(500);
      seen.add(token);
      return json(400, failure);
    };
  }),
  written('a 400 without Data', () => json(400, { ...failure, Data: undefined })),
  written('a 400 without RequestType', () => json(400, { ...failure, RequestType: undefined })),
  written('an empty 400', () => empty(400)),
  written('a 400 as problem+json', () =>
    text(400, JSON.stringify({ title: 'Bad Request', status: 400 }), 'application/problem+json'),
  ),
  written('a 400 as its message in plain text', () => text(400, failure.Message)),
  written('a 400 with another model', () => json(400, { error: 'session_not_found' })),
];

function answered(what: string, answer: () => Answer): Fault {
  return must(
    `a missing session is answered ${what}`,
    ['F27', 'F22', 'F23', 'F16', 'F17', 'F18', 'F19', 'F34', 'A-F4', 'A-F18', 'A-F1', 'A-F5'],
    (service) => {
      service.noSession = answer;
    },
  );
}

function written(what: string, answer: () => Answer): Fault {
  return letter(
    `a missing session is ${what}`,
    ['F27', 'F22', 'F23', 'F16', 'F17', 'F20', 'A-F4', 'A-F5'],
    (service) => {
      service.noSession = answer;
    },
  );
}
