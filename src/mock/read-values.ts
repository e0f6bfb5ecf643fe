import { readBody, type ReadBody } from '../bodies/read-body.js';
import type { Tools } from '../conformance/give-types.js';
import type { RequestToJudge } from '../conformance/judge-request.js';
import { readParameters } from '../conformance/read-parameters.js';
import type { RequestBodyObject } from '../description/document.js';
import { essence, findMedia } from '../description/media-type.js';
import type { Operation } from '../description/operations.js';
import { readFields, type Field } from '../description/parameters/fields.js';
import { headerValues, type Incoming } from './incoming.js';
import { isWish } from './prefer.js';
import { readCookies } from './read-cookie.js';

/** Reads what an operation declares of a request, and nothing else: parameters by their style, the body by its media type. */
export function readValues(
  operation: Operation,
  incoming: Incoming,
  pathParameters: Readonly<Record<string, string>>,
  tools: Tools,
): RequestToJudge {
  const { headers } = incoming;
  const sent = {
    path: pathParameters,
    query: queryOf(operation, incoming),
    header: (name: string) => headerValues(headers, name),
    cookies: headers['cookie'] === undefined ? none : readCookies(headers),
  };
  const { values, violations, settled } = readParameters(operation, sent, tools);
  const { requestBody } = operation;
  const body = requestBody === undefined ? noBody : readRequestBody(requestBody, incoming, tools);
  return { values: { ...values, body: body.value }, violations: [...violations, ...body.violations], settled };
}

const none: readonly Field[] = [];

// The wishes that a client has of the answer are no parameters, unless they are declared.
function queryOf({ parameters }: Operation, { query, search = query.toString() }: Incoming): readonly Field[] {
  if (search === '') return none;
  const isDeclared = (name: string): boolean => parameters.some((one) => one.in === 'query' && one.name === name);
  return readFields(search).filter(({ name }) => !isWish(name) || isDeclared(name));
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
