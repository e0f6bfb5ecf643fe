import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { ConformingServer, FunGameFixtures, RunningServer } from '../../trial-server.js';
import { serveLocally } from '../serve-locally.js';

interface Ticket {
  readonly word: string;
  readonly until: number;
  seated: boolean;
  torn: boolean;
}

/** Compresses every body, asked or not; tickets in a list. */
export const gzipped: ConformingServer<FunGameFixtures> = {
  name: 'every body gzipped, members in reverse order',
  start,
};

async function start(): Promise<RunningServer<FunGameFixtures>> {
  const tickets = printTickets();
  const server = createServer((request, response) => {
    const { status, body } = receive(tickets, `${request.method} ${request.url}`, request.headers.authorization);
    const packed = gzipSync(JSON.stringify(body));
    response.writeHead(status, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Encoding': 'gzip',
      'Content-Length': packed.length,
      Vary: 'Accept-Encoding',
    });
    response.end(packed);
  });
  const words = (wanted: (ticket: Ticket) => boolean) => tickets.filter(wanted).map(({ word }) => word);
  const fixtures = {
    tokens: words(({ until, seated }) => until > Date.now() && seated),
    sessionlessTokens: words(({ seated }) => !seated),
    expiredTokens: words(({ until }) => until <= Date.now()),
  };
  return { fixtures, ...(await serveLocally(server)) };
}

function printTickets(): Ticket[] {
  const tonight = Date.now() + 1_800_000;
  const yesterday = Date.now() - 86_400_000;
  const fresh = ['one', 'two', 'three', 'four'].map((word) => ({ word, until: tonight, seated: true, torn: false }));
  const standing = ['five', 'six', 'seven'].map((word) => ({ word, until: tonight, seated: false, torn: false }));
  const stale = ['eight', 'nine'].map((word) => ({ word, until: yesterday, seated: true, torn: false }));
  return [...fresh, ...standing, ...stale].map((ticket) => ({ ...ticket, word: `ticket-${ticket.word}` }));
}

function receive(
  tickets: Ticket[],
  line: string,
  authorization: string | undefined,
): { readonly status: number; readonly body: object } {
  if (!/^POST \/user\/logout\/?(\?.*)?$/.test(line)) return { status: 404, body: { error: 'not found' } };
  const ticket = tickets.find(({ word }) => authorization === `Bearer ${word}`);
  if (ticket === undefined || ticket.torn || ticket.until <= Date.now()) {
    return { status: 401, body: { error: 'unauthorized' } };
  }
  if (!ticket.seated) return payload(400, '退出登录失败！');
  ticket.torn = true;
  return payload(200, '你已成功退出登录！');
}

function payload(status: number, text: string): { readonly status: number; readonly body: object } {
  return { status, body: { Data: {}, Message: text, StatusCode: status, RequestType: 1 } };
}
