import { judgeRequest, type RequestToJudge } from '../../conformance/judge-request.js';
import { keyOf, readParameters } from '../../conformance/read-parameters.js';
import type { RequestValues, Validator } from '../../conformance/validator.js';
import { pointerTo, pointerTokens } from '../../description/json-pointer.js';
import type { Operation } from '../../description/operations.js';
import { encodePercent, type Field } from '../../description/parameters/fields.js';
import { writeParameter } from '../../description/parameters/write-parameter.js';
import { isSettled } from '../../description/parameters/settled.js';
import { markedPlaces, writeTarget } from '../../description/paths/write-target.js';
import type { SchemaReader } from '../../description/schemas.js';
import type { Violation } from '../../exchange.js';
import type { Tell } from '../send.js';
import type { Presented } from './credentials.js';

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

/**
 * Whether what stands at a pointer can be sent so that every server reads it alike, and the request is still meant for
 * its operation.
 */
export function isWritable({ operation, values }: Draft, pointer: string, schemas: SchemaReader): boolean {
  const [place = '', key = ''] = pointerTokens(pointer);
  if (markedPlaces(operation).includes(pointerTo(`/${place}`, key))) return false;
  const parameter = operation.parameters.find((one) => one.in === place && keyOf(one) === key);
  return parameter === undefined || isSettled(parameter, values[parameter.in][key], schemas);
}

/** What of a draft a server finds wrong that keeps the description. */
export function violationsOf(draft: Draft, validator: Validator): readonly Violation[] {
  const mediaType = draft.mediaType ?? 'application/json';
  return judgeRequest(draft.operation, asRead(draft, validator), { validator, mediaType });
}

/** The values of a draft as a server reads them that keeps the description. */
function asRead(draft: Draft, tools: Pick<Validator, 'schemas' | 'value'>): RequestToJudge {
  const { path, query, headers, cookies } = writeParameters(draft);
  const header = (name: string): readonly string[] =>
    [...headers].flatMap(([key, text]) => (key.toLowerCase() === name ? [text] : []));
  const sent = { path: Object.fromEntries(path), query, header, cookies };
  const { values, ...read } = readParameters(draft.operation, sent, tools);
  const { body } = draft.values;
  return { ...read, values: body === undefined ? values : { ...values, body: structuredClone(body) } };
}

/** Tells a draft in Pactum's words. */
export function tellDraft(draft: Draft, credentials: readonly Presented[]): Tell {
  return (spec, base) => {
    const { target, headers } = write(draft, credentials);
    spec.withMethod(draft.operation.method).withPath(base + target);
    for (const [name, value] of Object.entries(headers)) spec.withHeaders(name, value);
    const body = bodyOf(draft);
    return body === undefined ? spec : spec.withBody(body);
  };
}

interface Written {
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

function write(draft: Draft, credentials: readonly Presented[]): Written {
  const { path, query, headers, cookies } = writeParameters(draft);
  for (const { in: place, name, value } of credentials) {
    if (place === 'header') headers.set(name, value);
    else (place === 'query' ? query : cookies).push({ name, text: encodePercent(value) });
  }
  if (bodyOf(draft) !== undefined) headers.set('Content-Type', draft.mediaType ?? 'application/json');
  if (cookies.length > 0) headers.set('Cookie', cookies.map(({ name, text }) => `${name}=${text}`).join('; '));
  return { target: writeTarget(draft.operation, { path, query }), headers: Object.fromEntries(headers) };
}

interface WrittenParameters {
  readonly path: Map<string, string>;
  readonly query: Field[];
  readonly headers: Map<string, string>;
  readonly cookies: Field[];
}

function writeParameters({ operation, values }: Draft): WrittenParameters {
  const written: WrittenParameters = { path: new Map(), query: [], headers: new Map(), cookies: [] };
  for (const parameter of operation.parameters) {
    const fields = writeParameter(parameter, values[parameter.in][keyOf(parameter)]);
    if (parameter.in === 'query') written.query.push(...fields);
    else if (parameter.in === 'cookie') written.cookies.push(...fields);
    else if (parameter.in === 'header') for (const { text } of fields) written.headers.set(parameter.name, text);
    else for (const { text } of fields) written.path.set(parameter.name, text);
  }
  return written;
}

function bodyOf({ rawBody, values }: Draft): string | undefined {
  if (rawBody !== undefined) return rawBody;
  return values.body === undefined ? undefined : JSON.stringify(values.body);
}
