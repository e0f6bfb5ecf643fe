import type { Headers } from '../exchange.js';
import type { Plan } from '../state/queue.js';

/** A request as it reached the mock, read but not yet understood. */
export interface Incoming {
  readonly method: string;
  /** The path as it was sent, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** Empty when it was too large to be read. */
  readonly body: Uint8Array;
  /** @default false */
  readonly isTooLarge?: boolean;
}

/** What goes back to the client. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent: no body at all. */
  readonly body?: string;
  /** Text that is sent as it comes, in place of a body, until the signal. */
  readonly stream?: (signal: AbortSignal) => AsyncIterable<string>;
}

/** What came of a request: the reply, and for log and journal which answer was chosen and why. */
export interface Handled {
  readonly reply: Reply;
  readonly answer: string;
  readonly why: string;
  /** How the reply travels, if somebody planned that. */
  readonly plan?: Plan;
}

/** The values of a header, in the order of arrival. */
export function headerValues(headers: Headers, name: string): readonly string[] {
  return headers[name.toLowerCase()] ?? [];
}

/** Groups Node.js' flat list of raw headers by lower-case name, keeping repeated headers apart. */
export function groupHeaders(rawHeaders: readonly string[]): Headers {
  const grouped: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    (grouped[name] ??= []).push(rawHeaders[index + 1] ?? '');
  }
  return grouped;
}
