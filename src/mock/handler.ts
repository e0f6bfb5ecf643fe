import type { IncomingMessage, ServerResponse } from 'node:http';
import { attend, type AttendOptions } from './attend.js';
import { deliver } from './deliver.js';
import { groupHeaders, type Incoming } from './incoming.js';
import { readBody } from './read-body.js';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface HandlerOptions extends AttendOptions {
  /** Aborted when the mock closes. */
  readonly closing: AbortSignal;
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
  const handled = await attend(() => readIncoming(request), options);
  await deliver(response, handled, options.closing);
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
