import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { ConformingServer, FunGameFixtures, RunningServer } from '../../trial-server.js';
import { serveLocally } from '../serve-locally.js';

/** Looks at the credential before path and method and answers 401 with a page. */
export const doorkeeper: ConformingServer<FunGameFixtures> = {
  name: 'credentials before everything, HTML for 401',
  start,
};

async function start(): Promise<RunningServer<FunGameFixtures>> {
  const guests = new Set(['谢', '王', '李', '张', '刘'].map(toToken));
  const strangers = new Set(['陈', '杨'].map(toToken));
  const fixtures = { tokens: [...guests], sessionlessTokens: [...strangers], expiredTokens: [toToken('赵')] };

  const server = createServer(({ headers, method, url = '' }, response) => {
    const header = headers.authorization ?? '';
    const token = header.startsWith('Bearer ') ? header.slice(7).trim() : '';
    if (!guests.has(token) && !strangers.has(token)) {
      showPage(response);
      return;
    }
    if (url.replace(/\?.*/, '') !== '/user/logout') {
      sendEmpty(response, 404);
      return;
    }
    if (method !== 'POST') {
      sendEmpty(response, 401);
      return;
    }
    guests.delete(token) ? sayGoodbye(response) : apologise(response);
  });
  return { fixtures, ...(await serveLocally(server)) };
}

function toToken(name: string): string {
  return Buffer.from(`${name}:${randomBytes(9).toString('hex')}`).toString('base64');
}

function showPage(response: ServerResponse): void {
  response.writeHead(401, { 'Content-Type': 'text/html' });
  response.end('<!doctype html><title>401</title><h1>401 Unauthorized</h1>');
}

function sendEmpty(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Length': 0 }).end();
}

function sayGoodbye(response: ServerResponse): void {
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end('{"RequestType":1,"StatusCode":200,"Message":"你已成功退出登录！","Data":{}}');
}

function apologise(response: ServerResponse): void {
  response.statusCode = 400;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end('{"RequestType":1,"StatusCode":400,"Message":"退出登录失败！","Data":{}}');
}
