import type { IncomingMessage } from 'node:http';
import type { FunGameFixtures, WrongServer } from '../../trial-server.js';
import { bare, isLogoutPath, json, success } from '../base.js';
import type { Change } from '../base.js';
import { BREAKS, must } from './make-wrong.js';

const BODILESS = ['F09', 'F15', ...BREAKS.noSuccess] as const;

/** Wrong about path, method, or what a request must bring along. */
export const wrongRequests: readonly WrongServer<FunGameFixtures>[] = [
  must(
    'only the path with a slash at the end is served',
    BREAKS.notServed,
    atPath((path) => path === '/user/logout/'),
  ),
  must('the path without a slash moves to the one with it', BREAKS.notServed, ({ route }) => ({
    route: (request) => (request.url === '/user/logout' ? bare(301, { Location: '/user/logout/' }) : route(request)),
  })),
  must(
    'only the path of the documentation page is served',
    BREAKS.notServed,
    atPath((path) => path === '/api/user/logout'),
  ),
  must(
    'only the path in the spelling of its name is served',
    BREAKS.notServed,
    atPath((path) => path === '/User/LogOut'),
  ),
  must('DELETE in place of POST', BREAKS.notServed, byMethod('DELETE')),
  must('GET in place of POST', BREAKS.notServed, byMethod('GET')),
  must('GET logs out as POST does', ['F07'], ({ route }) => ({
    route: (request) => (isGet(request) ? undefined : route(request)),
  })),
  must('GET is answered with the payload, whoever asks', ['F07'], ({ route }) => ({
    route: (request) => (isGet(request) ? json(200, success()) : route(request)),
  })),
  must('DELETE logs out as POST does', ['F07'], ({ route }) => ({
    route: (request) => (isOther(request, ['DELETE']) ? undefined : route(request)),
  })),
  must('PUT and PATCH log out as POST does', ['F07'], ({ route }) => ({
    route: (request) => (isOther(request, ['PUT', 'PATCH']) ? undefined : route(request)),
  })),
  must('PATCH is refused, and ends the session', ['F07', 'F32'], endedBy('PATCH')),
  must('DELETE is refused, and ends the session', ['F07', 'F32'], endedBy('DELETE')),
  must('the address with a slash breaks down', ['F22', 'F11'], ({ route }) => ({
    route: (request) => (request.url === '/user/logout/' ? bare(500) : route(request)),
  })),
  must('a query breaks down', ['F22', 'F12'], ({ route }) => ({
    route: (request) => (request.url?.includes('?x=') === true ? bare(502) : route(request)),
  })),
  must('a connection is trusted once a token was good', ['F04', 'F14', 'F24'], () => {
    const trusted = new WeakSet<object>();
    return {
      route: (request) => {
        if (request.headers.authorization === undefined && trusted.has(request.socket)) return json(200, success());
        if (request.headers.authorization?.startsWith('Bearer ') === true) trusted.add(request.socket);
        return isLogoutPath(request.url ?? '') && request.method === 'POST' ? undefined : bare(404);
      },
    };
  }),

  must(
    'a Content-Length is demanded',
    BODILESS,
    demanding(411, ({ headers }) => headers['content-length'] !== undefined),
  ),
  must(
    'a Content-Type is demanded',
    BODILESS,
    demanding(415, ({ headers }) => headers['content-type'] !== undefined),
  ),
  must('a body is demanded', BODILESS, demanding(400, hasBody)),
  must(
    'an empty body is refused',
    BODILESS,
    demanding(411, ({ headers }) => headers['content-length'] !== '0'),
  ),
  must(
    'a query is demanded',
    ['F12', ...BREAKS.noSuccess],
    demanding(400, ({ url }) => url?.includes('?') === true),
  ),
  must(
    'an Accept header for JSON is demanded',
    BREAKS.noSuccess,
    demanding(406, ({ headers }) => headers.accept?.includes('application/json') === true),
  ),
  must(
    'an Origin is demanded',
    BREAKS.noSuccess,
    demanding(403, ({ headers }) => headers.origin !== undefined),
  ),
  must(
    'a header against forged requests is demanded',
    BREAKS.noSuccess,
    demanding(403, ({ headers }) => headers['x-csrf-token'] !== undefined),
  ),
  must(
    'a cookie is demanded beside the token',
    BREAKS.noSuccess,
    demanding(401, ({ headers }) => headers.cookie !== undefined),
  ),
];

function atPath(isServed: (path: string) => boolean): Change {
  return () => ({
    route: ({ method, url = '' }) => {
      if (!isServed(url.replace(/\?.*$/, ''))) return bare(404);
      return method === 'POST' ? undefined : bare(405, { Allow: 'POST' });
    },
  });
}

function byMethod(served: string): Change {
  return () => ({
    route: ({ method, url = '' }) => {
      if (!isLogoutPath(url)) return bare(404);
      return method === served ? undefined : bare(405, { Allow: served });
    },
  });
}

function isGet({ method, url = '' }: IncomingMessage): boolean {
  return method === 'GET' && isLogoutPath(url);
}

// Whoever the token belongs to, a request by this method ends the session.
function endedBy(method: string): Change {
  return (usual) => {
    const ended = new Set<string>();
    return {
      route: (request) => {
        if (request.method === method) ended.add(request.headers.authorization ?? '');
        return usual.route(request);
      },
      stateOf: (token, claims, ledger) =>
        ended.has(`Bearer ${token}`) ? 'revoked' : usual.stateOf(token, claims, ledger),
    };
  };
}

function isOther({ method = '', url = '' }: IncomingMessage, methods: readonly string[]): boolean {
  return methods.includes(method) && isLogoutPath(url);
}

function demanding(status: number, isMet: (request: IncomingMessage) => boolean): Change {
  return () => ({ demand: (request) => (isMet(request) ? undefined : bare(status)) });
}

function hasBody({ headers }: IncomingMessage): boolean {
  return Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
}
