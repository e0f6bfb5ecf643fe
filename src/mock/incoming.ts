import type { Headers } from '../exchange.js';

/** A request as it reached the mock, read but not yet understood. */
export interface Incoming {
  readonly method: string;
  /** The path as it was sent, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** What goes back to the client. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent: no body at all. */
  readonly body?: string;
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
