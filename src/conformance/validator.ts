import { OpenAPIValidator } from 'openapi-backend';
import type { Document, HeaderObject, Schema } from '../description/document.js';
import type { Operation } from '../description/operations.js';
import type { Violation } from '../exchange.js';
import { createHeaderValidator } from './header-validator.js';
import { createValueValidator } from './value-validator.js';
import { dialectOf, lazyAjv, violationsOf, type Dialect } from './lazy-ajv.js';
import { prepareOperation, type PreparedOperation } from './prepare-operation.js';

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
  /**
   * What of a value departs from a schema of the document, as part of a request or of a reply; pointers lead into the
   * value. Compiled once for each schema object.
   */
  value(schema: Schema, value: unknown, of: 'request' | 'reply'): readonly Violation[];
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
      const id = furtherIds.get(mediaType) ?? operation.id;
      // The last validator is that of the parameters. Whether a body is required was settled when it was read.
      const validators = engine.getRequestValidatorsForOperation(id);
      const applicable = body === undefined ? validators.slice(-1) : validators;
      return applicable.flatMap((validate) => violationsOf(validate, input, 'readOnly'));
    },
    reply(operation, statusKey, body, mediaType = 'application/json') {
      const validators = thorough(operation).engine.getStatusBasedResponseValidatorForOperation(operation.id);
      const validate = validators[`${statusKey} ${mediaType}`] ?? validators[statusKey];
      return validate === undefined ? [] : violationsOf(validate, body, 'writeOnly');
    },
    header: createHeaderValidator(dialect),
    value: createValueValidator(dialect),
  };
}

interface Engine extends Pick<PreparedOperation, 'furtherIds'> {
  readonly engine: OpenAPIValidator;
}

function createEngines(document: Document, dialect: Dialect, allErrors: boolean): (operation: Operation) => Engine {
  const [exact, coercing] = [lazyAjv(dialect), lazyAjv(dialect)];
  const engines = new Map<string, Engine>();
  const create = (operation: Operation): Engine => {
    const { definition, hasReferences, furtherIds } = prepareOperation(document, operation);
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
