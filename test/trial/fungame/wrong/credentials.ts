import { empty, json, silence, text, type Answer, type Call } from '../../transport/answer.js';
import { overHttp } from '../../transport/over-http.js';
import { successPayload, type Refusal, type SessionService } from '../session-service.js';
import { must, type Fault } from '../wrong-trial.js';

const ids = ['F14', 'F24', 'F26', 'F30', 'F04', 'F08', 'A-F6', 'A-F17'] as const;
const otherAnswers: Readonly<Record<string, () => Answer>> = {
  400: () => json(400, { error: 'invalid_request' }),
  403: () => text(403, 'Forbidden'),
  404: () => empty(404),
  500: () => text(500, 'NullReferenceException'),
  'the success': () => json(200, successPayload()),
};

/** Who is let in, and with what answer the others are kept out. */
export const credentials: readonly Fault[] = [
  ...(['missing', 'scheme', 'empty', 'unknown', 'expired'] as const).flatMap((refusal) =>
    Object.entries(otherAnswers).map(([what, answer]) => refused(refusal, what, answer)),
  ),
  refused('missing', '407', () => empty(407)),
  refused('missing', '302 to the login page', () => empty(302, { Location: '/user/login' })),
  refused('missing', '200 with StatusCode 401', () => json(200, { ...successPayload(), StatusCode: 401 })),
  refused('missing', '200 without a body', () => empty(200)),
  refused('missing', 'not at all', () => silence),
  refused('unknown', '422', () => json(422, { error: 'malformed token' })),
  refused('expired', '419', () => empty(419)),
  must('every refusal is 403', [...ids], (service) => {
    service.refuse = () => empty(403);
  }),
  must('every refusal is 200 with a JSON error', [...ids], (service) => {
    service.refuse = () => json(200, { error: 'unauthorized' });
  }),
  must('no authentication at all', [...ids], (service) => {
    service.logout = (call) => service.success(call);
  }),
  accepts('a token without a scheme', (call, service) => {
    const header = call.headers.get('authorization') ?? '';
    return service.mint.kindOf(header) === undefined ? undefined : header;
  }),
  accepts('a token after any scheme', (call) => call.headers.get('authorization')?.split(' ')[1]),
  accepts('a token as Basic', (call) => /^Basic (.+)$/.exec(call.headers.get('authorization') ?? '')?.[1]),
  accepts('a token in the query', (call) => call.query.get('access_token') ?? undefined),
  accepts('a token in a form', (call) => new URLSearchParams(call.body).get('access_token') ?? undefined),
  recognises('every token of JWT look', (token) => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)),
  recognises('every token that begins eyJ', (token) => token.startsWith('eyJ')),
  recognises('every token of more than 20 characters', (token) => token.length > 20),
  recognises('every token that is not empty', () => true),
  must('the signature of a token is not looked at', ['F14', 'F26', 'F24', 'F30', 'A-F17'], (service) => {
    const { standing } = service;
    service.standing = (token, call) => {
      const known = standing(token, call);
      return known === 'unknown' && /^eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9\.\d+\./.test(token) ? 'live' : known;
    };
  }),
  must('the expiry of a token is not looked at', ['F14', 'F26', 'F24', 'F30', 'A-F17'], (service) => {
    const { standing } = service;
    service.standing = (token, call) => {
      const known = standing(token, call);
      return known === 'expired' ? 'live' : known;
    };
  }),
  must('an expired token is told that its session is missing', [...ids], (service) => {
    const { standing } = service;
    service.standing = (token, call) => {
      const known = standing(token, call);
      return known === 'expired' ? 'sessionless' : known;
    };
  }),
  must('an unknown token is told that its session is missing', [...ids], (service) => {
    const { standing } = service;
    service.standing = (token, call) => {
      const known = standing(token, call);
      return known === 'unknown' ? 'sessionless' : known;
    };
  }),
  remembered(
    'by its connection',
    (call) => call.socket,
    () => json(200, successPayload()),
  ),
  remembered(
    'by its connection, and has no session',
    (call) => call.socket,
    (service) => service.noSession(''),
  ),
  remembered(
    'by its address',
    () => 'everybody',
    () => json(200, successPayload()),
  ),
];

function refused(refusal: Refusal, what: string, answer: () => Answer): Fault {
  return must(`a request refused for "${refusal}" is answered ${what}`, [...ids], (service) => {
    const { refuse } = service;
    service.refuse = (why, call) => (why === refusal ? answer() : refuse(why, call));
  });
}

/** A live token is taken from where none belongs; a dead one is refused as ever. */
function accepts(what: string, find: (call: Call, service: SessionService) => string | undefined): Fault {
  return must(`accepted: ${what}`, [...ids, 'F13'], (service) => {
    const { credential } = service;
    service.credential = (call) => {
      const found = credential(call);
      if ('token' in found) return found;
      const token = find(call, service);
      return token === undefined || token === '' ? found : { token };
    };
  });
}

function recognises(what: string, test: (token: string) => boolean): Fault {
  return must(`taken for live: ${what}`, [...ids], (service) => {
    const { standing } = service;
    service.standing = (token, call) => {
      const known = standing(token, call);
      return known === 'unknown' && test(token) ? 'live' : known;
    };
  });
}

/** Whoever succeeded once needs no credential any more. */
function remembered(how: string, key: (call: Call) => unknown, answer: (service: SessionService) => Answer): Fault {
  return must(
    `a user is remembered ${how}`,
    ['A-F27', 'F04', 'F14', 'F24', 'F26'],
    (service) => {
      const known = new Set<unknown>();
      const { logOut, refuse } = service;
      service.logOut = (token, call) => {
        known.add(key(call));
        logOut(token, call);
      };
      service.refuse = (why, call) => (why === 'missing' && known.has(key(call)) ? answer(service) : refuse(why, call));
    },
    { over: overHttp },
  );
}
