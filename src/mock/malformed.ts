import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '../errors.js';
import { endSoon } from './connections.js';
import { problem } from './reply.js';

/** Node.js cannot parse these requests, so there is nothing to match: refuse and hang up. */
export function answerClientError(error: NodeJS.ErrnoException & { rawPacket?: Buffer }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const isHead = error.rawPacket?.toString('latin1', 0, 5) === 'HEAD ';
  hangUp(socket, status, 'The request is not well-formed HTTP/1.1.', isHead);
}

/** Answers on a bare connection and ends it. An answer to HEAD has no body (RFC 9110 section 9.3.2). */
export function hangUp(socket: Duplex, status: number, detail: string, isHead = false): void {
  socket.on('error', () => socket.destroy()); // the client may be gone already
  const { headers, body } = problem(status, 'REQUEST_MALFORMED', detail);
  const fields = { ...headers, 'Content-Length': String(Buffer.byteLength(body)), Connection: 'close' };
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...Object.entries(fields).map((field) => field.join(': ')),
  ];
  endSoon(socket, 2000, `${head.join('\r\n')}\r\n\r\n${isHead ? '' : body}`);
}

/** Refuses a request before anybody has read it, and closes its connection. */
export function refuseUnread(
  response: ServerResponse,
  status: number,
  detail: string,
  code: ErrorCode = 'REQUEST_MALFORMED',
): void {
  const { headers, body } = problem(status, code, detail);
  const length = { 'Content-Length': Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, ...length, Connection: 'close' }).end(body);
}
