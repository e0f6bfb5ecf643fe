import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { RunningTrial } from '../../trial-server.js';
import { listen } from '../../transport/listen.js';
import { TokenMint } from '../token-mint.js';

// A big web framework's manners: middleware in a row, pretty JSON, members nobody asked for, a body for a revoked token
// but none for a missing one, routes in any case, 405 before authentication.
type Next = () => void;
type Middleware = (request: IncomingMessage, response: ServerResponse, next: Next) => void;

export async function startFrameworkLike(): Promise<RunningTrial> {
  const mint = new TokenMint();
  const blacklist = new Map<string, number>();

  const revocation: Middleware = (request, response, next) => {
    const token = /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!blacklist.has(token)) return next();
    response.writeHead(401, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ message: '此 Token 已吊销，请重新登录以获取 Token。' }));
  };
  const routing: Middleware = (request, response, next) => {
    const path = new URL(`http://h${request.url ?? '/'}`).pathname.toLowerCase();
    if (!/^\/user\/logout\/?$/.test(path)) return void response.writeHead(404, { 'content-length': 0 }).end();
    if (request.method !== 'POST') {
      return void response.writeHead(405, { allow: 'POST', 'content-length': 0 }).end();
    }
    next();
  };
  const authentication: Middleware = (request, response, next) => {
    const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const challenge = (value: string) =>
      response.writeHead(401, { 'www-authenticate': value, 'content-length': 0 }).end();
    if (token === undefined) return void challenge('Bearer');
    const kind = mint.kindOf(token);
    if (kind === undefined) return void challenge('Bearer error="invalid_token"');
    if (kind === 'expired') {
      return void challenge('Bearer error="invalid_token", error_description="The token expired"');
    }
    next();
  };
  const action: Middleware = (request, response) => {
    const token = (request.headers.authorization ?? '').slice('Bearer '.length);
    if (mint.kindOf(token) === 'sessionless') return payload(response, 400, '退出登录失败！');
    blacklist.set(token, Date.now());
    payload(response, 200, '你已成功退出登录！');
  };

  const pipeline = [revocation, routing, authentication, action];
  const server = createServer((request, response) => {
    response.setHeader('server', 'Kestrel');
    const run = (at: number): void => pipeline[at]?.(request, response, () => run(at + 1));
    run(0);
  });
  const { url, close } = await listen(server);
  return { target: { url, ...mint.fixtures() }, close };
}

function payload(response: ServerResponse, status: number, message: string): void {
  const model = {
    Event: 'user_logout',
    RequestType: 1,
    StatusCode: status,
    Message: message,
    Timestamp: '2025-03-23 19:47:43.120',
    TraceId: randomUUID(),
    Data: {},
  };
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(model, null, 2));
}
