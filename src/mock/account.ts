import type { Draft } from '../state/journal.js';
import { headerValues, type Incoming, type Reply } from './incoming.js';
import type { Mask } from './create-mask.js';
import type { ApiMatch } from './mocked-api.js';
import { readBody, readHeader, readParameters, readPath, type Readable } from './readable.js';
import type { Travelled } from './road.js';
import { isSecretName } from './secret-names.js';

/** How much of a text is kept, in characters. */
export const keptLength: number = 16 * 1024;

/** An exchange as journal and log may know it: nothing secret in it, and nothing large. */
export type Account = Draft;

export interface Timing {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** How long the mock took. */
  readonly milliseconds: number;
}

/** Writes down what happened, secrets masked. Everything is read before anything is shown. */
export function accountOf(travelled: Travelled, mask: Mask, { at, milliseconds }: Timing): Account {
  const { incoming, match, world, handled } = travelled;
  for (const secret of [...travelled.tokens, ...secretsInPath(match)]) mask.learn(secret);
  const showRequest = readRequest(incoming, keyNames(match), mask);
  const showReply = readReply(handled.reply, mask);
  const fault = handled.plan?.fault;
  return {
    time: new Date(at).toISOString(),
    milliseconds,
    world: mask.hide(world.name), // somebody may have taken a token for one
    ...(match.kind === 'operation' && { api: match.api.name, operation: match.operation.id }),
    request: showRequest(),
    reply: fault === 'reset' || fault === 'empty' ? { headers: {} } : showReply(),
    answer: handled.answer,
    why: mask.hide(handled.why).slice(0, keptLength),
    ...(fault && { fault }),
  };
}

function secretsInPath(match: ApiMatch): readonly string[] {
  if (match.kind !== 'operation') return [];
  return Object.entries(match.pathParameters).flatMap(([name, value]) => (isSecretName(name) ? [value] : []));
}

interface KeyNames {
  /** In lower case. */
  readonly header: ReadonlySet<string>;
  readonly query: ReadonlySet<string>;
}

// A key is secret wherever the API has one, also where the operation asks for none.
function keyNames(match: ApiMatch): KeyNames {
  const apis = match.kind === 'operation' ? [match.api] : match.kind === 'other-method' ? match.apis : [];
  const schemes = apis.flatMap(({ description }) =>
    Object.values(description.document.components?.securitySchemes ?? {}),
  );
  const keys = schemes.flatMap((scheme) => (scheme.type === 'apiKey' ? [scheme] : []));
  const namesIn = (place: string): string[] => keys.filter((key) => key.in === place).map(({ name }) => name);
  return { header: new Set(namesIn('header').map((name) => name.toLowerCase())), query: new Set(namesIn('query')) };
}

function readRequest(incoming: Incoming, keys: KeyNames, mask: Mask): () => Account['request'] {
  const path = readPath(incoming.path, mask);
  const query = readParameters(incoming.query, keys.query, mask);
  const body = readBody(decode(incoming.body), headerValues(incoming.headers, 'content-type')[0] ?? '', mask);
  const headers = Object.entries(incoming.headers).map(([name, values]) => ({
    name,
    values: values.map((value) => readHeader(name, value, keys.header.has(name) || isSecretName(name), mask)),
  }));
  return () => ({
    method: incoming.method,
    path: show(path),
    ...(incoming.query.size > 0 && { query: show(query) }),
    headers: Object.fromEntries(headers.map(({ name, values }) => [mask.hide(name), values.map(show)])),
    ...showBody(body),
  });
}

function decode(body: Uint8Array): string {
  return body.length === 0 ? '' : new TextDecoder().decode(body);
}

function readReply({ status, headers, body = '' }: Reply, mask: Mask): () => Account['reply'] {
  const text = readBody(body, headers['Content-Type'] ?? '', mask);
  const read = Object.entries(headers).map(
    ([name, value]) => [name, readHeader(name, value, isSecretName(name), mask)] as const,
  );
  return () => ({
    status,
    headers: Object.fromEntries(read.map(([name, value]) => [name, show(value)])),
    ...showBody(text),
  });
}

function show(readable: Readable): string {
  return (readable.show() ?? '').slice(0, keptLength);
}

// What nobody can read is left away whole.
function showBody(readable: Readable): { readonly body?: string; readonly bodyTruncated?: true } {
  const text = readable.show();
  if (text === '') return {};
  if (text === undefined) return { bodyTruncated: true };
  return text.length > keptLength ? { body: text.slice(0, keptLength), bodyTruncated: true } : { body: text };
}
