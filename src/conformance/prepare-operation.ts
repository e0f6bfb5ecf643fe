import {
  methods,
  type Document,
  type MediaTypeObject,
  type OperationObject,
  type ParameterObject,
  type ResponseObject,
} from '../description/document.js';
import { essence, isInRange, isJson } from '../description/media-type.js';
import type { Operation } from '../description/operations.js';
import { prepareSchemas } from './prepare-schemas.js';

/** One operation as the engine wants it. */
export interface PreparedOperation {
  readonly definition: Document;
  /** Whether circular references are left. */
  readonly hasReferences: boolean;
  /** Further media type of its body → the id of the operation that stands for it in the engine. */
  readonly furtherIds: ReadonlyMap<string, string>;
}

/** The engine's own copy of one operation: it compiles bodies under the key `application/json` only. */
export function prepareOperation(
  { openapi, info, paths = {} }: Document,
  { id, path, method }: Operation,
): PreparedOperation {
  const key = methods.find((name) => name.toUpperCase() === method) ?? 'get';
  const { parameters = [], [key]: declared } = paths[path] ?? {};
  const own = structuredClone({ ...declared, operationId: id });
  const item = { parameters: structuredClone(parameters) };
  const hasReferences = [own, item].map(prepareSchemas).includes(true);
  for (const part of [item, own]) if (part.parameters !== undefined) dropIgnored(part.parameters as ParameterObject[]);
  const further = furtherBodies(own);
  unifyBodies(own);
  const others = further.map(({ operation }) => [` ${operation.operationId}`, { ...item, post: operation }] as const);
  const furtherIds = new Map(further.map(({ mediaType, operation }) => [mediaType, operation.operationId]));
  const definition = { openapi, info, paths: { [path]: { ...item, [key]: own }, ...Object.fromEntries(others) } };
  return { definition, hasReferences, furtherIds };
}

function unifyBodies({ requestBody, responses = {} }: OperationObject): void {
  unifyJson(requestBody?.content ?? {});
  Object.assign(responses, furtherJson(responses));
  for (const response of Object.values(responses)) unifyJson(response.content ?? {});
}

interface FurtherBody {
  readonly mediaType: string;
  readonly operation: OperationObject & { readonly operationId: string };
}

// Where a body may be of several JSON types, each gets an operation of its own in the engine.
function furtherBodies(operation: OperationObject): readonly FurtherBody[] {
  const types = Object.entries(operation.requestBody?.content ?? {}).filter(([mediaType]) => isJson(mediaType));
  if (types.length < 2) return [];
  return types.map(([mediaType, media]) => {
    const operationId = `${operation.operationId ?? ''} ${mediaType}`;
    const requestBody = { content: { 'application/json': media } };
    return { mediaType: essence(mediaType), operation: { ...operation, operationId, requestBody } };
  });
}

// Where a response has several JSON types, each gets a status key of its own.
function furtherJson(responses: NonNullable<OperationObject['responses']>): Record<string, ResponseObject> {
  const further = Object.entries(responses).flatMap(([statusKey, { description, content = {} }]) => {
    const types = Object.entries(content).filter(([mediaType]) => isJson(mediaType));
    if (types.length < 2) return [];
    const toResponse = (media: MediaTypeObject): ResponseObject => ({
      description,
      content: { 'application/json': media },
    });
    return types.map(([mediaType, media]) => [`${statusKey} ${mediaType}`, toResponse(media)] as const);
  });
  return Object.fromEntries(further);
}

// OpenAPI: header parameters of these names are ignored.
function dropIgnored(parameters: ParameterObject[]): void {
  const isIgnored = ({ in: place, name }: ParameterObject): boolean =>
    place === 'header' && /^(?:accept|content-type|authorization)$/i.test(name);
  parameters.splice(0, parameters.length, ...parameters.filter((parameter) => !isIgnored(parameter)));
}

function unifyJson(content: Record<string, MediaTypeObject>): void {
  const keys = Object.keys(content);
  const json =
    keys.find((key) => essence(key) === 'application/json') ??
    keys.find((key) => isJson(key)) ??
    keys.find((key) => isInRange('application/json', key));
  const media = json === undefined ? undefined : content[json];
  if (media !== undefined) content['application/json'] = media;
}
