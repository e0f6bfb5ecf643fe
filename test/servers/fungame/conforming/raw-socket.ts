import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { ConformingServer, FunGameFixtures, RunningServer } from '../../trial-server.js';

/** HTTP written by hand on a socket: no Content-Length, the end of the connection ends the body. */
export const rawSocket: ConformingServer<FunGameFixtures> = {
  name: 'HTTP by hand on a socket, Chinese escaped, 501 for other methods',
  start,
};

async function start(): Promise<RunningServer<FunGameFixtures>> {
  const fixtures = { tokens: draw(4), sessionlessTokens: draw(2), expiredTokens: draw(2) };
  const known = new Map<string, 'in' | 'out'>();
  for (const token of fixtures.tokens) known.set(token, 'in');
  for (const token of fixtures.sessionlessTokens) known.set(token, 'out');
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    converse(socket, known);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A server that listens on a TCP port always has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, fixtures, close: () => hangUp(server, sockets) };
}

function draw(count: number): string[] {
  return Array.from({ length: count }, () => `${randomInt(2 ** 40)}.${randomInt(2 ** 40)}`);
}

function converse(socket: Socket, known: Map<string, 'in' | 'out'>): void {
  let heard = '';
  // A caller that goes away early is no reason to stop.
  socket.on('error', () => socket.destroy());
  socket.setEncoding('latin1');
  socket.on('data', (part: string) => {
    if (isComplete(heard)) return;
    heard += part;
    if (isComplete(heard)) socket.end(answer(heard, known));
  });
}

/** Hears the body out as well: closing on unread bytes would reset the connection. */
function isComplete(heard: string): boolean {
  const [head = '', ...rest] = heard.split('\r\n\r\n');
  if (rest.length === 0) return false;
  const body = rest.join('\r\n\r\n');
  if (/^transfer-encoding:.*chunked/im.test(head)) return /(^|\r\n)0\r\n/.test(`${body}\r\n`);
  return body.length >= Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
}

function answer(heard: string, known: Map<string, 'in' | 'out'>): string {
  const [method, target = ''] = heard.split(' ', 2);
  if (!/^\/user\/logout\/?(\?.*)?$/.test(target)) return 'HTTP/1.1 404 Nothing here\r\nconnection: close\r\n\r\n';
  if (method !== 'POST') return 'HTTP/1.1 501 Only POST\r\nconnection: close\r\n\r\n';
  const token = /^authorization: *Bearer +(\S+) *$/im.exec(heard.split('\r\n\r\n')[0] ?? '')?.[1] ?? '';
  const place = known.get(token);
  if (place === undefined) return 'HTTP/1.1 401 Who are you\r\nconnection: close\r\n\r\n';
  if (place === 'out') return withPayload('400 Not in', 400, '\\u9000\\u51fa\\u767b\\u5f55\\u5931\\u8d25\\uff01');
  known.delete(token);
  return withPayload('200 Bye', 200, '\\u4f60\\u5df2\\u6210\\u529f\\u9000\\u51fa\\u767b\\u5f55\\uff01');
}

function withPayload(line: string, code: number, message: string): string {
  const head = `HTTP/1.1 ${line}\r\ncontent-type:application/json\r\nconnection: close\r\n\r\n`;
  return `${head}\n{ "Message" : "${message}" ,\n "Data" : { } , "StatusCode" : ${code} , "RequestType" : 1 }\n`;
}

function hangUp(server: Server, sockets: Set<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    for (const socket of sockets) socket.destroy();
  });
}
