import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { RunningTrial } from '../../trial-server.js';
import { listen } from '../../transport/listen.js';
import { TokenMint } from '../token-mint.js';

// A handler from `Request` to `Response`, as at the edge of a network; compresses where it may, takes its time, and has a
// store that answers later.
export async function startFetchStyle(): Promise<RunningTrial> {
  const mint = new TokenMint();
  const store = new LaterStore();

  async function handle(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname.replace(/\/+$/, '') !== '/user/logout') return new Response(null, { status: 404 });
    const token = request.headers.get('authorization')?.replace(/^Bearer /i, '') ?? '';
    const bearer = /^Bearer /i.test(request.headers.get('authorization') ?? '');
    const kind = bearer ? mint.kindOf(token) : undefined;
    if (kind === undefined || kind === 'expired' || (await store.has(token))) {
      return new Response('未登录', { status: 401, headers: { 'cache-control': 'no-store' } });
    }
    if (request.method !== 'POST') return Response.json({ error: 'method_not_allowed' }, { status: 405 });
    if (kind === 'sessionless') return model(400, '退出登录失败！');
    await store.add(token);
    return model(200, '你已成功退出登录！');
  }

  const server = createServer((incoming, outgoing) => {
    incoming.resume();
    const headers = new Headers();
    if (incoming.headers.authorization) headers.set('authorization', incoming.headers.authorization);
    const request = new Request(`http://edge${incoming.url ?? '/'}`, { method: incoming.method ?? 'GET', headers });
    void handle(request).then(async (response) => {
      let body = Buffer.from(await response.arrayBuffer());
      response.headers.forEach((value, name) => outgoing.setHeader(name, value));
      if (body.length > 0 && /\bgzip\b/.test(String(incoming.headers['accept-encoding'] ?? ''))) {
        outgoing.setHeader('content-encoding', 'gzip');
        body = gzipSync(body);
      }
      outgoing.setHeader('vary', 'accept-encoding');
      outgoing.writeHead(response.status).end(body);
    });
  });
  const { url, close } = await listen(server);
  return { target: { url, ...mint.fixtures() }, close };
}

function model(StatusCode: number, Message: string): Response {
  const Data = {};
  return Response.json({ RequestType: 1, StatusCode, Message, Data, Links: [] }, { status: StatusCode });
}

class LaterStore {
  readonly #held = new Set<string>();

  async has(token: string): Promise<boolean> {
    await later();
    return this.#held.has(token);
  }

  async add(token: string): Promise<void> {
    await later();
    this.#held.add(token);
  }
}

function later(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 15));
}
