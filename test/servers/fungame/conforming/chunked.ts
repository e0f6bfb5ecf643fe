import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { RequestListener, ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import type { ConformingServer, FunGameFixtures, RunningServer } from '../../trial-server.js';
import { serveLocally } from '../serve-locally.js';

/** Sends its JSON in chunks of seven bytes, which cut through the Chinese characters. */
export const chunked: ConformingServer<FunGameFixtures> = {
  name: 'chunks that cut through characters, closures for sessions',
  start,
};

async function start(): Promise<RunningServer<FunGameFixtures>> {
  const farewells = new Map<string, () => boolean>();
  const fixtures = {
    tokens: Array.from({ length: 4 }, () => arrive(farewells, 'with a session')),
    sessionlessTokens: Array.from({ length: 2 }, () => arrive(farewells, 'without a session')),
    expiredTokens: [randomUUID()],
  };
  return { fixtures, ...(await serveLocally(createServer(listener(farewells)))) };
}

function arrive(farewells: Map<string, () => boolean>, how: 'with a session' | 'without a session'): string {
  const token = randomUUID();
  farewells.set(token, () => how === 'with a session' && farewells.delete(token));
  return token;
}

function listener(farewells: ReadonlyMap<string, () => boolean>): RequestListener {
  return async (request, response) => {
    if (!/^\/user\/logout(\?|$)/.test(request.url ?? '')) return void response.writeHead(404).end();
    if (request.method !== 'POST') return void response.writeHead(405).end();
    const farewell = farewells.get(/^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
    if (farewell === undefined) return void response.writeHead(401).end();
    return farewell() ? trickle(response, 200, '你已成功退出登录！') : trickle(response, 400, '退出登录失败！');
  };
}

async function trickle(response: ServerResponse, status: number, message: string): Promise<void> {
  const body = { Event: 'user_logout', RequestType: 1, StatusCode: status, Message: message, Data: {} };
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  for (let start = 0; start < bytes.length; start += 7) {
    response.write(bytes.subarray(start, start + 7));
    await setImmediate();
  }
  response.end();
}
