import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import AjvDraft04 from 'ajv-draft-04';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { OpenAPIValidator } from 'openapi-backend';
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
import type { Violation } from '../exchange.js';
import { toViolations } from './violations.js';
import { separateAlternatives } from './separate-alternatives.js';

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
}

/** Validates against a description with openapi-backend's compiled validators, compiled on first use. */
export function createValidator(document: Document): Validator {
  const prepared = prepare(document);
  const engine = createEngine(prepared, true);
  let brief: OpenAPIValidator | undefined;
  return {
    request(operation, { body, ...parameters }, { mediaType = 'application/json', brief: isBrief = false } = {}) {
      const input = body === undefined ? parameters : { ...parameters, requestBody: body };
      const chosen = isBrief ? (brief ??= createEngine(prepared, false)) : engine;
      const id = prepared.furtherIds.get(`${operation.id} ${mediaType}`) ?? operation.id;
      // The last validator is that of the parameters. Whether a body is required was settled when it was read.
      const validators = chosen.getRequestValidatorsForOperation(id);
      const applicable = body === undefined ? validators.slice(-1) : validators;
      return applicable.flatMap((validate) => violationsOf(validate, input, 'readOnly'));
    },
    reply(operation, statusKey, body, mediaType = 'application/json') {
      const validators = engine.getStatusBasedResponseValidatorForOperation(operation.id);
      const validate = validators[`${statusKey} ${mediaType}`] ?? validators[statusKey];
      return validate === undefined ? [] : violationsOf(validate, body, 'writeOnly');
    },
  };
}

function createEngine({ definition, hasReferences }: Prepared, allErrors: boolean): OpenAPIValidator {
  const [exact, coercing] = [lazyAjv(definition, hasReferences), lazyAjv(definition, hasReferences)];
  return new OpenAPIValidator({
    definition: definition as never, // validated when it was loaded; the engine's own type is of another library
    lazyCompileValidators: true,
    ajvOpts: { strict: false, allErrors, verbose: true, validateSchema: false },
    customizeAjv: (_ajv, options) => (options.coerceTypes === true ? coercing(options) : exact(options)),
  });
}

// OpenAPI: a required member that is read only is required of answers alone, one that is write only of requests alone.
function violationsOf(
  validate: ValidateFunction,
  value: unknown,
  exempt: 'readOnly' | 'writeOnly',
): readonly Violation[] {
  try {
    if (validate(value)) return [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // a recursive schema, and a value deeper than the stack
    return [{ pointer: '/body', rule: 'depth', message: 'is nested too deeply', statements: [] }];
  }
  const isExempt = ({ keyword, params, parentSchema }: ErrorObject): boolean => {
    const { properties = {} } = (parentSchema ?? {}) as { properties?: Record<string, Record<string, unknown>> };
    const { missingProperty = '' } = params as { missingProperty?: string };
    return keyword === 'required' && properties[missingProperty]?.[exempt] === true;
  };
  return toViolations((validate.errors ?? []).filter((error) => !isExempt(error)));
}

const descriptionId = 'urn:signoff:description';

// The engine asks for an Ajv for every operation; one that knows the whole document serves them all.
function lazyAjv(definition: Document, hasReferences: boolean): (options: Options) => Ajv {
  let ajv: Ajv | undefined;
  return (options) => (ajv ??= createAjv(definition, hasReferences, options));
}

function createAjv(definition: Document, hasReferences: boolean, options: Options): Ajv {
  const dialect = definition.openapi.startsWith('3.0') ? AjvDraft04.default : Ajv2020;
  const ajv = new dialect(options); // the dialects differ in their vocabularies only
  addFormats.default(ajv);
  // Not without need: whatever looks like an id in it, also in an example, would be taken for one.
  return hasReferences ? ajv.addSchema(definition, descriptionId) : ajv;
}

interface Prepared {
  readonly definition: Document;
  /** Whether circular references are left. */
  readonly hasReferences: boolean;
  /** Operation id and further media type of its body → the id of the operation that stands for it in the engine. */
  readonly furtherIds: Map<string, string>;
}

// The engine's own copy: it compiles bodies under the key `application/json` only, a circular reference has to name
// the document that it leads into, and the alternatives of a choice may share no schema object.
function prepare(document: Document): Prepared {
  const furtherIds = new Map<string, string>();
  const copy = structuredClone(document);
  dropExamples(copy, new Set());
  const hasReferences = nameDocumentInReferences(copy, new Set());
  separateAlternatives(copy, new Set());
  for (const item of Object.values(copy.paths ?? {})) {
    for (const part of [item, ...methods.flatMap((method) => item[method] ?? [])]) {
      if (part.parameters !== undefined) dropIgnored(part.parameters as ParameterObject[]);
    }
    for (const operation of methods.flatMap((method) => item[method] ?? [])) {
      addFurtherBodies(copy, operation, furtherIds);
      unifyJson(operation.requestBody?.content ?? {});
      if (operation.responses !== undefined) Object.assign(operation.responses, furtherJson(operation.responses));
      for (const response of Object.values(operation.responses ?? {})) unifyJson(response.content ?? {});
    }
  }
  return { definition: copy, hasReferences, furtherIds };
}

// Where a body may be of several JSON types, each gets an operation of its own in the engine.
function addFurtherBodies(copy: Document, operation: OperationObject, furtherIds: Map<string, string>): void {
  const types = Object.entries(operation.requestBody?.content ?? {}).filter(([mediaType]) => isJson(mediaType));
  if (types.length < 2) return;
  for (const [mediaType, media] of types) {
    const id = `${operation.operationId ?? ''} ${mediaType}`;
    const post = { ...operation, operationId: id, requestBody: { content: { 'application/json': media } } };
    Object.assign(copy.paths ?? {}, { [` ${id}`]: { post } });
    furtherIds.set(`${operation.operationId ?? ''} ${essence(mediaType)}`, id);
  }
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

// Ajv would take a member `id` of an example for the id of a schema.
function dropExamples(value: unknown, seen: Set<object>, isMap = false): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  for (const [key, member] of Object.entries(value)) {
    if (!isMap && (key === 'example' || key === 'examples')) Reflect.deleteProperty(value, key);
    else dropExamples(member, seen, !isMap && (key === 'properties' || key === 'schemas'));
  }
}

function nameDocumentInReferences(value: unknown, seen: Set<object>): boolean {
  if (typeof value !== 'object' || value === null || seen.has(value)) return false;
  seen.add(value);
  const isReference = '$ref' in value && typeof value.$ref === 'string' && value.$ref.startsWith('#');
  if (isReference) Object.assign(value, { $ref: `${descriptionId}${String(value.$ref)}` });
  const inside = Object.values(value).map((member) => nameDocumentInReferences(member, seen));
  return isReference || inside.includes(true);
}
