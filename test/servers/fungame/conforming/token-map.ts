import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ConformingServer, FunGameFixtures, RunningServer } from '../../trial-server.js';
import { serveLocally } from '../serve-locally.js';

type Standing = 'live' | 'sessionless' | 'expired' | 'ended';

/** The document word for word: one map from opaque token to its standing. */
export const tokenMap: ConformingServer<FunGameFixtures> = {
  name: 'opaque tokens in a map, the document word for word',
  start,
};

async function start(): Promise<RunningServer<FunGameFixtures>> {
  const standings = new Map<string, Standing>();
  const fixtures = {
    tokens: issue(standings, 'live', 4),
    sessionlessTokens: issue(standings, 'sessionless', 2),
    expiredTokens: issue(standings, 'expired', 1),
  };
  const server = createServer((request, response) => {
    answer(request, response, standings);
  });
  return { fixtures, ...(await serveLocally(server)) };
}

function issue(standings: Map<string, Standing>, standing: Standing, count: number): string[] {
  const tokens = Array.from({ length: count }, () => randomBytes(24).toString('base64url'));
  for (const token of tokens) standings.set(token, standing);
  return tokens;
}

function answer(request: IncomingMessage, response: ServerResponse, standings: Map<string, Standing>): void {
  const path = (request.url ?? '').replace(/\?.*$/, '');
  if (path !== '/user/logout' && path !== '/user/logout/') {
    response.writeHead(404).end();
  } else if (request.method !== 'POST') {
    response.writeHead(405, { Allow: 'POST' }).end();
  } else {
    logOut(request.headers.authorization ?? '', response, standings);
  }
}

function logOut(authorization: string, response: ServerResponse, standings: Map<string, Standing>): void {
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
  const standing = standings.get(token);
  if (standing === 'live') {
    standings.set(token, 'ended');
    sendPayload(response, 200, '你已成功退出登录！');
  } else if (standing === 'sessionless') {
    sendPayload(response, 400, '退出登录失败！');
  } else {
    response.writeHead(401, { 'WWW-Authenticate': 'Bearer' }).end();
  }
}

function sendPayload(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify({ RequestType: 1, StatusCode: status, Message: message, Data: {} }));
}
