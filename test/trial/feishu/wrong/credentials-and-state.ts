import { empty, json, text, type Answer, type Call } from '../../transport/answer.js';
import { overHttp } from '../../transport/over-http.js';
import type { CredentialFault, LogoutService } from '../logout-service.js';
import { must, type Fault } from '../wrong-trial.js';

const ids = ['L11', 'L12', 'A-L1', 'A-L2'] as const;
const ok = { code: 0, msg: 'success', data: {} };
const faults: readonly CredentialFault[] = ['missing', 'prefix', 'empty', 'unknown', 'user token', 'JWT'];

/** Who may call, and what is left of a call once it is answered. */
export const credentialsAndState: readonly Fault[] = [
  ...faults
    .filter((fault) => fault !== 'empty')
    .map((fault) =>
      must(`let in: ${fault}`, [...ids], (service) => {
        const { credentialFault } = service;
        service.credentialFault = (call) => omit(credentialFault(call), fault);
      }),
    ),
  must('no authorisation at all', [...ids], (service) => {
    service.credentialFault = () => undefined;
  }),
  must('let in: every token that begins t-', [...ids], (service) => {
    const { credentialFault } = service;
    service.credentialFault = (call) => (/^Bearer t-/.test(header(call)) ? undefined : credentialFault(call));
  }),
  must('let in: every token that is not empty', [...ids], (service) => {
    const { credentialFault } = service;
    service.credentialFault = (call) => (/^Bearer \S/.test(header(call)) ? undefined : credentialFault(call));
  }),
  must('let in: the token without its prefix', ['L12', 'A-L2'], (service) => {
    const { credentialFault } = service;
    service.credentialFault = (call) =>
      header(call) === service.directory.tenantAccessToken ? undefined : credentialFault(call);
  }),
  refused('missing', 'the success', () => json(200, ok)),
  refused('missing', 'HTTP 200 with a code', () => json(200, { code: 99991661, msg: 'Missing access token' })),
  refused('missing', 'HTTP 401 with code 0', () => json(401, { ...ok, msg: 'unauthorized' })),
  refused('missing', 'HTTP 400 with code 0', () => json(400, ok)),
  refused('missing', 'HTTP 500', () => text(500, 'NullPointerException')),
  refused('missing', 'HTTP 302 to a login page', () => empty(302, { Location: '/login' })),
  refused('missing', 'HTTP 200 without a body', () => empty(200)),
  refused('unknown', 'the success', () => json(200, ok)),
  refused('unknown', 'HTTP 200 with a code', () => json(200, { code: 99991663, msg: 'Invalid access token' })),
  refused('unknown', 'HTTP 500', () => text(500, 'oops')),
  refused('unknown', 'HTTP 403 with code 0', () => json(403, ok)),
  refused('prefix', 'HTTP 500', () => text(500, 'index out of range')),
  refused('prefix', 'HTTP 200 with a code', () => json(200, { code: 99991661, msg: 'Missing access token' })),
  must('the token dies with the first logout', ['L11', 'A-L39'], (service) => dies(service, 1)),
  must('the token dies with the fifth logout', ['L11', 'A-L39'], (service) => dies(service, 5)),
  must('the token dies with the first logout by sid', ['L11', 'A-L39'], (service) => {
    dies(service, 1, (body) => body['logout_type'] === 3);
  }),
  must('the token dies with the first refusal of a parameter', ['L11', 'A-L39'], (service) => {
    const { parameter } = service;
    service.parameter = (field) => {
      revoke(service, 401);
      return parameter(field);
    };
  }),
  must('every request after the first logout is a server error', ['L44', 'A-L29', 'A-L39'], (service) => {
    let count = 0;
    const { success } = service;
    service.success = (ask) => {
      count += 1;
      return count > 1 ? text(500, 'pool exhausted') : success(ask);
    };
  }),
  remembered('by its connection', (call) => call.socket),
  remembered('by its address', () => 'everybody'),
  ...[2, 3, 4, 5, 7].map((nth) => everyNth(`request is a server error`, nth, () => text(500, 'deadlock'))),
  everyNth('request is a bad gateway in HTML', 3, () => text(502, '<h1>Bad Gateway</h1>', 'text/html')),
  everyNth('success has code "0"', 3, () => json(200, { ...ok, code: '0' })),
  everyNth('success has no msg', 3, () => json(200, { code: 0, data: {} })),
  everyNth('success is HTTP 201', 4, () => json(201, ok)),
  everyNth('success is empty', 3, () => empty(200)),
];

function header(call: Call): string {
  return call.headers.get('authorization') ?? '';
}

function omit(found: CredentialFault | undefined, fault: CredentialFault): CredentialFault | undefined {
  return found === fault ? undefined : found;
}

function refused(fault: CredentialFault, what: string, answer: () => Answer): Fault {
  return must(`a credential refused for "${fault}" is answered ${what}`, [...ids, 'L41', 'A-L43'], (service) => {
    const { refuseCredential } = service;
    service.refuseCredential = (why, call) => (why === fault ? answer() : refuseCredential(why, call));
  });
}

function dies(
  service: LogoutService,
  after: number,
  chosen: (body: Readonly<Record<string, unknown>>) => boolean = () => true,
): void {
  let count = 0;
  const { success } = service;
  service.success = (ask) => {
    if (chosen(ask.body)) count += 1;
    if (count === after) revoke(service, 400);
    return success(ask);
  };
}

function revoke(service: LogoutService, status: number): void {
  service.credentialFault = () => 'unknown';
  service.refuseCredential = () => json(status, { code: 99991663, msg: 'Invalid access token' });
}

/** Whoever was let in once needs no credential any more. */
function remembered(how: string, key: (call: Call) => unknown): Fault {
  return must(
    `the application is remembered ${how}`,
    [...ids],
    (service) => {
      const known = new Set<unknown>();
      const { credentialFault } = service;
      service.credentialFault = (call) => {
        const fault = credentialFault(call);
        if (fault === undefined) known.add(key(call));
        return fault === 'missing' && known.has(key(call)) ? undefined : fault;
      };
    },
    { over: overHttp },
  );
}

function everyNth(what: string, nth: number, answer: () => Answer): Fault {
  return must(
    `every ${nth}th ${what}`,
    ['L44', 'L41', 'L42', 'L25', 'L40', 'L35', 'L17', 'A-L29', 'A-L30'],
    (service) => {
      let count = 0;
      const { success } = service;
      service.success = (ask) => {
        count += 1;
        return count % nth === 0 ? answer() : success(ask);
      };
    },
  );
}
