import type { Draft } from '../state/journal.js';
import { presentedTokens } from './authenticate.js';
import { headerValues, type Incoming } from './incoming.js';
import type { Mask } from './create-mask.js';
import type { ApiMatch } from './match-api.js';
import type { Note } from './note.js';
import { readBody, readHeader, readParameters, readPath, type Readable } from './readable.js';
import { isSecretName } from './secret-names.js';

/** How much of a text is kept, in characters. */
export const keptLength: number = 16 * 1024;

/** An exchange as journal and log may know it: nothing secret in it, and nothing large. */
export type Account = Draft;

/** Writes down what happened, secrets masked. Everything is read before anything is shown. */
export function accountOf(note: Note, mask: Mask): Account {
  const { match, fault } = note;
  const request = { headers: note.headers, query: new URLSearchParams(note.query) };
  for (const secret of [...presentedSecrets(match, request), ...secretsInPath(match)]) mask.learn(secret);
  const showRequest = readRequest({ ...note, ...request }, keyNames(match), mask);
  const showReply = readReply(note, mask);
  return {
    time: new Date(note.at).toISOString(),
    milliseconds: note.milliseconds,
    world: mask.hide(note.world), // somebody may have taken a token for one
    ...(match.kind === 'operation' && { api: match.api.name, operation: match.operation.id }),
    request: showRequest(),
    reply: fault === 'reset' || fault === 'empty' ? { headers: {} } : showReply(),
    answer: note.answer,
    why: mask.hide(note.why).slice(0, keptLength),
    ...(fault && { fault }),
  };
}

function presentedSecrets(match: ApiMatch, request: Pick<Incoming, 'headers' | 'query'>): readonly string[] {
  return match.kind === 'operation' ? presentedTokens(match.operation.security, request) : [];
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

type ReadRequest = Pick<Note, 'method' | 'path' | 'body'> & Pick<Incoming, 'headers' | 'query'>;

function readRequest(request: ReadRequest, keys: KeyNames, mask: Mask): () => Account['request'] {
  const path = readPath(request.path, mask);
  const query = readParameters(request.query, keys.query, mask);
  const body = readBody(request.body, headerValues(request.headers, 'content-type')[0] ?? '', mask);
  const headers = Object.entries(request.headers).map(([name, values]) => ({
    name,
    values: values.map((value) => readHeader(name, value, keys.header.has(name) || isSecretName(name), mask)),
  }));
  return () => ({
    method: request.method,
    path: show(path),
    ...(request.query.size > 0 && { query: show(query) }),
    headers: Object.fromEntries(headers.map(({ name, values }) => [mask.hide(name), values.map(show)])),
    ...showBody(body),
  });
}

function readReply({ status, replyHeaders: headers, replyBody }: Note, mask: Mask): () => Account['reply'] {
  const text = readBody(replyBody, headers['Content-Type'] ?? '', mask);
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
