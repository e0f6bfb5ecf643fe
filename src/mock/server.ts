import cors from 'cors';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isIPv6, type AddressInfo } from 'node:net';
import { UserError, messageOf, systemCodeOf } from '../errors.js';
import { lazily } from './lazily.js';
import { trackConnections, type Connections } from './connections.js';
import { originForm, type Handler } from './handler.js';
import { answerClientError, hangUp, refuseUnread } from './malformed.js';
import { reasonHeader } from './reason.js';

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
  /** Milliseconds after which closing waits for nobody any more. @default 10,000 */
  readonly closeTimeout?: number | undefined;
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
      refuseUnread(response, 400, 'HTTP/1.1 requires a Host header.');
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
  server.headersTimeout = 30_000; // its default is longer, and Node.js would take the longer one for both
  server.on('clientError', answerClientError);
  server.on('connect', (_request, socket) => hangUp(socket, 405, 'This is no proxy.'));
  server.on('checkExpectation', (_request, response) => refuseUnread(response, 417, 'Only 100-continue is known.'));
  const connections = trackConnections(server, {
    refuse: (response) => refuseUnread(response, 503, 'The mock is stopping.', 'STOPPING'),
    deadline: options.closeTimeout ?? 10_000,
  });
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
  const ready = lazily(load);
  return (request, response) => {
    void ready().then(
      (serve) => serve(request, response),
      () => refuseUnread(response, 503, 'The front page cannot be loaded just now.', 'UNAVAILABLE'),
    );
  };
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

function close(server: Server, connections: Connections): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    connections.end();
  });
}
