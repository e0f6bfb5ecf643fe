import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { ConformingServer, FunGameFixtures, RunningServer } from '../../trial-server.js';
import { serveLocally } from '../serve-locally.js';

/** Keeps only digests of its tokens, thinks for a tenth of a second and closes every connection. */
export const slow: ConformingServer<FunGameFixtures> = {
  name: 'a tenth of a second per answer, digests instead of tokens',
  start,
};

interface Reply {
  readonly status: number;
  readonly fields?: Record<string, unknown>;
}

async function start(): Promise<RunningServer<FunGameFixtures>> {
  const fixtures = { tokens: mint(4), sessionlessTokens: mint(2), expiredTokens: mint(1) };
  const withSession = new Set(fixtures.tokens.map(digest));
  const valid = new Set([...fixtures.tokens, ...fixtures.sessionlessTokens].map(digest));

  function logOut(token: string): Reply {
    const id = digest(token);
    if (!valid.has(id)) return { status: 401 };
    if (!withSession.delete(id)) return { status: 400, fields: { Message: '退出登录失败！', Data: {} } };
    valid.delete(id);
    return { status: 200, fields: { Message: '你已成功退出登录！', Data: {} } };
  }

  const server = createServer(async (request, response) => {
    await setTimeout(100);
    const { status, fields } = reject(request) ?? logOut(bearerOf(request));
    response.writeHead(status, { Connection: 'close', ...(fields && { 'Content-Type': 'application/json' }) });
    const stamp = { RequestType: 1, StatusCode: status, Timestamp: Date.now() };
    response.end(fields && JSON.stringify({ ...stamp, ...fields }));
  });
  return { fixtures, ...(await serveLocally(server)) };
}

function mint(count: number): string[] {
  return Array.from({ length: count }, () => randomBytes(32).toString('hex'));
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}

function reject(request: IncomingMessage): Reply | undefined {
  const [path] = (request.url ?? '').split('?');
  if (path !== '/user/logout') return { status: 404 };
  return request.method === 'POST' ? undefined : { status: 405 };
}

function bearerOf(request: IncomingMessage): string {
  const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ');
  return scheme === 'Bearer' ? token : '';
}
