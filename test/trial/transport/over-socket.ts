import { STATUS_CODES } from 'node:http';
import { createServer, type Socket } from 'node:net';
import type { Answer, Call, Handler } from './answer.js';
import { listen, type Listening } from './listen.js';
import { RequestReader } from './request-reader.js';

export interface SocketOptions {
  /** Ends each connection after its first answer. @default false */
  readonly closing?: boolean;
  /** Sends the body in chunks. @default false */
  readonly chunked?: boolean;
  /** How a header name is spelt. @default as the handler spells it */
  readonly spell?: (name: string) => string;
  /** Answers in the manner of HTTP/1.0: no length, the body ends with the connection. @default false */
  readonly http10?: boolean;
  /** Writes byte by byte, so that no read sees a whole answer. @default false */
  readonly dribbling?: boolean;
}

/** Serves a handler from a bare socket, every byte of the answer our own. */
export function overSocket(handler: Handler, options: SocketOptions = {}): Promise<Listening> {
  return listen(createServer((socket) => void converse(socket, handler, options)));
}

async function converse(socket: Socket, handler: Handler, options: SocketOptions): Promise<void> {
  const reader = new RequestReader(socket);
  for (;;) {
    const call = await reader.next();
    if (call === undefined) break;
    const answer = await handler(call);
    if (answer.status === 0) {
      socket.destroy();
      return;
    }
    await send(socket, compose(answer, call, options), options);
    if (options.closing === true || options.http10 === true || call.headers.get('connection') === 'close') {
      socket.end();
      return;
    }
  }
}

function compose(answer: Answer, call: Call, options: SocketOptions): Buffer {
  const spell = options.spell ?? ((name: string) => name);
  const body = call.method === 'HEAD' ? Buffer.alloc(0) : Buffer.from(answer.body);
  const framing = frame(answer, body, options);
  const headers = { ...answer.headers, ...framing };
  const status = `HTTP/${options.http10 === true ? '1.0' : '1.1'} ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`;
  const lines = [status, ...Object.entries(headers).map(([name, value]) => `${spell(name)}: ${value}`)];
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  return Buffer.concat([head, 'Transfer-Encoding' in framing ? inChunks(body) : body]);
}

/** The headers that tell where the body ends. */
function frame({ status, headers }: Answer, body: Buffer, { closing, chunked, http10 }: SocketOptions): object {
  const connection = closing === true || http10 === true ? { Connection: 'close' } : {};
  if (status === 204 || http10 === true || 'Content-Length' in headers) return connection;
  const isChunked = chunked === true && body.length > 0;
  return { ...connection, ...(isChunked ? { 'Transfer-Encoding': 'chunked' } : { 'Content-Length': body.length }) };
}

function inChunks(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; at += 7) {
    const part = body.subarray(at, at + 7);
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')]);
}

async function send(socket: Socket, bytes: Buffer, options: SocketOptions): Promise<void> {
  if (options.dribbling !== true) {
    socket.write(bytes);
    return;
  }
  socket.setNoDelay(true);
  for (const byte of bytes) {
    socket.write(Buffer.of(byte));
    await new Promise(setImmediate);
  }
}
