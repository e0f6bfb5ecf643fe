import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ConformingServer, FunGameFixtures, RunningServer } from '../../trial-server.js';
import { serveLocally } from '../serve-locally.js';

/** Lives below a path of its own, sends many headers, and answers 401 with a PayloadModel, too. */
export const behindAPrefix: ConformingServer<FunGameFixtures> = {
  name: 'below a path prefix, a consistent PayloadModel for 401, many headers',
  start,
};

type Stage = (request: IncomingMessage, next: () => Verdict) => Verdict;

interface Verdict {
  readonly code: number;
  readonly text: string;
}

async function start(): Promise<RunningServer<FunGameFixtures>> {
  const owners = new Map<string, string>(
    Array.from({ length: 7 }, (_, place) => [randomUUID(), place < 5 ? `user${place}` : 'nobody']),
  );
  const online = new Set(['user0', 'user1', 'user2', 'user3', 'user4']);
  const tokens = [...owners.keys()];
  const fixtures = { tokens: tokens.slice(0, 5), sessionlessTokens: tokens.slice(5), expiredTokens: [randomUUID()] };

  const onlyLogout: Stage = (request, next) =>
    /^\/games\/fun\/user\/logout\/?(\?|$)/.test(request.url ?? '') ? next() : { code: 404, text: '未找到。' };
  const onlyPost: Stage = (request, next) =>
    request.method === 'POST' ? next() : { code: 405, text: '请使用 POST。' };
  const onlyOwners: Stage = (request, next) =>
    owners.has(tokenOf(request)) ? next() : { code: 401, text: '请先登录。' };
  const end: Stage = (request) => {
    if (!online.delete(owners.get(tokenOf(request)) ?? '')) return { code: 400, text: '退出登录失败！' };
    owners.delete(tokenOf(request));
    return { code: 200, text: '你已成功退出登录！' };
  };

  const server = createServer((request, response) => {
    send(response, run([onlyLogout, onlyPost, onlyOwners, end], request));
  });
  const { url, close } = await serveLocally(server);
  return { url: `${url}/games/fun`, fixtures, close };
}

function tokenOf(request: IncomingMessage): string {
  const header = request.headers.authorization ?? '';
  return header.startsWith('Bearer ') ? header.slice('Bearer '.length) : '';
}

function run([stage, ...later]: readonly Stage[], request: IncomingMessage): Verdict {
  if (stage === undefined) return { code: 400, text: '退出登录失败！' };
  return stage(request, () => run(later, request));
}

function send(response: ServerResponse, { code, text }: Verdict): void {
  response.writeHead(code, {
    'Content-Type': 'application/json;charset=utf-8',
    'Access-Control-Allow-Origin': '*',
    'Set-Cookie': ['seen=1; Path=/', 'theme=dark; Path=/'],
    'Strict-Transport-Security': 'max-age=31536000',
    'Cache-Control': 'no-store',
    'X-Request-Id': randomUUID(),
  });
  response.end(JSON.stringify({ Message: text, RequestType: 1, Event: 'user_logout', StatusCode: code, Data: {} }));
}
