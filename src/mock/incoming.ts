import type { Headers } from '../exchange.js';
import type { Plan } from '../state/queue.js';
import { createMemo } from './memo.js';

/** A request as it reached the mock, read but not yet understood. */
export interface Incoming {
  readonly method: string;
  /** The path as it was sent, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The query as it was sent. @default as `query` writes it */
  readonly search?: string;
  readonly headers: Headers;
  /** Empty when it was too large to be read. */
  readonly body: Uint8Array;
  /** The most bytes that the mock takes, where the body has more of them. @default the body was read */
  readonly exceeds?: number | undefined;
}

/** What goes back to the client. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent: no body at all. */
  readonly body?: string | Uint8Array | undefined;
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

const none: readonly string[] = [];

/** The values of a header, in the order of arrival. */
export function headerValues(headers: Headers, name: string): readonly string[] {
  return headers[lowerCase(name)] ?? none;
}

/** Groups Node.js' flat list of raw headers by lower-case name, keeping repeated headers apart. */
export function groupHeaders(rawHeaders: readonly string[]): Headers {
  const grouped = bareRecord<string[]>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = lowerCase(rawHeaders[index] ?? '');
    const value = rawHeaders[index + 1] ?? '';
    const values = grouped[name];
    if (values === undefined) grouped[name] = [value];
    else values.push(value);
  }
  return grouped;
}

/**
 * A record in which no name has a meaning of its own, not even `__proto__`. What `Object.create(null)` makes V8 takes for
 * a large dictionary, four times the size.
 */
export function bareRecord<T>(): Record<string, T> {
  return new Bare() as Record<string, T>;
}

const Bare = function (): void {
  // nothing to begin with
} as unknown as new () => Record<string, unknown>;
Bare.prototype = Object.freeze(Object.create(null)) as object;

const memo = createMemo<string>();

// The same few names come with every request; a text that is known already is found faster than one that is made.
function lowerCase(name: string): string {
  return memo(name, toLowerCase);
}

function toLowerCase(text: string): string {
  return text.toLowerCase();
}
