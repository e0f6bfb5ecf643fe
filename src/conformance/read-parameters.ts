import type { ParameterObject } from '../description/document.js';
import { pointerTo } from '../description/json-pointer.js';
import type { Operation } from '../description/operations.js';
import type { Field } from '../description/parameters/fields.js';
import { isDeep } from '../description/parameters/read-deep.js';
import { readParameter, type ReadParameter } from '../description/parameters/read-parameter.js';
import { isSpread, styleOf } from '../description/parameters/style.js';
import type { SchemaReader } from '../description/schemas.js';
import type { Violation } from '../exchange.js';
import { chooseReading, type ChosenReading } from './choose-reading.js';
import type { Tools } from './give-types.js';
import type { RequestValues } from './validator.js';

/** What of a request may hold parameters, as it was sent. */
export interface SentParameters {
  /** By name, still percent-encoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: readonly Field[];
  /** @param name in lower case */
  readonly header: (name: string) => readonly string[];
  readonly cookies: readonly Field[];
}

export interface ReadParameters {
  readonly values: Required<Omit<RequestValues, 'body'>>;
  /** What could not even be read. */
  readonly violations: readonly Violation[];
  /**
   * Pointers to what no schema need be asked about: it could not be read, or came empty and may (`allowEmptyValue`), or
   * is known to be allowed.
   */
  readonly settled: readonly string[];
}

/** Reads the declared parameters of a request, each by its style and with the types of its schema. */
export function readParameters(operation: Operation, sent: SentParameters, tools: Tools): ReadParameters {
  const values = { path: new Map<string, unknown>(), query: new Map(), header: new Map(), cookie: new Map() };
  const violations: Violation[] = [];
  const settled: string[] = [];
  for (const parameter of operation.parameters) {
    const texts = textsOf(parameter, sent);
    const isTaken = (name: string): boolean => isTakenFrom(parameter, name, operation, tools.schemas);
    const found = readParameter(parameter, { texts, fields: fieldsOf(parameter, sent), isTaken }, tools.schemas);
    if (found.kind === 'absent') continue;
    const key = keyOf(parameter);
    const pointer = pointerTo(`/${parameter.in}`, key);
    const isEmptied = parameter.allowEmptyValue === true && texts.length === 1 && texts[0] === '';
    const { value, isAllowed = false } =
      found.kind === 'malformed' ? { value: texts[0] } : choose(parameter, found, tools);
    if (found.kind === 'malformed') violations.push({ pointer, rule: 'style', message: found.message, statements: [] });
    if (found.kind === 'malformed' || isEmptied || isAllowed) settled.push(pointer);
    values[parameter.in].set(key, value);
  }
  return { values: toRecords(values), violations, settled };
}

/** The key of a parameter among the values of its place: header names do not tell cases apart. */
export function keyOf({ in: place, name }: ParameterObject): string {
  return place === 'header' ? name.toLowerCase() : name;
}

function textsOf(
  { in: place, name }: ParameterObject,
  { path, query, header, cookies }: SentParameters,
): readonly string[] {
  if (place === 'header') return header(name.toLowerCase());
  if (place === 'path') return Object.hasOwn(path, name) ? [path[name] ?? ''] : none;
  const fields = place === 'query' ? query : cookies;
  return fields.length === 0 ? none : fields.filter((field) => field.name === name).map(({ text }) => text);
}

const none: readonly string[] = [];

function fieldsOf({ in: place }: ParameterObject, { query, cookies }: SentParameters): readonly Field[] {
  return place === 'query' ? query : place === 'cookie' ? cookies : [];
}

function choose(
  { schema, content }: ParameterObject,
  { readings }: Extract<ReadParameter, { kind: 'present' }>,
  tools: Tools,
): ChosenReading {
  return content === undefined ? chooseReading(schema, readings, tools) : { value: readings[0] };
}

/** Whether a field of a query or a cookie belongs to another parameter, or to a credential. */
function isTakenFrom(parameter: ParameterObject, name: string, operation: Operation, schemas: SchemaReader): boolean {
  const isOfOther = operation.parameters.some((other) => {
    if (other === parameter || other.in !== parameter.in) return false;
    const style = styleOf(other);
    if (other.name === name || (style.style === 'deepObject' && isDeep(name, other.name))) return true;
    return isSpread(style) && schemas.members(other.schema).has(name);
  });
  const schemes = operation.security.flat().map(({ scheme }) => scheme);
  return isOfOther || schemes.some((one) => one.type === 'apiKey' && one.in === parameter.in && one.name === name);
}

function toRecords(
  values: Readonly<Record<ParameterObject['in'], ReadonlyMap<string, unknown>>>,
): ReadParameters['values'] {
  const { path, query, header, cookie } = values;
  return {
    path: Object.fromEntries(path),
    query: Object.fromEntries(query),
    header: Object.fromEntries(header),
    cookie: Object.fromEntries(cookie),
  };
}
