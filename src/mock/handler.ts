import type { IncomingMessage, ServerResponse } from 'node:http';
import { defaultWorld } from '../state/worlds.js';
import { accountOf, type Account } from './account.js';
import { deliver } from './deliver.js';
import { groupHeaders, type Handled, type Incoming } from './incoming.js';
import type { LogLine } from './log.js';
import type { CreateMask } from './mask.js';
import { readBody } from './read-body.js';
import { travel, type Surroundings } from './road.js';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface HandlerOptions {
  /** Asked anew for every request, so that a reloaded description serves at once. */
  readonly surroundings: () => Surroundings;
  readonly createMask: CreateMask;
  /** Whether exchanges are told to the journals of their worlds. */
  readonly journaling: boolean;
  readonly log: (line: LogLine) => void;
  /** Told of every bug of ours. */
  readonly onBug: (error: unknown) => void;
  /** Aborted when the mock closes. */
  readonly closing: AbortSignal;
  /** Milliseconds, to measure with. @default performance.now */
  readonly clock?: () => number;
}

/**
 * The mock as a plain `node:http` request listener. Every request gets exactly one reply and one entry in the journal
 * of its world, which stands there before the reply is sent.
 */
export function createHandler(options: HandlerOptions): Handler {
  return (request, response) => {
    handle(request, response, options).catch((error: unknown) => {
      if (request.errored === null) options.onBug(error);
      response.destroy(); // the client went away, or we have a bug that could not even be told
    });
  };
}

async function handle(request: IncomingMessage, response: ServerResponse, options: HandlerOptions): Promise<void> {
  const { surroundings, createMask, journaling, log, closing, clock = () => performance.now() } = options;
  const start = clock();
  const incoming = await readIncoming(request);
  const travelled = await travel(incoming, surroundings());
  const { world, handled } = travelled;
  const account = accountOf(incoming, travelled, createMask(), { at: world.now(), milliseconds: clock() - start });
  if (journaling) await world.journal.append(account);
  try {
    log(toLine(account, handled));
  } catch (error) {
    options.onBug(error); // whoever listens may break, and nobody goes without an answer for that
  }
  await deliver(response, handled, closing);
}

function toLine({ request, world, answer, why, milliseconds, fault }: Account, { reply }: Handled): LogLine {
  const where = world === defaultWorld ? {} : { world };
  const { method, path } = request;
  return { method, path, status: reply.status, answer, why, milliseconds, ...where, ...(fault && { fault }) };
}

/** Reads a request of `node:http` whole, as far as its size allows. */
export async function readIncoming(request: IncomingMessage): Promise<Incoming> {
  const { method = 'GET', url = '/' } = request;
  const [path = '/', query = ''] = originForm(url).split(/\?(.*)/s);
  const headers = groupHeaders(request.rawHeaders);
  const authority = authorityOf(url);
  const body = await readBody(request);
  return {
    method,
    path,
    query: new URLSearchParams(query),
    headers: authority === undefined ? headers : { ...headers, host: [authority] },
    body: body === 'too-large' ? new Uint8Array() : body,
    isTooLarge: body === 'too-large',
  };
}

// RFC 9112 section 3.2.2: the host of a target in absolute form goes before the header.
function authorityOf(url: string): string | undefined {
  return /^https?:\/\/([^/?#]*)/i.exec(url)?.[1];
}

/** The path and query of a request target; RFC 9112 section 3.2.2: the absolute form is accepted too. */
export function originForm(url: string): string {
  const absolute = /^https?:\/\/[^/?#]*/i.exec(url)?.[0];
  if (absolute === undefined) return url;
  const rest = url.slice(absolute.length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}
