import { readBody, type ReadBody } from '../bodies/read-body.js';
import type { Tools } from '../bodies/give-types.js';
import { readParameter } from '../conformance/read-parameter.js';
import type { RequestValues } from '../conformance/validator.js';
import type { ParameterObject, RequestBodyObject } from '../description/document.js';
import { essence, findMedia } from '../description/media-type.js';
import type { Operation } from '../description/operations.js';
import type { Violation } from '../exchange.js';
import { headerValues, type Incoming } from './incoming.js';
import { readCookie } from './read-cookie.js';

export interface ReadRequest {
  readonly values: RequestValues;
  /** What could not even be read. */
  readonly violations: readonly Violation[];
}

/** Reads what an operation declares of a request, and nothing else: parameters by their style, the body by its media type. */
export function readValues(
  operation: Operation,
  incoming: Incoming,
  pathParameters: Readonly<Record<string, string>>,
  tools: Tools,
): ReadRequest {
  const read = { path: { ...pathParameters }, query: {}, header: {}, cookie: {} };
  for (const parameter of operation.parameters) {
    const texts = textsOf(parameter, incoming, pathParameters);
    const value = readParameter(parameter, { texts, query: incoming.query }, tools.schemas);
    if (value !== undefined) Object.assign(read[parameter.in], { [keyOf(parameter)]: value });
  }
  const { path, query, header, cookie } = read;
  const { requestBody } = operation;
  const { value, violations } = requestBody === undefined ? noBody : readRequestBody(requestBody, incoming, tools);
  return { values: { path, query, header, cookie, body: value }, violations };
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

/** The media type of a request's body (RFC 9110 section 8.3: what does not say is bytes). */
export function mediaTypeOf({ headers }: Incoming): string {
  return headerValues(headers, 'content-type')[0] ?? 'application/octet-stream';
}

function readRequestBody({ required, content }: RequestBodyObject, incoming: Incoming, tools: Tools): ReadBody {
  const { headers, body } = incoming;
  const { length: count } = headerValues(headers, 'content-type');
  if (body.length === 0 && required !== true) return noBody;
  if (body.length === 0 && count === 0) return broken('/body', 'required', 'a body is required');
  const mediaType = mediaTypeOf(incoming);
  const media = count > 1 ? undefined : findMedia(content, mediaType);
  if (media === undefined) {
    const documented = Object.keys(content).map(essence).join(' or ');
    return broken('/header/content-type', 'media-type', `must be given once and be ${documented}`);
  }
  if (body.length === 0) return broken('/body', 'required', 'a body is required');
  return readBody({ bytes: body, mediaType, media }, tools);
}

const noBody: ReadBody = { violations: [] };

function broken(pointer: string, rule: string, message: string): ReadBody {
  return { violations: [{ pointer, rule, message, statements: [] }] };
}
