import {
  methods,
  type Document,
  type MediaTypeObject,
  type OperationObject,
  type ParameterObject,
  type ResponseObject,
} from '../description/document.js';
import type { Description } from '../description/load.js';
import type { Operation } from '../description/operations.js';
import { errorCodesOf, type ErrorCode } from './error-codes.js';

/** One operation as a client's table says it; its shape is that of `DocumentedOperation` of the client. */
export interface TableEntry {
  readonly method: string;
  readonly path: string;
  readonly sends?: string;
  readonly styles?: Readonly<Record<string, { readonly style: string; readonly explode: boolean }>>;
  readonly answers: Readonly<Record<string, Readonly<Record<string, TableBody>>>>;
}

export interface TableBody {
  readonly as: 'json' | 'text' | 'empty' | 'blob';
  readonly codes?: readonly ErrorCode[];
}

/** What a client has to know at run time of each operation, by its id. */
export function operationsTable({ document, operations }: Description): Readonly<Record<string, TableEntry>> {
  return Object.fromEntries(operations.map((operation) => [operation.id, toEntry(document, operation)]));
}

function toEntry(document: Document, { method, path, requestBody, parameters, ...operation }: Operation): TableEntry {
  const media = Object.keys(requestBody?.content ?? {});
  const sends = media.find(isJson) ?? media[0];
  const styles = parameters.flatMap(styleOf);
  const responses = responsesOf(document, operation.id);
  const answers = Object.entries(responses).flatMap(([key, response]) => {
    const bodies = method === 'HEAD' ? {} : bodiesOf(document, response);
    return (key === 'default' ? statusesOfDefault(Object.keys(responses)) : [key.toUpperCase()]).map(
      (status) => [status, bodies] as const,
    );
  });
  return {
    method: method.toLowerCase(),
    path,
    ...(sends !== undefined && { sends }),
    ...(styles.length > 0 && { styles: Object.fromEntries(styles) }),
    answers: Object.fromEntries(answers),
  };
}

/** The operation with an id, as the document writes it. */
export function operationObject(document: Document, id: string): OperationObject {
  const operations = Object.values(document.paths ?? {}).flatMap((item) => methods.map((method) => item[method]));
  return operations.find((operation) => operation?.operationId === id) ?? {};
}

// Without extensions.
function responsesOf(document: Document, id: string): Readonly<Record<string, ResponseObject>> {
  const { responses = {} } = operationObject(document, id);
  return Object.fromEntries(Object.entries(responses).filter(([key]) => /^(default|[1-5](\d\d|XX))$/i.test(key)));
}

/** The ranges that `default` stands for: those of refusal, and of success where no success is documented. */
export function statusesOfDefault(keys: readonly string[]): readonly string[] {
  const ranges = keys.some((key) => key.startsWith('2')) ? ['3XX', '4XX', '5XX'] : ['2XX', '3XX', '4XX', '5XX'];
  return ranges.filter((range) => !keys.includes(range));
}

function bodiesOf(document: Document, { content = {} }: ResponseObject): Readonly<Record<string, TableBody>> {
  return Object.fromEntries(Object.entries(content).map(([media, object]) => [media, bodyOf(document, media, object)]));
}

function bodyOf(document: Document, media: string, { schema = true }: MediaTypeObject): TableBody {
  if (isJson(media)) {
    const codes = errorCodesOf(document, schema);
    return codes === undefined ? { as: 'json' } : { as: 'json', codes };
  }
  if (typeof schema === 'object' && schema['maxLength'] === 0) return { as: 'empty' };
  return { as: /^text\/|[/+]xml\b|x-www-form-urlencoded/.test(media) ? 'text' : 'blob' };
}

function isJson(media: string): boolean {
  return /[/+]json\b/.test(media);
}

// Lists are repeated by default; the default for objects, their members side by side, has to be said.
function styleOf(parameter: ParameterObject): [string, { style: string; explode: boolean }][] {
  if (parameter.in !== 'query') return [];
  const { name, schema, style = 'form', explode = style === 'form' } = parameter;
  const isObject = typeof schema === 'object' && (schema['type'] === 'object' || 'properties' in schema);
  const isDefault = isObject ? style === 'deepObject' : style === 'form' && explode;
  return isDefault ? [] : [[name, { style, explode }]];
}
