import { connect, type Socket } from 'node:net';
import type { Serving } from '../../src/index.js';

/** What came over a connection, byte for byte, until it was over. */
export interface Received {
  readonly text: string;
  /** How the connection ended: properly, or by the code of an error such as `ECONNRESET`. */
  readonly end: string;
}

export function connectTo(mock: Serving): Socket {
  const { hostname, port } = new URL(mock.url);
  return connect(Number(port), hostname);
}

/** Everything that comes until the connection is over. */
export function receive(socket: Socket): Promise<Received> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let end = 'closed';
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      end = error.code ?? error.message;
    });
    socket.on('close', () => resolve({ text: Buffer.concat(chunks).toString(), end }));
  });
}

/** Sends requests in one go on one connection; the last one has to end it. */
export function exchange(mock: Serving, ...requests: readonly string[]): Promise<Received> {
  const socket = connectTo(mock);
  socket.write(requests.join(''));
  return receive(socket);
}

/** A request that keeps its connection alive, unless its headers say otherwise. */
export function request(line: string, headers: readonly string[] = [], body = ''): string {
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  return [`${line} HTTP/1.1`, 'Host: x', ...headers, ...length, '', body].join('\r\n');
}

/** The same request, ending its connection. */
export function last(line: string, headers: readonly string[] = [], body = ''): string {
  return request(line, [...headers, 'Connection: close'], body);
}
