import cors from 'cors';
import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isIPv6, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { UserError, messageOf, systemCodeOf } from '../errors.js';
import { originForm, type Handler } from './handler.js';
import { reasonHeader } from './reason.js';
import { problem } from './reply.js';

/** Something else that is served beside the APIs. */
export interface Door {
  /** The path that it stands at, with whatever is below. */
  readonly path: string;
  readonly handler: Handler;
  close(): Promise<void>;
}

export interface ServerOptions {
  /** @default 127.0.0.1 */
  readonly host?: string | undefined;
  /** 0 is any free port. @default 4010 */
  readonly port?: number | undefined;
  /** Whether browsers of any origin may call. @default true */
  readonly cors?: boolean | undefined;
  /** @default none */
  readonly door?: Door | undefined;
  /** What a person reads who opens the mock in a browser. */
  readonly frontPage: () => string;
  /** Whether an operation answers `GET /`, so that there is no room for the front page. */
  readonly ownsRoot: () => boolean;
}

export interface RunningServer {
  /** Without a trailing slash. */
  readonly url: string;
  /** Refuses new connections, lets requests under way finish, and resolves when the last is answered. */
  close(): Promise<void>;
}

/**
 * Serves a handler on `node:http`. Express serves what is not hot: the front page.
 * @throws UserError PORT_IN_USE or LISTEN_FAILED.
 */
export async function startServer(handler: Handler, options: ServerOptions): Promise<RunningServer> {
  const { host = '127.0.0.1', port = 4010 } = options;
  const allowOrigins = options.cors === false ? undefined : createCors();
  const aside = createAside(options.frontPage);
  const server = createServer({ requireHostHeader: false }, (request, response) => {
    if (lacksHost(request)) {
      refuseMalformed(response, 400, 'HTTP/1.1 requires a Host header.');
      return;
    }
    if (options.door !== undefined && isBelow(request, options.door.path)) {
      options.door.handler(request, response);
      return;
    }
    const serve: Handler = isFrontPage(request) && !options.ownsRoot() ? aside : handler;
    // Without an origin there is nobody to allow, and the headers for that were a third of the time of a request.
    if (allowOrigins === undefined || request.headers.origin === undefined) serve(request, response);
    else
      allowOrigins(request, response, () => {
        serve(request, response);
      });
  });
  server.requestTimeout = 30_000; // whoever sends for longer is not going to finish
  server.on('clientError', answerClientError);
  server.on('connect', (_request, socket) => hangUp(socket, 405, 'This is no proxy.'));
  server.on('checkExpectation', (_request, response) => refuseMalformed(response, 417, 'Only 100-continue is known.'));
  const connections = trackConnections(server);
  await listen(server, host, port);
  const address = server.address() as AddressInfo; // listening on TCP, so never a pipe's name
  return {
    url: `http://${isIPv6(host) ? `[${host}]` : host}:${String(address.port)}`,
    close: () => close(server, connections),
  };
}

// What answers of the bundled APIs carry beyond the headers that every script may read.
const apiHeaders = ['X-Tt-Logid', 'X-Ogw-Ratelimit-Limit', 'X-Ogw-Ratelimit-Reset', 'Retry-After'];

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

function createCors(): Middleware {
  return cors((request, callback) => {
    const asked = request.headers['access-control-request-method'];
    callback(null, {
      origin: true,
      credentials: true,
      exposedHeaders: [reasonHeader, 'Preference-Applied', 'WWW-Authenticate', 'Allow', ...apiHeaders],
      ...(typeof asked === 'string' && { methods: asked }),
      // Without this header it is no preflight (Fetch standard), but a method like any other.
      preflightContinue: asked === undefined,
    });
  });
}

// RFC 9112 section 3.2
function lacksHost({ headers, httpVersion }: IncomingMessage): boolean {
  return headers.host === undefined && httpVersion === '1.1';
}

function isBelow({ url = '/' }: IncomingMessage, path: string): boolean {
  const target = originForm(url);
  return target.startsWith(path) && /^(?:[/?]|$)/.test(target.slice(path.length));
}

function isFrontPage({ method, url }: IncomingMessage): boolean {
  return url === '/' && (method === 'GET' || method === 'HEAD');
}

// Express is loaded for the first person who looks.
function createAside(frontPage: () => string): Handler {
  const load = async (): Promise<Handler> => {
    const { default: express } = await import('express');
    const app = express();
    app.disable('x-powered-by');
    app.get('/', (_request, response) => {
      response.type('text/plain').send(frontPage());
    });
    return app;
  };
  let ready: Promise<Handler> | undefined;
  return (request, response) => {
    ready ??= load();
    void ready.then((serve) => {
      serve(request, response);
    });
  };
}

// Node.js cannot parse these requests, so there is nothing to match: refuse and hang up.
function answerClientError(error: NodeJS.ErrnoException & { rawPacket?: Buffer }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const isHead = error.rawPacket?.toString('latin1', 0, 5) === 'HEAD ';
  hangUp(socket, status, 'The request is not well-formed HTTP/1.1.', isHead);
}

// An answer to HEAD has no body (RFC 9110 section 9.3.2).
function hangUp(socket: Duplex, status: number, detail: string, isHead = false): void {
  socket.on('error', () => socket.destroy()); // the client may be gone already
  const { headers, body = '' } = problem(status, 'REQUEST_MALFORMED', detail);
  const fields = { ...headers, 'Content-Length': String(Buffer.byteLength(body)), Connection: 'close' };
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...Object.entries(fields).map((field) => field.join(': ')),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${isHead ? '' : body}`);
}

function refuseMalformed(response: ServerResponse, status: number, detail: string): void {
  const { headers, body } = problem(status, 'REQUEST_MALFORMED', detail);
  const length = { 'Content-Length': Buffer.byteLength(body ?? '') };
  response.writeHead(status, { ...headers, ...length, Connection: 'close' }).end(body);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UserError('ARGUMENT_INVALID', `A port is a number from 0 to 65535, not ${port}.`);
  }
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(explainListen(error, host, port));
    });
    server.listen(port, host, resolve);
  });
}

function explainListen(error: Error, host: string, port: number): UserError {
  if (systemCodeOf(error) === 'EADDRINUSE') {
    const message = `Port ${String(port)} of ${host} is in use. Choose another with -p, or -p 0 for any free one.`;
    return new UserError('PORT_IN_USE', message, { cause: error });
  }
  const message = `Cannot listen on ${host}, port ${String(port)}: ${messageOf(error)}.`;
  return new UserError('LISTEN_FAILED', message, { cause: error });
}

// Which connections wait for an answer, and for how many: the others can be ended at once when the server closes.
function trackConnections(server: Server): { readonly endIdle: () => void } {
  const pending = new Map<Socket, number>();
  let isClosing = false;
  const add = (socket: Socket, change: number): void => {
    if (!pending.has(socket)) return;
    const count = (pending.get(socket) ?? 0) + change;
    pending.set(socket, count);
    if (isClosing && count === 0) socket.end();
  };
  server.on('connection', (socket) => {
    pending.set(socket, 0);
    socket.on('close', () => pending.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    add(socket, 1);
    response.on('close', () => add(socket, -1));
  });
  return {
    endIdle() {
      isClosing = true;
      for (const [socket, count] of pending) if (count === 0) socket.destroy();
    },
  };
}

function close(server: Server, { endIdle }: { readonly endIdle: () => void }): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    endIdle();
  });
}
