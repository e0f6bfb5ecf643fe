import { OpenAPIValidator } from 'openapi-backend';
import type { Document, HeaderObject, Schema } from '../description/document.js';
import { findMedia, isJson, isJsonLines } from '../description/media-type.js';
import type { Operation } from '../description/operations.js';
import type { SchemaReader } from '../description/schemas.js';
import type { Violation } from '../exchange.js';
import { withNumbers } from '../json.js';
import { compiling, createEngine, sourceOf, type Engine, type Engines, type Source } from './engine.js';
import { createHeaderValidator } from './header-validator.js';
import { prepareOperation } from './prepare-operation.js';
import type { Side } from './translate-schema.js';

/** The values of a request by where they came from, each as far as the operation declares it. */
export interface RequestValues {
  readonly path: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  /** Names in lower case. */
  readonly header: Record<string, unknown>;
  readonly cookie: Record<string, unknown>;
  /** The body as a value that its schema can judge, absent when the request had none. */
  readonly body?: unknown;
}

export interface RequestOptions {
  /** The media type of the body. @default application/json */
  readonly mediaType?: string;
  /** Whether to stop at the first violation, as large bodies want. @default false */
  readonly brief?: boolean;
}

export interface Validator {
  /** What the schemas say by which it validates. */
  readonly schemas: SchemaReader;
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
  value(schema: Schema, value: unknown, side: Side): readonly Violation[];
}

/** Validates against a description with openapi-backend's compiled validators, made for each operation on first use. */
export function createValidator(document: Document): Validator {
  const source = sourceOf(document);
  const engines = createEngines(source, false);
  const [thorough, brief] = [createWired(document, engines), createWired(document, createEngines(source, true))];
  return {
    schemas: source.reader,
    request(operation, values, { mediaType = 'application/json', brief: isBrief = false } = {}) {
      const { path, query, header, cookie, body } = values;
      const input = { path, query, header, cookie, requestBody: withNumbers(body) };
      const { wired, furtherIds, exact, coercing } = (isBrief ? brief : thorough)(operation);
      const id = furtherIds.get(mediaType) ?? operation.id;
      // The last validator is that of the parameters. Whether a body is required was settled when it was read.
      const validators = compiling(() => wired.getRequestValidatorsForOperation(id));
      const [ofParameters] = validators.slice(-1);
      const judgeBody = (): readonly Violation[] => {
        const [ofJson] = validators.slice(0, -1);
        if (isJson(mediaType)) return ofJson === undefined ? [] : exact.violations(ofJson, input).map(toBody);
        return violationsOf(exact, bodySchema(operation, mediaType, source), body).map(belowBody);
      };
      return [
        ...(body === undefined ? [] : judgeBody()),
        ...(ofParameters === undefined ? [] : coercing.violations(ofParameters, input)),
      ];
    },
    reply(operation, statusKey, body, mediaType = 'application/json') {
      const { wired, exact } = thorough(operation);
      const validators = compiling(() => wired.getStatusBasedResponseValidatorForOperation(operation.id));
      const validate = validators[`${statusKey} ${mediaType}`] ?? validators[statusKey];
      return validate === undefined ? [] : exact.violations(validate, withNumbers(body));
    },
    header: createHeaderValidator(engines, source.reader),
    value: (schema, value, side) => violationsOf(engines.exact, schema, value, side),
  };
}

function violationsOf(engine: Engine, schema: Schema, value: unknown, side: Side = 'request'): readonly Violation[] {
  return engine.violations(engine.compile(schema, side), withNumbers(value));
}

// What a body that is no JSON has to be.
function bodySchema({ requestBody }: Operation, mediaType: string, { reader }: Source): Schema {
  const { schema = true } = findMedia(requestBody?.content ?? {}, mediaType) ?? {};
  const isOfLine = isJsonLines(mediaType) && typeof schema === 'object' && !reader.types(schema).includes('array');
  return isOfLine ? listOf(schema) : schema;
}

// Compiled once for each object.
const lists = new WeakMap<object, Schema>();

function listOf(items: object): Schema {
  const list = lists.get(items) ?? { type: 'array', items };
  lists.set(items, list);
  return list;
}

function belowBody(violation: Violation): Violation {
  return { ...violation, pointer: `/body${violation.pointer}` };
}

// openapi-backend calls the body of a request `requestBody`.
function toBody(violation: Violation): Violation {
  return { ...violation, pointer: `/body${violation.pointer.slice('/requestBody'.length)}` };
}

function createEngines(source: Source, isBrief: boolean): Engines {
  return { exact: createEngine(source, { isBrief }), coercing: createEngine(source, { isBrief, coerces: true }) };
}

interface Wired extends Engines {
  readonly wired: OpenAPIValidator;
  readonly furtherIds: ReadonlyMap<string, string>;
}

function createWired({ openapi }: Document, engines: Engines): (operation: Operation) => Wired {
  const all = new Map<string, Wired>();
  const wire = (operation: Operation): Wired => {
    const { definition, furtherIds } = prepareOperation(operation, openapi, engines);
    const wired = new OpenAPIValidator({
      definition: definition as never, // the engine's own type is of another library
      lazyCompileValidators: true,
      customizeAjv: (_ajv, { coerceTypes }) => (coerceTypes === true ? engines.coercing : engines.exact).ajv(),
    });
    const made = { wired, furtherIds, ...engines };
    all.set(operation.id, made);
    return made;
  };
  return (operation) => all.get(operation.id) ?? wire(operation);
}
