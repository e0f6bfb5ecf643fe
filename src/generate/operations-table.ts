import {
  operationsOf,
  type Document,
  type EncodingObject,
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
  readonly styles?: Readonly<Record<string, Readonly<Record<string, TableStyle>>>>;
  readonly answers: Readonly<Record<string, Readonly<Record<string, TableBody>>>>;
}

type TableStyle = 'json' | { readonly style: string; readonly explode: boolean };

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
  const styles = stylesOf(parameters, sends === undefined ? undefined : requestBody?.content[sends]);
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
    ...(Object.keys(styles).length > 0 && { styles }),
    answers: Object.fromEntries(answers),
  };
}

/** The operation with an id, as the document writes it. */
export function operationObject(document: Document, id: string): OperationObject {
  const operations = Object.values(document.paths ?? {}).flatMap(operationsOf);
  return operations.find(([, operation]) => operation.operationId === id)?.[1] ?? {};
}

// Without extensions.
function responsesOf(document: Document, id: string): Readonly<Record<string, ResponseObject>> {
  const { responses = {} } = operationObject(document, id);
  return Object.fromEntries(Object.entries(responses).filter(([key]) => /^(default|[1-5](\d\d|XX))$/i.test(key)));
}

/** The ranges that `default` stands for: every status that is not documented, also those of other successes. */
export function statusesOfDefault(keys: readonly string[]): readonly string[] {
  const documented = keys.map((key) => key.toUpperCase());
  return ['2XX', '3XX', '4XX', '5XX'].filter((range) => !documented.includes(range));
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

// By place and name, what is written in another way than by default.
function stylesOf(parameters: readonly ParameterObject[], body: MediaTypeObject | undefined): Styles {
  const places = ['path', 'query', 'header'].map((place) => {
    const here = parameters.filter((parameter) => parameter.in === place);
    return [place, here.flatMap((parameter) => styleOf(parameter))] as const;
  });
  const fields = Object.entries(body?.encoding ?? {}).flatMap(([name, encoding]) => styleOfField(name, encoding));
  const all = [...places, ['body', fields] as const].filter(([, styles]) => styles.length > 0);
  return Object.fromEntries(all.map(([place, styles]) => [place, Object.fromEntries(styles)]));
}

type Styles = NonNullable<TableEntry['styles']>;
type NamedStyle = readonly [string, TableStyle];

function styleOf({ name, in: place, content, ...parameter }: ParameterObject): readonly NamedStyle[] {
  if (content !== undefined) return Object.keys(content).some(isJson) ? [[name, 'json']] : [];
  const usual = place === 'query' ? 'form' : 'simple';
  const { style = usual, explode = style === 'form' } = parameter;
  return style === usual && explode === (usual === 'form') ? [] : [[name, { style, explode }]];
}

// OpenAPI 3.1.1, Encoding Object: `contentType` counts where none of the others is given.
function styleOfField(name: string, { contentType = '', style, explode }: EncodingObject): readonly NamedStyle[] {
  if (style === undefined && explode === undefined) return isJson(contentType) ? [[name, 'json']] : [];
  return [[name, { style: style ?? 'form', explode: explode ?? (style ?? 'form') === 'form' }]];
}
