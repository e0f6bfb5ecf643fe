import { createServer } from 'node:http';
import express from 'express';
import type { RunningTrial } from '../../trial-server.js';
import { listen } from '../../transport/listen.js';
import { TokenMint } from '../token-mint.js';

// Takes nothing that the document does not name: no slash behind, no other case, no query (an empty 400), no body
// (problem+json). Whoever has no token learns no more than that, whatever the method.
export async function startExpressStrict(): Promise<RunningTrial> {
  const mint = new TokenMint();
  const revoked = new WeakMap<object, boolean>();
  const known = new Map<string, { readonly token: string }>();

  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  const router = express.Router({ strict: true, caseSensitive: true });
  router.use('/user/logout', (request, response, next) => {
    const token = request.headers.authorization?.startsWith('Bearer ') ? request.headers.authorization.slice(7) : '';
    const kind = mint.kindOf(token);
    const entry = known.get(token) ?? { token };
    known.set(token, entry);
    if (kind === undefined || kind === 'expired' || revoked.get(entry)) {
      response.status(401).type('html').send('<!doctype html><title>401</title><h1>Unauthorized</h1>');
      return;
    }
    next();
  });
  router.all('/user/logout', (request, response) => {
    if (request.method !== 'POST') return void response.status(405).set('Allow', 'POST').type('text').send('POST only');
    if (request.url.includes('?')) return void response.status(400).end();
    if (Number(request.headers['content-length'] ?? 0) > 0 || request.headers['transfer-encoding'] !== undefined) {
      return void response
        .status(400)
        .type('application/problem+json')
        .send(JSON.stringify({ type: 'about:blank', title: 'Bad Request', status: 400 }));
    }
    const token = request.headers.authorization?.slice(7) ?? '';
    const gone = mint.kindOf(token) === 'sessionless';
    if (!gone) revoked.set(known.get(token) ?? {}, true);
    const Message = gone ? '退出登录失败！' : '你已成功退出登录！';
    response.status(gone ? 400 : 200).json({ RequestType: 1, StatusCode: gone ? 400 : 200, Message, Data: {} });
  });
  app.use(router);
  const { url, close } = await listen(createServer(app));
  return { target: { url, ...mint.listedFixtures() }, close };
}
