import type { IncomingMessage, ServerResponse } from 'node:http';
import { after, recover, type Awaitable } from '../awaitable.js';
import { createAttend, type AttendOptions } from './attend.js';
import { deliver, type DeliverOptions } from './deliver.js';
import { createGather } from './gather.js';
import { groupHeaders, type Handled, type Incoming } from './incoming.js';
import { defaultMaxBody } from './max-body.js';
import { receiveBody } from './receive-body.js';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface HandlerOptions extends AttendOptions, DeliverOptions {
  /** The largest body that is read, in bytes. @default 10 MB */
  readonly maxBody?: number | undefined;
}

/**
 * The mock as a plain `node:http` request listener. Every request gets exactly one reply and one entry in the journal
 * of its world, which stands there before the reply is sent.
 */
export function createHandler(options: HandlerOptions): Handler {
  const attend = createAttend(options);
  const gather = createGather();
  return (request, response) => {
    const giveUp = (error: unknown): void => {
      if (request.errored === null) options.onBug(error);
      response.destroy(); // the client went away, or we have a bug that could not even be told
    };
    const carefully = (run: () => Awaitable<void>) => (): void => void recover(run, giveUp);
    const send = (handled: Handled): void => gather.finish(carefully(() => deliver(response, handled, options)));
    const answer = (incoming: Incoming): void => gather.begin(carefully(() => after(attend(incoming), send)));
    carefully(() => after(readIncoming(request, options.maxBody), answer))();
  };
}

/** Reads a request of `node:http` whole, as far as its size allows. */
export function readIncoming(request: IncomingMessage, maxBody: number = defaultMaxBody): Awaitable<Incoming> {
  const { method = 'GET', url = '/' } = request;
  const target = originForm(url);
  const mark = target.indexOf('?');
  const headers = groupHeaders(request.rawHeaders);
  const authority = authorityOf(url);
  return after(receiveBody(request, maxBody), (body) => ({
    method,
    path: mark === -1 ? target : target.slice(0, mark),
    query: mark === -1 ? none : new URLSearchParams(target.slice(mark + 1)),
    search: mark === -1 ? '' : target.slice(mark + 1),
    headers: authority === undefined ? headers : { ...headers, host: [authority] },
    body: body === 'too-large' ? new Uint8Array() : body,
    ...(body === 'too-large' && { exceeds: maxBody }),
  }));
}

const none = new URLSearchParams(); // nobody changes what was asked

// RFC 9112 section 3.2.2: the host of a target in absolute form goes before the header.
function authorityOf(url: string): string | undefined {
  return url.startsWith('/') ? undefined : /^https?:\/\/([^/?#]*)/i.exec(url)?.[1];
}

/** The path and query of a request target; RFC 9112 section 3.2.2: the absolute form is accepted too. */
export function originForm(url: string): string {
  if (url.startsWith('/')) return url;
  const absolute = /^https?:\/\/[^/?#]*/i.exec(url)?.[0];
  if (absolute === undefined) return url;
  const rest = url.slice(absolute.length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}
