import type { RequestValues } from '../../conformance/validator.js';
import { pointerTokens } from '../../description/json-pointer.js';
import type { Operation } from '../../description/operations.js';
import type { SchemaReader } from '../../description/schemas.js';
import type { Tell } from '../send.js';
import type { Presented } from './credentials.js';
import { writeParameter } from './write-parameter.js';

/** A request before it is written down: its values by name. */
export interface Draft {
  readonly operation: Operation;
  readonly values: RequestValues;
  /** The media type of the body. @default application/json */
  readonly mediaType?: string;
  /** A body that is no JSON of any value, in place of that in `values`. */
  readonly rawBody?: string;
}

/** A draft with another value at a JSON Pointer such as `/query/limit`; without one, where the value is `undefined`. */
export function change(draft: Draft, pointer: string, value: unknown): Draft {
  const values = structuredClone(draft.values);
  const tokens = pointerTokens(pointer);
  const last = tokens.at(-1) ?? '';
  let parent = values as unknown as Record<string, unknown>;
  for (const token of tokens.slice(0, -1)) parent = parent[token] as Record<string, unknown>; // a place of this draft
  if (value !== undefined) parent[last] = value;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else Reflect.deleteProperty(parent, last);
  return { ...draft, values };
}

/** The values of a draft as a server reads them: parameters are texts, and a single one may be a list of one. */
export function asRead({ operation, values }: Draft, schemas: SchemaReader): RequestValues {
  const { body, ...parameters } = values;
  const read = structuredClone(parameters);
  for (const parameter of operation.parameters) {
    const place = read[parameter.in];
    const value = place[keyOf(parameter)];
    if (value === undefined) continue;
    const isList = schemas.types(parameter.schema).includes('array');
    place[keyOf(parameter)] = toTexts(isList && typeof value !== 'object' ? [value] : value);
  }
  return body === undefined ? read : { ...read, body: structuredClone(body) };
}

function toTexts(value: unknown): unknown {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(toTexts);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toTexts(member)]));
}

/** Tells a draft in Pactum's words. */
export function tellDraft(draft: Draft, credentials: readonly Presented[]): Tell {
  return (spec, base) => {
    const { path, query, headers } = write(draft, credentials);
    spec.withMethod(draft.operation.method).withPath(`${base}${path}${query === '' ? '' : `?${query}`}`);
    for (const [name, value] of Object.entries(headers)) spec.withHeaders(name, value);
    const body = bodyOf(draft);
    return body === undefined ? spec : spec.withBody(body);
  };
}

interface Written {
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
}

function write(draft: Draft, credentials: readonly Presented[]): Written {
  const { operation, values } = draft;
  let { path } = operation;
  const query: string[] = [];
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  const put = (place: string, name: string, text: string): void => {
    if (place === 'query') query.push(`${encodeURIComponent(name)}=${encodeURIComponent(text)}`);
    else if (place === 'header') headers[name] = text;
    else if (place === 'cookie') cookies.push(`${name}=${encodeURIComponent(text)}`);
    else path = path.replaceAll(`{${name}}`, encodeURIComponent(text));
  };
  for (const parameter of operation.parameters) {
    const value = values[parameter.in][keyOf(parameter)];
    if (value === undefined) continue;
    for (const [name, text] of writeParameter(parameter, value).pairs) put(parameter.in, name, text);
  }
  for (const { in: place, name, value } of credentials) put(place, name, value);
  if (bodyOf(draft) !== undefined) headers['Content-Type'] = draft.mediaType ?? 'application/json';
  if (cookies.length > 0) headers['Cookie'] = cookies.join('; ');
  return { path, query: query.join('&'), headers };
}

/** The key of a parameter among the values of its place: header names do not tell cases apart. */
export function keyOf({ in: place, name }: Operation['parameters'][number]): string {
  return place === 'header' ? name.toLowerCase() : name;
}

function bodyOf({ rawBody, values }: Draft): string | undefined {
  if (rawBody !== undefined) return rawBody;
  return values.body === undefined ? undefined : JSON.stringify(values.body);
}
