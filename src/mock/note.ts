import type { Headers } from '../exchange.js';
import type { Fault } from '../state/queue.js';
import { bareRecord, groupHeaders, type Reply } from './incoming.js';
import { matchApi, type ApiMatch } from './match-api.js';
import type { MockedApi } from './mocked-api.js';
import type { Travelled } from './road.js';

/** An exchange as it happened, secrets and all. */
export interface Note {
  readonly match: ApiMatch;
  readonly world: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Headers;
  readonly body: string;
  readonly status: number;
  readonly replyHeaders: Reply['headers'];
  readonly replyBody: string;
  readonly answer: string;
  readonly why: string;
  readonly fault: Fault | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** How long the mock took. */
  readonly milliseconds: number;
}

export function noteDown({ incoming, match, world, handled }: Travelled, milliseconds: number): Note {
  const { method, path, query, headers, body } = incoming;
  const { reply, answer, why, plan } = handled;
  return {
    match,
    world: world.name,
    method,
    path,
    query: query.size === 0 ? '' : query.toString(),
    headers,
    body: body.length === 0 ? '' : utf8.decode(body),
    status: reply.status,
    replyHeaders: reply.headers,
    replyBody: method === 'HEAD' ? '' : textOf(reply.body),
    answer,
    why,
    fault: plan?.fault,
    at: world.now(),
    milliseconds,
  };
}

const utf8 = new TextDecoder();

function textOf(body: Reply['body'] = ''): string {
  return typeof body === 'string' ? body : utf8.decode(body);
}

const separator = '\0';
const longestPacked = 4000;

/**
 * A note as one text, for a journal to keep until somebody reads; JSON would take twice as long.
 * @returns `undefined` for a note that is long, or holds what separates its parts or cannot be written as bytes.
 */
export function packNote(note: Note): string | undefined {
  const { world, method, path, query, body, status, replyBody, answer, why, fault = '', at, milliseconds } = note;
  // Bytes have no room for a lone surrogate, and a secret that has lost one would not be found any more. Only what was
  // escaped in JSON can bring one here.
  if (/\p{Surrogate}/u.test(why)) return undefined;
  const headers = listHeaders(note.headers);
  const numbers = [status, at, milliseconds, headers.length].join(' ');
  const texts = [world, method, path, query, body, replyBody, answer, why, fault, numbers, ...headers];
  for (const name in note.replyHeaders) texts.push(name, note.replyHeaders[name] ?? '');
  let length = 0;
  for (const text of texts) {
    length += text.length;
    if (length > longestPacked || text.includes(separator)) return undefined;
  }
  return texts.join(separator);
}

function listHeaders(headers: Headers): string[] {
  const list: string[] = [];
  for (const name in headers) for (const value of headers[name] ?? []) list.push(name, value);
  return list;
}

/** @param apis that the request had before it. */
export function unpackNote(text: string, apis: readonly MockedApi[]): Note {
  const [world, method, path, query, body, replyBody, answer, why, fault, numbers, ...fields] = toParts(text);
  const [status, at, milliseconds, length] = numbers.split(' ').map(Number) as [number, number, number, number];
  const headers = groupHeaders(fields.slice(0, length));
  return {
    match: matchApi(apis, { method, path, query: new URLSearchParams(query), headers }),
    world,
    method,
    path,
    query,
    headers,
    body,
    status,
    replyHeaders: fromList(fields.slice(length)),
    replyBody,
    answer,
    why,
    fault: fault === '' ? undefined : (fault as Fault),
    at,
    milliseconds,
  };
}

type Parts = [
  ...[world: string, method: string, path: string, query: string, body: string],
  ...[replyBody: string, answer: string, why: string, fault: string, numbers: string],
  ...headers: string[],
];

function toParts(packed: string): Parts {
  return packed.split(separator) as Parts;
}

function fromList(list: readonly string[]): Record<string, string> {
  const pairs = bareRecord<string>();
  for (let index = 0; index < list.length; index += 2) pairs[list[index] ?? ''] = list[index + 1] ?? '';
  return pairs;
}
