import { OpenAPIValidator } from 'openapi-backend';
import {
  methods,
  type Document,
  type HeaderObject,
  type MediaTypeObject,
  type OperationObject,
  type ParameterObject,
  type ResponseObject,
} from '../description/document.js';
import { essence, isInRange, isJson } from '../description/media-type.js';
import type { Operation } from '../description/operations.js';
import type { Violation } from '../exchange.js';
import { createHeaderValidator } from './header-validator.js';
import { dialectOf, lazyAjv, violationsOf, type Dialect } from './lazy-ajv.js';
import { prepareSchemas } from './prepare-schemas.js';

/** The values of a request by where they came from, each as far as the operation declares it. */
export interface RequestValues {
  readonly path: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  /** Names in lower case. */
  readonly header: Record<string, unknown>;
  readonly cookie: Record<string, unknown>;
  /** The parsed JSON body, absent when the request had none. */
  readonly body?: unknown;
}

export interface RequestOptions {
  /** The media type of the body, if the operation documents several. @default application/json */
  readonly mediaType?: string;
  /** Whether to stop at the first violation, as large bodies want. @default false */
  readonly brief?: boolean;
}

export interface Validator {
  /** What of a request departs from its operation. Parameters given as text are coerced to their declared types. */
  request(operation: Operation, values: RequestValues, options?: RequestOptions): readonly Violation[];
  /** What of a JSON body departs from the response of this status key, and of this media type if it has several. */
  reply(operation: Operation, statusKey: string, body: unknown, mediaType?: string): readonly Violation[];
  /** What of a header of a response, its lines joined, departs from its schema; pointers lead into its value. */
  header(header: HeaderObject, text: string): readonly Violation[];
}

/** Validates against a description with openapi-backend's compiled validators, made for each operation on first use. */
export function createValidator(document: Document): Validator {
  const dialect = dialectOf(document);
  const [thorough, brief] = [createEngines(document, dialect, true), createEngines(document, dialect, false)];
  return {
    request(operation, values, { mediaType = 'application/json', brief: isBrief = false } = {}) {
      const { path, query, header, cookie, body } = values;
      const input = { path, query, header, cookie, requestBody: body };
      const { engine, furtherIds } = (isBrief ? brief : thorough)(operation);
      const id = (furtherIds.size > 0 && furtherIds.get(mediaType)) || operation.id;
      // The last validator is that of the parameters. Whether a body is required was settled when it was read.
      const validators = engine.getRequestValidatorsForOperation(id);
      const violations: Violation[] = [];
      for (let index = body === undefined ? validators.length - 1 : 0; index < validators.length; index += 1) {
        const validate = validators[index];
        if (validate !== undefined) violations.push(...violationsOf(validate, input, 'readOnly'));
      }
      return violations;
    },
    reply(operation, statusKey, body, mediaType = 'application/json') {
      const validators = thorough(operation).engine.getStatusBasedResponseValidatorForOperation(operation.id);
      const validate = validators[`${statusKey} ${mediaType}`] ?? validators[statusKey];
      return validate === undefined ? [] : violationsOf(validate, body, 'writeOnly');
    },
    header: createHeaderValidator(dialect),
  };
}

interface Engine {
  readonly engine: OpenAPIValidator;
  /** Further media type of the operation's body → the id of the operation that stands for it in the engine. */
  readonly furtherIds: ReadonlyMap<string, string>;
}

function createEngines(document: Document, dialect: Dialect, allErrors: boolean): (operation: Operation) => Engine {
  const [exact, coercing] = [lazyAjv(dialect), lazyAjv(dialect)];
  const engines = new Map<string, Engine>();
  const create = (operation: Operation): Engine => {
    const { definition, hasReferences, furtherIds } = prepare(document, operation);
    const engine = new OpenAPIValidator({
      definition: definition as never, // validated when it was loaded; the engine's own type is of another library
      lazyCompileValidators: true,
      ajvOpts: { strict: false, allErrors, verbose: true, validateSchema: false },
      customizeAjv: (_ajv, options) =>
        options.coerceTypes === true ? coercing(options, hasReferences) : exact(options, hasReferences),
    });
    engines.set(operation.id, { engine, furtherIds });
    return { engine, furtherIds };
  };
  return (operation) => engines.get(operation.id) ?? create(operation);
}

interface Prepared {
  readonly definition: Document;
  /** Whether circular references are left. */
  readonly hasReferences: boolean;
  readonly furtherIds: ReadonlyMap<string, string>;
}

// The engine's own copy of one operation: it compiles bodies under the key `application/json` only.
function prepare({ openapi, info, paths = {} }: Document, { id, path, method }: Operation): Prepared {
  const key = methods.find((name) => name.toUpperCase() === method) ?? 'get';
  const { parameters = [], [key]: declared } = paths[path] ?? {};
  const own = structuredClone({ ...declared, operationId: id });
  const item = { parameters: structuredClone(parameters) };
  const hasReferences = [own, item].map(prepareSchemas).includes(true);
  for (const part of [item, own]) if (part.parameters !== undefined) dropIgnored(part.parameters as ParameterObject[]);
  const further = furtherBodies(own);
  unifyJson(own.requestBody?.content ?? {});
  if (own.responses !== undefined) Object.assign(own.responses, furtherJson(own.responses));
  for (const response of Object.values(own.responses ?? {})) unifyJson(response.content ?? {});
  const others = further.map(({ operation }) => [` ${operation.operationId}`, { post: operation }] as const);
  const furtherIds = new Map(further.map(({ mediaType, operation }) => [mediaType, operation.operationId]));
  const definition = { openapi, info, paths: { [path]: { ...item, [key]: own }, ...Object.fromEntries(others) } };
  return { definition, hasReferences, furtherIds };
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
