import { textOf } from '../conformance/reply-body.js';
import type { Exchange, Headers, SentRequest } from '../exchange.js';

/** An exchange as a report tells it: texts only, long bodies cut. */
export interface RecordedExchange {
  readonly request: SentRequest;
  readonly reply: { readonly status: number; readonly headers: Headers; readonly body: string };
  /** Milliseconds until the answer was there. */
  readonly duration: number;
}

/** The most letters of a body that a report keeps, so that the reports of long runs stay small. */
const longest = 2000;

/** Keeps an exchange for the report. */
export function recordExchange({ request, reply }: Exchange, duration: number): RecordedExchange {
  const { status, headers } = reply;
  const body = textOf(reply) ?? `${String(reply.body.length)} bytes that are not UTF-8`;
  return {
    request: request.body === undefined ? request : { ...request, body: shorten(request.body) },
    reply: { status, headers: trimmed(headers), body: shorten(body) },
    duration,
  };
}

// A list that grew by pushing holds room for more; in a long run that is most of what is kept.
function trimmed(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.slice()]));
}

function shorten(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
