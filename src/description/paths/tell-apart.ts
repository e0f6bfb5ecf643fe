import type { Headers } from '../../exchange.js';
import type { ParameterObject } from '../document.js';
import { isInRange } from '../media-type.js';
import type { Operation } from '../operations.js';
import { readPathTemplate, type TemplatePair } from './path-template.js';

/** What of a request tells operations of one method and path apart. */
export interface RequestMarks {
  readonly query: URLSearchParams;
  readonly headers: Headers;
}

/** Something that a request has to have to be meant for an operation. */
export interface Condition {
  readonly in: 'query' | 'header';
  /** Names of headers in lower case. */
  readonly name: string;
  /** The text that it has to have. @default any */
  readonly text?: string;
  /** Whether nothing but the template says so, so that no validator would miss it. */
  readonly isOfTemplate: boolean;
}

/**
 * What tells an operation from others of its method and path: the required parameters of its query and header, those
 * with one allowed value above all, and what stands behind the `?` or `#` of its template.
 */
export function conditionsOf({ path, parameters }: Operation): readonly Condition[] {
  const required = parameters.filter((parameter) => parameter.required === true).flatMap(toCondition);
  const marked = readPathTemplate(path).pairs.flatMap((pair) => ofPair(pair, parameters, required));
  const isNew = (condition: Condition): boolean => !marked.some((other) => isSame(other, condition));
  return [...marked, ...required.filter(isNew)];
}

/**
 * Of operations that share a method and a path the one that a request is meant for: it breaks the fewest conditions,
 * then its body may be of the request's media type, then it has most to say; of several such the first.
 * @returns `undefined` where the template of each asks for something that the request does not have.
 */
export function tellApart<T>(
  candidates: readonly T[],
  marks: RequestMarks,
  about: (candidate: T) => { readonly operation: Operation; readonly conditions: readonly Condition[] },
): T | undefined {
  let best: { readonly candidate: T; readonly fit: Fit } | undefined;
  for (const candidate of candidates) {
    const { operation, conditions } = about(candidate);
    const fit = fitOf(operation, conditions, marks);
    if (!fit.isExcluded && (best === undefined || isBetter(fit, best.fit))) best = { candidate, fit };
  }
  return best?.candidate;
}

/** Whether no request to an operation can be told from one to another of its method and path. */
export function isHiddenBy(operation: Operation, other: Operation): boolean {
  const own = conditionsOf(operation);
  const marks = marksOf(own, operation);
  const both = [other, operation].map((one) => ({ operation: one, conditions: conditionsOf(one) }));
  return tellApart(both, marks, (one) => one)?.operation === other;
}

interface Fit {
  readonly isExcluded: boolean;
  readonly broken: number;
  readonly takesBody: boolean;
  readonly kept: number;
}

function fitOf(operation: Operation, conditions: readonly Condition[], marks: RequestMarks): Fit {
  const broken = conditions.filter((condition) => !isKept(condition, marks));
  return {
    isExcluded: broken.some(({ isOfTemplate }) => isOfTemplate),
    broken: broken.length,
    takesBody: takesBody(operation, marks),
    kept: conditions.length - broken.length,
  };
}

function isBetter(one: Fit, other: Fit): boolean {
  if (one.broken !== other.broken) return one.broken < other.broken;
  if (one.takesBody !== other.takesBody) return one.takesBody;
  return one.kept > other.kept;
}

// A flag such as `?acl` is sent without a value.
function isKept({ in: place, name, text }: Condition, { query, headers }: RequestMarks): boolean {
  const texts = place === 'query' ? query.getAll(name) : (headers[name] ?? []);
  return texts.some((came) => text === undefined || came === text || (came === '' && text === 'true'));
}

function takesBody({ requestBody }: Operation, { headers }: RequestMarks): boolean {
  const [came] = headers['content-type'] ?? [];
  if (came === undefined) return requestBody?.required !== true;
  return Object.keys(requestBody?.content ?? {}).some((range) => isInRange(came, range));
}

function toCondition({ in: place, name, schema }: ParameterObject): readonly Condition[] {
  if (place !== 'query' && place !== 'header') return [];
  const text = onlyText(schema);
  const key = place === 'header' ? name.toLowerCase() : name;
  return [{ in: place, name: key, ...(text !== undefined && { text }), isOfTemplate: false }];
}

function onlyText(schema: ParameterObject['schema']): string | undefined {
  if (typeof schema !== 'object') return undefined;
  const values: readonly unknown[] =
    'const' in schema ? [schema['const']] : Array.isArray(schema['enum']) ? schema['enum'] : [];
  const [value] = values;
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return values.length === 1 && isPlain ? String(value) : undefined;
}

// What stands behind a `#` and is no parameter is a label.
function ofPair(
  { name, text, parameter, isQuery }: TemplatePair,
  parameters: readonly ParameterObject[],
  required: readonly Condition[],
): readonly Condition[] {
  const place = isQuery ? 'query' : placeOf(name, parameters);
  if (place === undefined) return [];
  const condition = { in: place, name: place === 'header' ? name.toLowerCase() : name };
  const own = required.find((other) => isSame(other, condition));
  const isValidated =
    parameter === undefined
      ? own !== undefined && (text === undefined || own.text === text)
      : parameters.some((one) => one.name === parameter && one.required === true);
  const only = text ?? own?.text;
  return [{ ...condition, ...(only !== undefined && { text: only }), isOfTemplate: isQuery && !isValidated }];
}

function placeOf(name: string, parameters: readonly ParameterObject[]): 'query' | 'header' | undefined {
  if (parameters.some((one) => one.in === 'query' && one.name === name)) return 'query';
  const isHeader = parameters.some((one) => one.in === 'header' && one.name.toLowerCase() === name.toLowerCase());
  return isHeader ? 'header' : undefined;
}

function isSame(one: Pick<Condition, 'in' | 'name'>, other: Pick<Condition, 'in' | 'name'>): boolean {
  return one.in === other.in && one.name === other.name;
}

// Of the least that a request to an operation has to have.
function marksOf(conditions: readonly Condition[], { requestBody }: Operation): RequestMarks {
  const pairs = conditions.map(({ in: place, name, text = '1' }) => ({ place, pair: [name, text] as const }));
  const query = new URLSearchParams(
    pairs.flatMap(({ place, pair: [name, text] }): [string, string][] => (place === 'query' ? [[name, text]] : [])),
  );
  const headers = pairs.flatMap(({ place, pair: [name, text] }) =>
    place === 'header' ? [[name, [text]] as const] : [],
  );
  const types = Object.keys(requestBody?.content ?? {}).slice(0, 1);
  return {
    query,
    headers: Object.fromEntries([...headers, ...types.map((type) => ['content-type', [type]] as const)]),
  };
}
