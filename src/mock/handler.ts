import type { IncomingMessage, ServerResponse } from 'node:http';
import { UserError, type ErrorCode } from '../errors.js';
import type { Handled } from './give.js';
import { groupHeaders, type Incoming } from './incoming.js';
import type { LogLine } from './log.js';
import { bodyLimit, readBody } from './read-body.js';
import { reasonHeader, showReason } from './reason.js';
import { problem } from './reply.js';
import { travel, type Surroundings } from './road.js';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface HandlerOptions {
  /** Asked anew for every request, so that a reloaded description serves at once. */
  readonly surroundings: () => Surroundings;
  readonly log: (line: LogLine) => void;
  /** Told of every bug of ours. */
  readonly onBug: (error: unknown) => void;
  /** Milliseconds, for the log. @default performance.now */
  readonly clock?: () => number;
}

/**
 * The mock as a plain `node:http` request listener. Every request gets exactly one reply, also when its body is too
 * large, when it asks for an answer that does not exist, and when we have a bug.
 */
export function createHandler({ surroundings, log, onBug, clock = () => performance.now() }: HandlerOptions): Handler {
  return (request, response) => {
    const start = clock();
    const { method = 'GET', url = '/' } = request;
    const [path = '/', query = ''] = originForm(url).split(/\?(.*)/s);
    handle(request, { method, path, query }, surroundings)
      .catch((error: unknown) => (request.errored === null ? explain(error, onBug) : undefined))
      .then((handled) => {
        if (handled === undefined || response.destroyed) return; // the client went away
        const { reply, answer, why } = handled;
        const hasLength = reply.status !== 204 && reply.status !== 304; // RFC 9110 section 8.6
        const length = hasLength ? { 'Content-Length': Buffer.byteLength(reply.body ?? '') } : {};
        response.writeHead(reply.status, { ...length, ...reply.headers });
        response.end(reply.body);
        log({ method, path, status: reply.status, answer, why, milliseconds: clock() - start });
      })
      .catch(onBug);
  };
}

// RFC 9112 section 3.2.2: the absolute form, as proxies get it, is accepted too.
function originForm(url: string): string {
  const absolute = /^https?:\/\/[^/?#]*/i.exec(url)?.[0];
  if (absolute === undefined) return url;
  const rest = url.slice(absolute.length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

interface Target {
  readonly method: string;
  readonly path: string;
  readonly query: string;
}

async function handle(
  request: IncomingMessage,
  { method, path, query }: Target,
  surroundings: () => Surroundings,
): Promise<Handled> {
  const body = await readBody(request);
  if (body === 'too-large') {
    throw new UserError('BODY_TOO_LARGE', `The body is larger than ${String(bodyLimit)} bytes.`);
  }
  const headers = groupHeaders(request.rawHeaders);
  const incoming: Incoming = { method, path, query: new URLSearchParams(query), headers, body };
  return travel(incoming, surroundings());
}

const statusOfCode: Readonly<Partial<Record<ErrorCode, number>>> = {
  BODY_TOO_LARGE: 413,
  EXAMPLE_UNKNOWN: 400,
  PREFERENCE_INVALID: 400,
};

function explain(error: unknown, onBug: (error: unknown) => void): Handled {
  const status = error instanceof UserError ? statusOfCode[error.code] : undefined;
  if (error instanceof UserError && status !== undefined) {
    const reason = { rule: error.code, pointer: '', message: error.message, statements: [] };
    const reply = problem(status, error.code, error.message);
    const headers = { ...reply.headers, [reasonHeader]: showReason(reason, undefined) };
    return { reply: { ...reply, headers }, answer: error.code, why: error.message };
  }
  onBug(error);
  const reply = problem(500, 'INTERNAL_ERROR', 'The mock has a bug; its log has the details.');
  return { reply, answer: 'INTERNAL_ERROR', why: 'a bug of the mock' };
}
