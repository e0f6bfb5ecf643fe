import { createServer } from 'node:http';
import type { RunningTrial } from '../../trial-server.js';
import { empty, json, type Handler } from '../../transport/answer.js';
import { listen, type Listening } from '../../transport/listen.js';
import { overHttp, readCall, write } from '../../transport/over-http.js';
import { SessionService } from '../session-service.js';

/** The plain service with something about it that the document leaves open. */
export async function startDecorated(
  decorate: (handler: Handler, service: SessionService) => Handler,
  transport: (handler: Handler) => Promise<Listening> = overHttp,
): Promise<RunningTrial> {
  const service = new SessionService();
  const { url, close } = await transport(decorate((call) => service.handle(call), service));
  return { target: { url, ...service.mint.fixtures() }, close };
}

/** Too many requests, now and then, with the seconds to wait. */
export function limited(every: number): (handler: Handler) => Handler {
  return (handler) => {
    let count = 0;
    return (call) => {
      count += 1;
      if (count % every !== 0) return handler(call);
      return json(429, { message: '请求过于频繁' }, { 'Retry-After': '1', 'X-RateLimit-Remaining': '0' });
    };
  };
}

export function slow(milliseconds: number): (handler: Handler) => Handler {
  return (handler) => async (call) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return handler(call);
  };
}

/** All other methods and the slash are answered by a proxy in front. */
export function fronted(handler: Handler): Handler {
  return (call) => {
    if (call.path === '/user/logout/') return empty(308, { Location: '/user/logout' });
    if (call.method !== 'POST') return empty(401, { 'WWW-Authenticate': 'Bearer, Basic realm="proxy"' });
    return handler(call);
  };
}

/** A connection serves three requests and is closed; idle ones soon are. */
export function overTiredHttp(handler: Handler): Promise<Listening> {
  const server = createServer(async (request, response) => write(response, await handler(await readCall(request))));
  server.maxRequestsPerSocket = 3;
  server.keepAliveTimeout = 2000;
  return listen(server);
}
