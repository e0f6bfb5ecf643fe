import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { ConformingServer, FunGameFixtures, RunningServer } from '../../trial-server.js';
import { serveLocally } from '../serve-locally.js';

/** Every 401 carries a problem+json body, and only the one path and method exist. */
export const problemDetails: ConformingServer<FunGameFixtures> = {
  name: 'problem+json for every 401, 404 for everything else',
  start: async (): Promise<RunningServer<FunGameFixtures>> => {
    const office = new LogoutOffice();
    return { fixtures: office.fixtures, ...(await serveLocally(office.server())) };
  },
};

class LogoutOffice {
  readonly fixtures: FunGameFixtures = {
    tokens: ['member.1', 'member.2', 'member.3', 'member.4'],
    sessionlessTokens: ['visitor.1', 'visitor.2'],
    expiredTokens: ['veteran.1'],
  };
  readonly #present = new Set<string>(this.fixtures.tokens);
  readonly #absent = new Set<string>(this.fixtures.sessionlessTokens);

  server(): Server {
    return createServer((request, response) => {
      this.#receive(request, response);
    });
  }

  #receive(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (`${request.method} ${pathname}` !== 'POST /user/logout') {
      this.#sendProblem(response, 404, 'Not Found');
      return;
    }
    const [, token = ''] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
    this.#logOut(token, response);
  }

  #logOut(token: string, response: ServerResponse): void {
    if (this.#present.delete(token)) this.#sendPayload(response, 200, '你已成功退出登录！');
    else if (this.#absent.has(token)) this.#sendPayload(response, 400, '退出登录失败！');
    else this.#sendProblem(response, 401, 'Unauthorized');
  }

  #sendPayload(response: ServerResponse, status: number, message: string): void {
    response.statusCode = status;
    // Media types are compared without regard to case.
    response.setHeader('Content-Type', 'Application/JSON;charset="UTF-8"');
    response.end(JSON.stringify({ StatusCode: status, RequestType: 1, Message: message, Data: {} }));
  }

  #sendProblem(response: ServerResponse, status: number, title: string): void {
    response.statusCode = status;
    response.setHeader('Content-Type', 'application/problem+json');
    response.end(JSON.stringify({ type: `https://httpstatuses.example/${status}`, title, status }));
  }
}
