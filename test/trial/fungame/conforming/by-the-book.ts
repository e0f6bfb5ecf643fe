import { createServer, type ServerResponse } from 'node:http';
import type { RunningTrial } from '../../trial-server.js';
import { listen } from '../../transport/listen.js';
import { TokenMint } from '../token-mint.js';

// Straight from the document, one question after the other, on `node:http`.
export async function startByTheBook(): Promise<RunningTrial> {
  const mint = new TokenMint();
  const gone = new Set<string>();

  const server = createServer((request, response) => {
    request.resume();
    const path = (request.url ?? '').split('?')[0];
    if (path !== '/user/logout' && path !== '/user/logout/') return response.writeHead(404).end();
    if (request.method !== 'POST') return response.writeHead(405, { Allow: 'POST' }).end();
    const [scheme, token] = (request.headers.authorization ?? '').split(/ +/);
    if (scheme?.toLowerCase() !== 'bearer' || !token || gone.has(token)) return unauthorized(response);
    const kind = mint.kindOf(token);
    if (kind === 'sessionless') return answer(response, 400, '退出登录失败！');
    if (kind !== 'live') return unauthorized(response);
    gone.add(token);
    return answer(response, 200, '你已成功退出登录！');
  });

  const { url, close } = await listen(server);
  return { target: { url, ...mint.fixtures() }, close };
}

function answer(response: ServerResponse, StatusCode: number, Message: string): void {
  response.writeHead(StatusCode, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify({ RequestType: 1, StatusCode, Message, Data: {} }));
}

function unauthorized(response: ServerResponse): void {
  response.writeHead(401, { 'WWW-Authenticate': 'Bearer' }).end();
}
