import type { ConformingTrial, RunningTrial } from '../trial-server.js';
import { json } from '../transport/answer.js';
import { overExpress } from '../transport/over-express.js';
import { overHttp } from '../transport/over-http.js';
import { overSocket } from '../transport/over-socket.js';
import { startByTheBook } from './conforming/by-the-book.js';
import { fronted, limited, overTiredHttp, slow, startDecorated } from './conforming/decorated.js';
import { startExpressLenient } from './conforming/express-lenient.js';
import { startExpressStrict } from './conforming/express-strict.js';
import { startFetchStyle } from './conforming/fetch-style.js';
import { startFrameworkLike } from './conforming/framework-like.js';
import { startTableDriven } from './conforming/table-driven.js';
import { UserSessions } from './conforming/user-sessions.js';

export const conformingFunGameTrials: readonly ConformingTrial[] = [
  trial('by the book', startByTheBook),
  trial('framework-like', startFrameworkLike),
  trial('Express, lenient', startExpressLenient),
  trial('Express, strict', startExpressStrict),
  trial('a table on node:http', () => startTableDriven(overHttp)),
  trial('a table on a socket, closing, header names in capitals', () =>
    startTableDriven((handler) => overSocket(handler, { closing: true, spell: (name) => name.toUpperCase() })),
  ),
  trial('a table in the manner of HTTP/1.0', () =>
    startTableDriven((handler) => overSocket(handler, { http10: true })),
  ),
  trial('users with JWTs', () => new UserSessions({ tokens: 'jwt' }).start()),
  trial('users with opaque tokens', () => new UserSessions({ tokens: 'opaque' }).start()),
  trial('fetch-style, compressing, slow store', startFetchStyle),
  trial('rate limited', () => startDecorated(limited(9))),
  trial('slow', () => startDecorated(slow(80), overExpress)),
  trial('behind a proxy', () => startDecorated(fronted)),
  trial('chunked, byte by byte', () =>
    startDecorated(
      (handler) => handler,
      (handler) => overSocket(handler, { chunked: true, dribbling: true, spell: (name) => name.toLowerCase() }),
    ),
  ),
  trial('connections that tire', () => startDecorated((handler) => handler, overTiredHttp)),
  trial('401 in words of its own', () =>
    startDecorated((handler, service) => {
      service.refuse = (refusal) => json(401, { code: 401, reason: refusal }, { 'Set-Cookie': 'sid=; Max-Age=0' });
      return handler;
    }),
  ),
];

function trial(name: string, start: () => Promise<RunningTrial>): ConformingTrial {
  return { name: `fungame: ${name}`, start };
}
