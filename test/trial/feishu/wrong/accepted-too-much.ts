import { isObject, list, type Ask, type RuleName } from '../logout-service.js';
import { letter, must, overlook, type Fault } from '../wrong-trial.js';

const memberIds = {
  user_id: ['L30', 'A-L20'],
  idp_credential_id: ['L21', 'A-L20'],
  sid: ['L37', 'A-L20', 'A-L11'],
} as const;

/** Requests that have to be refused, and are not. */
export const acceptedTooMuch: readonly Fault[] = [
  accepts('any user_id_type', ['L17', 'A-L23'], 'user_id_type'),
  accepts('no logout_type', ['L24', 'A-L8'], 'logout_type missing'),
  accepts('any number as logout_type', ['L25', 'A-L9'], 'logout_type value'),
  ...[0, 4, -1, 1.5].map((value) =>
    accepts(
      `logout_type ${value}`,
      ['L25', 'L24', 'A-L9'],
      'logout_type value',
      ({ body }) => body['logout_type'] === value,
    ),
  ),
  must('accepted: any whole logout_type', ['L25', 'A-L9'], (service) => {
    overlook(service, 'logout_type value', ({ body }) => Number.isInteger(body['logout_type']));
  }),
  must('accepted: logout_type cut to a whole number', ['L24', 'L25', 'A-L9'], (service) => {
    overlook(service, 'logout_type value', ({ body }) => [1, 2, 3].includes(Math.trunc(Number(body['logout_type']))));
  }),
  accepts('logout_type 1 without user_id', ['L31', 'A-L10'], 'user_id missing'),
  accepts('logout_type 2 without idp_credential_id', ['L22', 'A-L10'], 'idp_credential_id missing'),
  accepts('logout_type 3 without sid', ['L38', 'A-L11'], 'sid missing'),
  must('accepted: a logout without any identifier', ['L31', 'L22', 'L38', 'A-L10', 'A-L11'], (service) => {
    for (const name of ['user_id missing', 'idp_credential_id missing', 'sid missing'] as const) {
      service.rules.delete(name);
    }
  }),
  must(
    'accepted: logout_type 2 with a user_id in place of its identifier',
    ['L22', 'A-L10'],
    (service) => {
      overlook(service, 'idp_credential_id missing', ({ body }) => typeof body['user_id'] === 'string');
    },
    { flavour: 'plain' },
  ),
  accepts('any text as sid', ['L46', 'A-L11'], 'sid form'),
  accepts('any logout_reason', ['L35', 'L47', 'A-L14'], 'logout_reason value'),
  ...[33, 37, 0].map((value) =>
    accepts(
      `logout_reason ${value}`,
      ['L35', 'L47', 'A-L14'],
      'logout_reason value',
      ({ body }) => body['logout_reason'] === value,
    ),
  ),
  accepts('logout_reason up to 40', ['L35', 'L47', 'A-L14'], 'logout_reason value', ({ body }) => {
    const reason = Number(body['logout_reason']);
    return reason >= 30 && reason <= 40;
  }),
  must('accepted: malformed JSON', ['L45', 'L24', 'A-L7'], (service) => {
    const { read } = service;
    service.read = (call) =>
      read(call) ??
      (isJson(call.body) || call.body === '' ? undefined : { logout_type: 3, sid: service.directory.sids[0] });
  }),
  must('accepted: an empty body', ['L45', 'L24', 'A-L7', 'A-L8'], (service) => {
    const { read } = service;
    service.read = (call) => (call.body === '' ? { logout_type: 3, sid: service.directory.sids[0] } : read(call));
  }),
  must('accepted: a list as body', ['L45', 'L24', 'A-L7'], (service) => {
    const { read } = service;
    service.read = (call) =>
      /^\s*\[/.test(call.body) && isJson(call.body) ? { logout_type: 3, sid: service.directory.sids[0] } : read(call);
  }),
  must(
    'accepted: every body whatever it is',
    ['L45', 'L24', 'L25', 'L35', 'A-L7', 'A-L8', 'A-L9', 'A-L14'],
    (service) => {
      service.read = () => ({ logout_type: 3, sid: service.directory.sids[0] });
    },
  ),
  must('accepted: an empty object', ['L24', 'A-L8'], (service) => {
    overlook(service, 'logout_type missing', ({ body }) => Object.keys(body).length === 0);
  }),
  must(
    'parameters are not looked at: nothing is refused',
    ['L24', 'L25', 'L17', 'L35', 'L45', 'L47', 'A-L14'],
    (service) => {
      service.rules.clear();
    },
  ),
  ofOtherType(
    'true as logout_type',
    ['L24', 'A-L9'],
    'logout_type kind',
    ({ body }) => typeof body['logout_type'] === 'boolean',
  ),
  ofOtherType('a list as logout_type', ['L24', 'A-L9'], 'logout_type kind', ({ body }) =>
    Array.isArray(body['logout_type']),
  ),
  ofOtherType('an object as logout_type', ['L24', 'A-L9'], 'logout_type kind', ({ body }) =>
    isObject(body['logout_type']),
  ),
  ofOtherType('anything as logout_type', ['L24', 'A-L9'], 'logout_type kind'),
  ofOtherType(
    'a number as terminal_type',
    ['L26', 'A-L20'],
    'terminal_type kind',
    ({ body }) => typeof body['terminal_type'] === 'number',
  ),
  ofOtherType('anything as terminal_type', ['L26', 'A-L20'], 'terminal_type kind'),
  ...(['user_id', 'idp_credential_id', 'sid'] as const).flatMap((member) => {
    const ids = memberIds[member];
    return [
      ofOtherType(`an object as ${member}`, ids, `${member} kind`, ({ body }) => isObject(body[member])),
      ofOtherType(`a number as ${member}`, ids, `${member} kind`, ({ body }) => typeof body[member] === 'number'),
      ofOtherType(`a list as ${member}`, ids, `${member} kind`, ({ body }) => Array.isArray(body[member])),
      ofOtherType(`anything as ${member}`, ids, `${member} kind`),
    ];
  }),
  ofOtherType('an object as logout_reason', ['L33', 'A-L20'], 'logout_reason kind', ({ body }) =>
    isObject(body['logout_reason']),
  ),
  ofOtherType(
    'a list as logout_reason',
    ['L33', 'A-L20'],
    'logout_reason kind',
    ({ body }) => list(body['logout_reason']).length > 0,
  ),
  ofOtherType('anything as logout_reason', ['L33', 'A-L20'], 'logout_reason kind'),
];

function accepts(what: string, breaks: Fault['breaks'], rule: RuleName, chosen?: (ask: Ask) => boolean): Fault {
  return must(`accepted: ${what}`, breaks, (service) => overlook(service, rule, chosen));
}

function ofOtherType(what: string, breaks: Fault['breaks'], rule: RuleName, chosen?: (ask: Ask) => boolean): Fault {
  return letter(`accepted: ${what}`, breaks, (service) => overlook(service, rule, chosen));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
