import type { Document, MediaTypeObject, ParameterObject, Schema } from '../description/document.js';
import { essence, isInRange, isJson } from '../description/media-type.js';
import type { Operation } from '../description/operations.js';
import type { Side } from './translate-schema.js';

/** One operation as openapi-backend wants it. */
export interface PreparedOperation {
  readonly definition: Document;
  /** Media type of its body → the id of the operation that stands for it in the definition, if it has several. */
  readonly furtherIds: ReadonlyMap<string, string>;
}

interface Referring {
  readonly refer: (schema: Schema, side: Side) => object;
}

/**
 * A definition of one operation, its schemas references: what else stands there openapi-backend copies, and takes what
 * stands there twice for a circle. It compiles bodies under the key `application/json` only.
 */
export function prepareOperation(
  operation: Operation,
  openapi: string,
  { exact, coercing }: { readonly exact: Referring; readonly coercing: Referring },
): PreparedOperation {
  const parameters = operation.parameters.filter((parameter) => !isIgnored(parameter)).map(toReferring(coercing));
  const content = Object.entries(operation.requestBody?.content ?? {});
  const toBody = (media: MediaTypeObject | undefined): object | undefined => toContent(media, 'request', exact);
  const types = content.filter(([mediaType]) => isJson(mediaType));
  // Where a body may be of several JSON types, each gets an operation of its own.
  const further =
    types.length < 2 ? [] : types.map(([type, media]) => [essence(type), `${operation.id} ${type}`, media] as const);
  const main = {
    operationId: operation.id,
    parameters,
    requestBody: toBody(jsonOf(operation.requestBody?.content ?? {})),
    responses: toResponses(operation, exact),
  };
  const others = further.map(([, operationId, media]) => ({ operationId, parameters, requestBody: toBody(media) }));
  const paths = Object.fromEntries([main, ...others].map((one, index) => [`/${String(index)}`, { post: one }]));
  const definition = { openapi, info: { title: '', version: '' }, paths };
  return {
    definition: definition as unknown as Document, // as far as openapi-backend reads it
    furtherIds: new Map(further.map(([mediaType, id]) => [mediaType, id])),
  };
}

// OpenAPI: header parameters of these names are ignored.
function isIgnored({ in: place, name }: ParameterObject): boolean {
  return place === 'header' && /^(?:accept|content-type|authorization)$/i.test(name);
}

function toReferring({ refer }: Referring): (parameter: ParameterObject) => object {
  return ({ name, in: place, required = false, schema, content = {} }) => ({
    name,
    in: place,
    required,
    schema: refer(schema ?? jsonOf(content)?.schema ?? true, 'request'),
  });
}

function toContent(media: MediaTypeObject | undefined, side: Side, { refer }: Referring): object | undefined {
  return media?.schema === undefined
    ? undefined
    : { content: { 'application/json': { schema: refer(media.schema, side) } } };
}

// Where a response has several JSON types, each gets a status key of its own.
function toResponses({ responses }: Operation, exact: Referring): Readonly<Record<string, object>> {
  const all = Object.entries(responses).flatMap(([statusKey, { content }]) => {
    const types = Object.entries(content ?? {}).filter(([mediaType]) => isJson(mediaType));
    const further = types.length < 2 ? [] : types.map(([type, media]) => [`${statusKey} ${type}`, media] as const);
    return [[statusKey, jsonOf(content ?? {})] as const, ...further];
  });
  return Object.fromEntries(all.map(([key, media]) => [key, toContent(media, 'reply', exact) ?? { content: {} }]));
}

function jsonOf(content: Readonly<Record<string, MediaTypeObject>>): MediaTypeObject | undefined {
  const keys = Object.keys(content);
  const json =
    keys.find((key) => essence(key) === 'application/json') ??
    keys.find((key) => isJson(key)) ??
    keys.find((key) => isInRange('application/json', key));
  return json === undefined ? undefined : content[json];
}
