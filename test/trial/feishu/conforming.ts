import type { ConformingTrial, RunningTrial } from '../trial-server.js';
import { empty, json, text } from '../transport/answer.js';
import { overExpress } from '../transport/over-express.js';
import { overHttp } from '../transport/over-http.js';
import { overSocket } from '../transport/over-socket.js';
import { startByTheBook } from './conforming/by-the-book.js';
import { startCoercing } from './conforming/coercing.js';
import { limited, slow, startDecorated, startOnceOnly } from './conforming/decorated.js';
import { startExpressLenient } from './conforming/express-lenient.js';
import { startFetchStyle } from './conforming/fetch-style.js';
import { GatewayLike } from './conforming/gateway-like.js';
import { startSchemaDriven } from './conforming/schema-driven.js';
import { startTableDriven } from './conforming/table-driven.js';

export const conformingFeishuTrials: readonly ConformingTrial[] = [
  trial('by the book', startByTheBook),
  trial('gateway-like, sids used up', () => new GatewayLike().start()),
  trial('Express, lenient', startExpressLenient),
  trial('a schema', () => startSchemaDriven(overHttp)),
  trial('a schema that is closed', () => startSchemaDriven(overExpress, { closed: true })),
  coercing('a schema that coerces', () => startSchemaDriven(overHttp, { coercing: true })),
  coercing('JavaScript that coerces', startCoercing),
  trial('a table on a socket', () => startTableDriven((handler) => overSocket(handler))),
  trial('a table on a socket, closing, header names in capitals', () =>
    startTableDriven((handler) => overSocket(handler, { closing: true, spell: (name) => name.toUpperCase() })),
  ),
  trial('a table in the manner of HTTP/1.0', () =>
    startTableDriven((handler) => overSocket(handler, { http10: true })),
  ),
  trial('fetch-style, compressing, sids by command', startFetchStyle),
  trial('rate limited (429)', () => startDecorated(limited(15, 429))),
  trial('rate limited (400)', () => startDecorated(limited(16, 400))),
  trial('slow', () => startDecorated(slow(40), overExpress)),
  trial('chunked, byte by byte', () =>
    startDecorated(
      (handler) => handler,
      (handler) => overSocket(handler, { chunked: true, dribbling: true, spell: (name) => name.toLowerCase() }),
      'gateway',
    ),
  ),
  trial('the documented Content-Type alone', () =>
    startDecorated((handler) => (call) => {
      const fit = call.method !== 'POST' || call.headers.get('content-type') === 'application/json; charset=utf-8';
      return fit ? handler(call) : json(400, { code: 1080001, msg: 'content type' });
    }),
  ),
  trial('401 for other methods, no slash', () =>
    startDecorated((handler) => (call) => {
      if (call.path.endsWith('/')) return empty(404);
      return call.method === 'POST' ? handler(call) : text(401, '{"code":99991661}', 'application/json');
    }),
  ),
  trial('everybody signs out once', startOnceOnly),
  trial('refusals in words of its own', () =>
    startDecorated((handler, service) => {
      service.refuseCredential = () => text(401, '<h1>401</h1>', 'text/html');
      service.parameter = (field) => json(400, { code: 40000, msg: `${field}?`, data: [], hint: { field } });
      service.success = () => json(200, { code: 0, msg: '', data: null, elapsed: 0.3 });
      return handler;
    }),
  ),
];

function trial(name: string, start: () => Promise<RunningTrial>): ConformingTrial {
  return { name: `feishu: ${name}`, start };
}

function coercing(name: string, start: () => Promise<RunningTrial>): ConformingTrial {
  return { ...trial(name, start), coerces: true };
}
