import { readParameter } from '../conformance/read-parameter.js';
import type { RequestValues } from '../conformance/validator.js';
import type { ParameterObject, RequestBodyObject } from '../description/document.js';
import { essence, isInRange, isJson } from '../description/media-type.js';
import type { Operation } from '../description/operations.js';
import type { Violation } from '../exchange.js';
import { headerValues, type Incoming } from './incoming.js';
import { readCookie } from './read-cookie.js';

export interface ReadRequest {
  readonly values: RequestValues;
  /** What could not even be read. */
  readonly violations: readonly Violation[];
}

/** Reads what an operation declares of a request, and nothing else: parameters by their style, the body as JSON. */
export function readValues(
  operation: Operation,
  incoming: Incoming,
  pathParameters: Readonly<Record<string, string>>,
): ReadRequest {
  const read = { path: { ...pathParameters }, query: {}, header: {}, cookie: {} };
  for (const parameter of operation.parameters) {
    const texts = textsOf(parameter, incoming, pathParameters);
    const value = readParameter(parameter, { texts, query: incoming.query });
    if (value !== undefined) Object.assign(read[parameter.in], { [keyOf(parameter)]: value });
  }
  const { path, query, header, cookie } = read;
  const { requestBody } = operation;
  const { body, violation } = requestBody === undefined ? {} : readBody(requestBody, incoming);
  return { values: { path, query, header, cookie, body }, violations: violation === undefined ? [] : [violation] };
}

function keyOf({ in: place, name }: ParameterObject): string {
  return place === 'header' ? name.toLowerCase() : name;
}

function textsOf(
  { in: place, name }: ParameterObject,
  { query, headers }: Incoming,
  pathParameters: Readonly<Record<string, string>>,
): readonly string[] {
  switch (place) {
    case 'query':
      return query.getAll(name);
    case 'header':
      return headerValues(headers, name);
    case 'cookie':
      return [readCookie(headers, name) ?? []].flat();
    case 'path':
      return [pathParameters[name] ?? []].flat();
  }
}

interface ReadBody {
  readonly body?: unknown;
  readonly violation?: Violation;
}

function readBody(declared: RequestBodyObject, { headers, body }: Incoming): ReadBody {
  const contentTypes = headerValues(headers, 'content-type');
  const hasBody = body.length > 0;
  if (!hasBody && declared.required !== true) return {};
  if (!hasBody && contentTypes.length === 0) return broken('/body', 'required', 'a body is required');
  const mediaType = contentTypes.length === 1 ? (contentTypes[0] ?? '') : '';
  if (!isDocumented(mediaType, declared)) {
    const documented = Object.keys(declared.content).map(essence).join(' or ');
    return broken('/header/content-type', 'media-type', `must be given once and be ${documented}`);
  }
  if (!hasBody) return broken('/body', 'required', 'a body is required');
  return isJson(mediaType) ? readJson(body) : {}; // what is not JSON is not looked into
}

function isDocumented(mediaType: string, { content }: RequestBodyObject): boolean {
  return Object.hasOwn(content, mediaType) || Object.keys(content).some((range) => isInRange(mediaType, range));
}

function readJson(body: Uint8Array): ReadBody {
  const text = decode(body);
  if (text === undefined) return broken('/body', 'utf-8', 'must be UTF-8 (RFC 8259 section 8.1)');
  const value = parseJson(text);
  return value === undefined ? broken('/body', 'json', 'must be well-formed JSON') : { body: value };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(body: Uint8Array): string | undefined {
  try {
    return utf8.decode(body);
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function broken(pointer: string, rule: string, message: string): ReadBody {
  return { violation: { pointer, rule, message, statements: [] } };
}
