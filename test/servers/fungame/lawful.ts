import type { ConformingServer, FunGameFixtures } from '../trial-server.js';
import { bare, isLogoutPath, startBase, type Answer, type Change } from './base.js';

/** The base, made different where the document leaves it open. */
export const lawfulFunGameServers: readonly ConformingServer<FunGameFixtures>[] = [
  lawful('GET shows a page', byGet({ status: 200, headers: { 'Content-Type': 'text/html' }, body: '<form></form>' })),
  lawful('GET is 204', byGet(bare(204))),
  lawful('other methods are not implemented', ({ route }) => ({
    route: (request) => (request.method === 'POST' ? route(request) : bare(501)),
  })),
  lawful('other methods lead elsewhere', ({ route }) => ({
    route: (request) => (request.method === 'POST' ? route(request) : bare(307, { Location: '/' })),
  })),
  lawful('every connection ends with its answer', ({ write }) => ({
    write: (answer, response) => {
      response.shouldKeepAlive = false;
      write(answer, response);
    },
  })),
  lawful('connections end without a word', ({ write }) => ({
    write: (answer, response) => {
      write(answer, response);
      response.on('finish', () => response.socket?.end());
    },
  })),
];

function lawful(name: string, change: Change): ConformingServer<FunGameFixtures> {
  return { name, start: () => startBase(change) };
}

function byGet(answer: Answer): Change {
  return ({ route }) => ({
    route: (request) => (request.method === 'GET' && isLogoutPath(request.url ?? '') ? answer : route(request)),
  });
}
