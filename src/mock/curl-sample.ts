import { placesOfSchemes } from '../description/credential-places.js';
import type { SecurityScheme } from '../description/document.js';
import { documentedExample, type Operation } from '../description/operations.js';
import type { SchemaReader } from '../description/schemas.js';
import { essence } from '../description/media-type.js';
import { quote } from '../shell.js';

/** A credential for each scheme, as it stands in a request. */
export type Tokens = ReadonlyMap<SecurityScheme, string>;

/** A `curl` command that calls an operation with its documented examples, ready for a POSIX shell. */
export function curlSample(operation: Operation, baseUrl: string, tokens: Tokens, schemas: SchemaReader): string {
  const { method, path, query, headers } = sampleParts(operation, tokens, schemas);
  const [mediaType, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const body = media === undefined ? undefined : documentedExample(media, schemas);
  const words = [
    `curl -i -X ${method} ${quote(baseUrl + path + query)}`,
    ...headers.map((line) => `-H ${quote(line)}`),
  ];
  if (mediaType !== undefined) words.push(`-H ${quote(`Content-Type: ${essence(mediaType)}`)}`);
  if (body !== undefined) words.push(`-d ${quote(typeof body === 'string' ? body : JSON.stringify(body))}`);
  return words.join(' ');
}

function sampleParts(
  operation: Operation,
  tokens: Tokens,
  schemas: SchemaReader,
): { method: string; path: string; query: string; headers: readonly string[] } {
  const query = new URLSearchParams();
  const headers: string[] = [];
  let { path } = operation;
  for (const parameter of operation.parameters) {
    const value = showText(documentedExample(parameter, schemas) ?? '1');
    if (parameter.in === 'path') path = path.replace(`{${parameter.name}}`, encodeURIComponent(value));
    if (parameter.required !== true) continue;
    if (parameter.in === 'query') query.set(parameter.name, value);
    if (parameter.in === 'header') headers.push(`${parameter.name}: ${value}`);
    if (parameter.in === 'cookie') headers.push(`Cookie: ${parameter.name}=${value}`);
  }
  for (const [{ scheme }] of placesOfSchemes(operation.security[0] ?? [])) {
    addCredential(scheme, tokens.get(scheme) ?? '', query, headers);
  }
  const search = query.size > 0 ? `?${query.toString()}` : '';
  return { method: operation.method, path, query: search, headers };
}

function showText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function addCredential(scheme: SecurityScheme, token: string, query: URLSearchParams, headers: string[]): void {
  if (scheme.type === 'mutualTLS') return;
  if (scheme.type !== 'apiKey') {
    const name = scheme.type === 'http' ? scheme.scheme.replace(/^./, (first) => first.toUpperCase()) : 'Bearer';
    headers.push(`Authorization: ${name} ${token}`);
  } else if (scheme.in === 'query') query.set(scheme.name, token);
  else headers.push(scheme.in === 'header' ? `${scheme.name}: ${token}` : `Cookie: ${scheme.name}=${token}`);
}
