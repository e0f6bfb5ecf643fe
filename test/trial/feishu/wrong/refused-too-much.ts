import { empty, json, text, type Answer } from '../../transport/answer.js';
import { list, terminals, type Ask } from '../logout-service.js';
import { must, refuseWhere, type Fault } from '../wrong-trial.js';

/** Requests that have to succeed, and do not. */
export const refusedTooMuch: readonly Fault[] = [
  ...[1, 2, 3].map((value) => refuses(`logout_type ${value}`, ['L25'], ({ body }) => body['logout_type'] === value)),
  refuses('user_id_type open_id, told', ['L17', 'L16', 'L30'], (ask) => idType(ask) === 'open_id'),
  refuses('user_id_type union_id', ['L17', 'L30'], (ask) => idType(ask) === 'union_id'),
  refuses('user_id_type user_id', ['L17', 'L30'], (ask) => idType(ask) === 'user_id'),
  refuses('no user_id_type', ['L15', 'L18', 'A-L40'], (ask) => idType(ask) === null),
  ...terminals.map((value) =>
    refuses(`terminal_type ${value}`, ['L28', 'L26'], ({ body }) => list(body['terminal_type']).includes(value)),
  ),
  refuses('more than one terminal_type', ['L26', 'L28'], ({ body }) => list(body['terminal_type']).length > 1),
  refuses('no terminal_type', ['L26', 'L27'], ({ body }) => body['terminal_type'] === undefined),
  refuses('every terminal_type', ['L26', 'L28'], ({ body }) => body['terminal_type'] !== undefined),
  ...[34, 35, 36].map((value) =>
    refuses(`logout_reason ${value}`, ['L35'], ({ body }) => body['logout_reason'] === value),
  ),
  refuses('every logout_reason', ['L35', 'L33'], ({ body }) => body['logout_reason'] !== undefined),
  refuses('no logout_reason', ['L33', 'L34'], ({ body }) => body['logout_reason'] === undefined),
  refuses('no sid with logout_type 1', ['L37', 'L38'], ({ body }) => body['logout_type'] === 1 && !('sid' in body)),
  refuses(
    'no idp_credential_id with logout_type 1',
    ['L21', 'L22'],
    ({ body }) => body['logout_type'] === 1 && !('idp_credential_id' in body),
  ),
  refuses(
    'no user_id with logout_type 2',
    ['L30', 'L31', 'L25', 'L21'],
    ({ body }) => body['logout_type'] === 2 && !('user_id' in body),
  ),
  refuses(
    'no user_id with logout_type 3',
    ['L30', 'L31', 'L25', 'L37'],
    ({ body }) => body['logout_type'] === 3 && !('user_id' in body),
  ),
  refuses('a sid with logout_type 1', ['L40', 'A-L13'], ({ body }) => body['logout_type'] === 1 && 'sid' in body),
  refuses(
    'an idp_credential_id with logout_type 1',
    ['L40', 'A-L13'],
    ({ body }) => body['logout_type'] === 1 && 'idp_credential_id' in body,
  ),
  refuses(
    'more than one identifier',
    ['L40', 'A-L13'],
    ({ body }) => ['sid', 'user_id', 'idp_credential_id'].filter((name) => name in body).length > 1,
  ),
  must('the default of user_id_type is union_id', ['L18', 'A-L40', 'L15'], (service) =>
    defaultsTo(service, 'union_id'),
  ),
  must('the default of user_id_type is user_id', ['L18', 'A-L40', 'L15'], (service) => defaultsTo(service, 'user_id')),
  must('user_id is taken for an open_id, whatever user_id_type says', ['L17', 'L30'], (service) => {
    refuseWhere(
      service,
      ({ body }) => body['logout_type'] === 1 && !service.directory.has('open_id', String(body['user_id'])),
    );
  }),
  must('union_id and user_id are mixed up', ['L17', 'L30'], (service) => {
    const swapped = new Map([
      ['union_id', 'user_id'],
      ['user_id', 'union_id'],
      ['open_id', 'open_id'],
    ]);
    refuseWhere(service, (ask) => {
      const kind = swapped.get(idType(ask) ?? 'open_id') ?? 'open_id';
      return ask.body['logout_type'] === 1 && !service.directory.has(kind, String(ask.body['user_id']));
    });
  }),
  unfit(
    '415 for the documented Content-Type',
    ({ call }) => /charset/i.test(call.headers.get('content-type') ?? ''),
    () => json(415, { code: 415, msg: 'Unsupported Media Type' }),
  ),
  unfit(
    '400 for the documented Content-Type',
    ({ call }) => call.headers.get('content-type') !== 'application/json',
    () => json(400, { code: 1080001, msg: 'content type' }),
  ),
  unfit(
    '428 without an Idempotency-Key',
    ({ call }) => !call.headers.has('idempotency-key'),
    () => json(428, { code: 428, msg: 'Idempotency-Key' }),
  ),
  unfit(
    '400 without a tenant in the query',
    ({ call }) => !call.query.has('tenant_key'),
    () => json(400, { code: 1080001, msg: 'tenant_key' }),
  ),
  path('only with a slash behind', (kept) => kept === '/open-apis/passport/v1/sessions/logout/'),
  path('only without /open-apis', (kept) => kept === '/passport/v1/sessions/logout'),
  path('only as v2', (kept) => kept === '/open-apis/passport/v2/sessions/logout'),
  must(
    'the path is moved (301) to the one with a slash',
    ['L05', 'L06', 'A-L36', 'L11', 'L25', 'L40', 'L44'],
    (service) => {
      const { handle } = service;
      service.handle = (call) =>
        call.path.endsWith('/logout') ? empty(301, { Location: `${call.path}/` }) : handle(call);
    },
  ),
  must('PUT is served in place of POST', ['L06'], (service) => {
    service.logsOut = (call) => call.method === 'PUT';
  }),
  must('GET logs out as well', ['L06', 'A-L35'], (service) => {
    const { otherMethod } = service;
    service.otherMethod = (call) =>
      call.method === 'GET' ? json(200, { code: 0, msg: 'success', data: {} }) : otherMethod(call);
  }),
  must('GET with a token logs out as well', ['L06', 'A-L35'], (service) => {
    const { otherMethod } = service;
    service.otherMethod = (call) =>
      call.method === 'GET' && service.credentialFault(call) === undefined
        ? json(200, { code: 0, msg: 'success' })
        : otherMethod(call);
  }),
  must('every method is answered the success', ['L06', 'A-L35'], (service) => {
    service.otherMethod = () => json(200, { code: 0, msg: 'success', data: {} });
  }),
];

function refuses(what: string, breaks: Fault['breaks'], chosen: (ask: Ask) => boolean): Fault {
  return must(`refused: ${what}`, breaks, (service) => refuseWhere(service, chosen));
}

function defaultsTo(service: Parameters<Fault['change']>[0], kind: string): void {
  refuseWhere(service, ({ call, body }) => {
    const asked = call.query.get('user_id_type') ?? kind;
    return body['logout_type'] === 1 && !service.directory.has(asked, String(body['user_id']));
  });
}

/** A request just as documented is not good enough. */
function unfit(what: string, chosen: (ask: Ask) => boolean, answer: () => Answer): Fault {
  return must(`answered: ${what}`, ['L14', 'L44', 'A-L29', 'A-L5'], (service) => {
    service.rules.set('fault', (ask) => (chosen(ask) ? answer() : undefined));
  });
}

function path(how: string, served: (path: string) => boolean): Fault {
  return must(`served ${how}`, ['L05', 'L06', 'L11', 'L25', 'L40', 'L44'], (service) => {
    service.serves = (call) => served(call.path);
    service.otherPath = () => text(404, '404 page not found');
  });
}

function idType({ call }: Ask): string | null {
  return call.query.get('user_id_type');
}
