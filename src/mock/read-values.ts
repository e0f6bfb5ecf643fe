import type { RequestValues } from '../conformance/validator.js';
import type { ParameterObject, RequestBodyObject, Schema } from '../description/document.js';
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
  const values: RequestValues = { path: { ...pathParameters }, query: {}, header: {}, cookie: {} };
  for (const parameter of operation.parameters) {
    const value = readParameter(parameter, incoming, pathParameters);
    if (value !== undefined) values[parameter.in][keyOf(parameter)] = value;
  }
  if (operation.requestBody === undefined) return { values, violations: [] };
  const body = readBody(operation.requestBody, incoming);
  return 'violation' in body
    ? { values, violations: [body.violation] }
    : { values: { ...values, ...body }, violations: [] };
}

function keyOf({ in: place, name }: ParameterObject): string {
  return place === 'header' ? name.toLowerCase() : name;
}

function readParameter(
  parameter: ParameterObject,
  incoming: Incoming,
  pathParameters: Readonly<Record<string, string>>,
): unknown {
  const texts = {
    query: () => incoming.query.getAll(parameter.name),
    header: () => headerValues(incoming.headers, parameter.name),
    cookie: () => [readCookie(incoming.headers, parameter.name) ?? []].flat(),
    path: () => [pathParameters[parameter.name] ?? []].flat(),
  }[parameter.in]();
  if (parameter.content !== undefined) return texts.length === 1 ? parseJson(texts[0] ?? '') : texts[0];
  if (isOfType(parameter.schema, 'object')) return readObject(parameter, incoming.query) ?? texts[0];
  if (isOfType(parameter.schema, 'array')) return texts.length === 0 ? undefined : splitList(parameter, texts);
  return texts.length > 1 ? texts : texts[0]; // a single value that came twice is a list, which no single type allows
}

function isOfType(schema: Schema | undefined, type: string): boolean {
  return typeof schema === 'object' && [schema['type']].flat().includes(type);
}

function splitList({ in: place, style, explode }: ParameterObject, texts: readonly string[]): readonly string[] {
  const isExploded = explode ?? (place === 'query' || place === 'cookie');
  if (isExploded && (place === 'query' || place === 'cookie')) return texts;
  const separator = style === 'spaceDelimited' ? ' ' : style === 'pipeDelimited' ? '|' : ',';
  return texts.flatMap((text) => text.split(separator));
}

// `deepObject` spells members as `name[member]`; an exploded form object spells them as parameters of their own.
function readObject({ name, style, schema }: ParameterObject, query: URLSearchParams): unknown {
  const members: Record<string, string> = {};
  for (const [key, value] of query) {
    const member = style === 'deepObject' ? deepMember(key, name) : key;
    if (member !== undefined && (style === 'deepObject' || isMember(schema, member))) members[member] = value;
  }
  return Object.keys(members).length > 0 ? members : undefined;
}

function deepMember(key: string, name: string): string | undefined {
  return key.startsWith(`${name}[`) && key.endsWith(']') ? key.slice(name.length + 1, -1) : undefined;
}

function isMember(schema: Schema | undefined, member: string): boolean {
  const properties = typeof schema === 'object' ? schema['properties'] : undefined;
  return typeof properties === 'object' && properties !== null && Object.hasOwn(properties, member);
}

type ReadBody = { readonly body?: unknown } | { readonly violation: Violation };

function readBody(declared: RequestBodyObject, { headers, body }: Incoming): ReadBody {
  const contentTypes = headerValues(headers, 'content-type');
  const hasBody = body.length > 0;
  if (!hasBody && declared.required !== true) return {};
  if (!hasBody && contentTypes.length === 0) return broken('/body', 'required', 'a body is required');
  const mediaType = contentTypes.length === 1 ? (contentTypes[0] ?? '') : '';
  const documented = Object.keys(declared.content);
  if (!documented.some((range) => isInRange(mediaType, range))) {
    return broken(
      '/header/content-type',
      'media-type',
      `must be given once and be ${documented.map(essence).join(' or ')}`,
    );
  }
  if (!hasBody) return broken('/body', 'required', 'a body is required');
  return isJson(mediaType) ? readJson(body) : {}; // what is not JSON is not looked into
}

function readJson(body: Uint8Array): ReadBody {
  const text = decode(body);
  if (text === undefined) return broken('/body', 'utf-8', 'must be UTF-8 (RFC 8259 section 8.1)');
  const value = parseJson(text);
  return value === undefined ? broken('/body', 'json', 'must be well-formed JSON') : { body: value };
}

function decode(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
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
