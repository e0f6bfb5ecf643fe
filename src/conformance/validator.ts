import { Ajv, type Options } from 'ajv';
import AjvDraft04 from 'ajv-draft-04';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { OpenAPIValidator } from 'openapi-backend';
import { methods, type Document, type MediaTypeObject } from '../description/document.js';
import { isJson } from '../description/media-type.js';
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

export interface Validator {
  /** What of a request departs from its operation. Parameters given as text are coerced to their declared types. */
  request(operation: Operation, values: RequestValues): readonly Violation[];
  /** What of a JSON body departs from the response of this status key. */
  reply(operation: Operation, statusKey: string, body: unknown): readonly Violation[];
}

/** Validates against a description with openapi-backend's compiled validators, compiled on first use. */
export function createValidator(document: Document): Validator {
  const definition = prepare(document);
  const [exact, coercing] = [lazyAjv(definition), lazyAjv(definition)];
  const engine = new OpenAPIValidator({
    definition: definition as never, // validated when it was loaded; the engine's own type is of another library
    lazyCompileValidators: true,
    ajvOpts: { strict: false, allErrors: true, verbose: true, validateSchema: false },
    customizeAjv: (_ajv, options) => (options.coerceTypes === true ? coercing(options) : exact(options)),
  });
  return {
    request(operation, { body, ...parameters }) {
      const input = body === undefined ? parameters : { ...parameters, requestBody: body };
      // The last validator is that of the parameters. Whether a body is required was settled when it was read.
      const validators = engine.getRequestValidatorsForOperation(operation.id);
      const applicable = body === undefined ? validators.slice(-1) : validators;
      return applicable.flatMap((validate) => (validate(input) ? [] : toViolations(validate.errors ?? [])));
    },
    reply(operation, statusKey, body) {
      const validate = engine.getStatusBasedResponseValidatorForOperation(operation.id)[statusKey];
      if (validate === undefined || validate(body)) return [];
      return toViolations(validate.errors ?? []);
    },
  };
}

const descriptionId = 'urn:signoff:description';

// The engine asks for an Ajv for every operation; one that knows the whole document serves them all.
function lazyAjv(definition: Document): (options: Options) => Ajv {
  let ajv: Ajv | undefined;
  return (options) => (ajv ??= createAjv(definition, options));
}

function createAjv(definition: Document, options: Options): Ajv {
  const dialect = definition.openapi.startsWith('3.0') ? AjvDraft04.default : Ajv2020;
  const ajv = new dialect(options); // the dialects differ in their vocabularies only
  addFormats.default(ajv);
  ajv.addFormat('binary', true);
  ajv.addFormat('password', true);
  return ajv.addSchema(definition, descriptionId);
}

// The engine's own copy: it compiles bodies under the key `application/json` only, a circular reference has to name
// the document that it leads into, and the alternatives of a choice may share no schema object.
function prepare(document: Document): Document {
  const copy = structuredClone(document);
  nameDocumentInReferences(copy, new Set());
  separateAlternatives(copy, new Set());
  for (const item of Object.values(copy.paths ?? {})) {
    for (const method of methods) {
      const operation = item[method];
      if (operation?.requestBody !== undefined) unifyJson(operation.requestBody.content);
      for (const response of Object.values(operation?.responses ?? {})) unifyJson(response.content ?? {});
    }
  }
  return copy;
}

function unifyJson(content: Record<string, MediaTypeObject>): void {
  const json = Object.keys(content).find((key) => isJson(key));
  const media = json === undefined ? undefined : content[json];
  if (media !== undefined) content['application/json'] = media;
}

function nameDocumentInReferences(value: unknown, seen: Set<object>): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if ('$ref' in value && typeof value.$ref === 'string' && value.$ref.startsWith('#')) {
    value.$ref = descriptionId + value.$ref;
  }
  for (const member of Object.values(value)) nameDocumentInReferences(member, seen);
}
