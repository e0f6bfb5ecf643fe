import { readAnswers, type Answer } from './answers.js';
import {
  operationsOf,
  type Document,
  type MediaTypeObject,
  type OperationObject,
  type ParameterObject,
  type PathItem,
  type RequestBodyObject,
  type ResponseObject,
  type SecurityScheme,
} from './document.js';
import { UserError } from '../errors.js';
import { basePathsOf } from './paths/base-paths.js';
import { createSchemaReader, type SchemaReader } from './schemas.js';
import { readSource } from './when.js';

/** One method at one path of a description. */
export interface Operation {
  /** Its `operationId`; made from method and path where the document gives none. */
  readonly id: string;
  /** As it is sent, so mostly in upper case. */
  readonly method: string;
  /** The path template, such as `/pets/{id}`. */
  readonly path: string;
  /** Paths of its servers, which clients put before its own; those with a variable of any value in braces. @default none */
  readonly basePaths?: readonly string[];
  readonly tags?: readonly string[];
  readonly parameters: readonly ParameterObject[];
  readonly requestBody?: RequestBodyObject;
  readonly answers: readonly Answer[];
  /** What the answers are read from, by status key. */
  readonly responses: Readonly<Record<string, ResponseObject>>;
  /** Alternatives; one has to be satisfied whole. Empty: no credential needed. */
  readonly security: readonly (readonly NamedScheme[])[];
  readonly statements: readonly string[];
  /** Why it cannot be served as it is described; nothing but its names is known then. @default it can */
  readonly unserved?: string;
}

export interface NamedScheme {
  readonly name: string;
  readonly scheme: SecurityScheme;
  readonly statements: readonly string[];
}

/**
 * The operations of a document, in its order.
 * @throws UserError DESCRIPTION_INVALID for a malformed `x-when`.
 */
export function readOperations(document: Document): readonly Operation[] {
  const basePaths = basePathsOf(document.servers ?? []);
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    operationsOf(item).map(([method, operation]) =>
      readOperation(document, { path, method, item, operation, basePaths }),
    ),
  );
}

interface Place {
  readonly path: string;
  readonly method: string;
  readonly item: PathItem;
  readonly operation: OperationObject;
  /** Of the document's servers. */
  readonly basePaths: readonly string[];
}

function readOperation(document: Document, { path, method, item, operation, basePaths }: Place): Operation {
  const servers = operation.servers ?? item.servers; // the nearest ones override all others
  const place = `${method} ${path}`;
  const unserved = operation['x-signoff-unserved'];
  if (unserved !== undefined) {
    const nothing = { parameters: [], answers: [], responses: {}, security: [], statements: [] };
    return { id: operation.operationId ?? operationIdOf(method, path), method, path, ...nothing, unserved };
  }
  return {
    id: operation.operationId ?? operationIdOf(method, path),
    method,
    path,
    basePaths: servers === undefined ? basePaths : basePathsOf(servers),
    ...(operation.tags && { tags: operation.tags }),
    parameters: mergeParameters(item.parameters ?? [], operation.parameters ?? []),
    ...(operation.requestBody && { requestBody: operation.requestBody }),
    answers: readAnswers(operation.responses ?? {}, place, createSchemaReader(document)),
    responses: operation.responses ?? {},
    security: readSecurity(document, operation, place),
    statements: readSource(operation['x-source']),
  };
}

/** The id of an operation that has no `operationId`, e.g. `get /pets/{id}` → `getPetsId`. */
export function operationIdOf(method: string, path: string): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

// An operation's own parameter overrides the path's parameter of the same name and place.
function mergeParameters(
  ofPath: readonly ParameterObject[],
  own: readonly ParameterObject[],
): readonly ParameterObject[] {
  const overridden = (inherited: ParameterObject): boolean =>
    own.some((parameter) => parameter.name === inherited.name && parameter.in === inherited.in);
  return [...ofPath.filter((inherited) => !overridden(inherited)), ...own];
}

function readSecurity(document: Document, operation: OperationObject, place: string): Operation['security'] {
  const schemes = document.components?.securitySchemes ?? {};
  return (operation.security ?? document.security ?? []).map((requirement) =>
    Object.keys(requirement).map((name) => {
      const scheme = schemes[name];
      if (scheme !== undefined) return { name, scheme, statements: readSource(scheme['x-source']) };
      throw new UserError('DESCRIPTION_INVALID', `${place}: the security scheme "${name}" is not declared.`);
    }),
  );
}

/** A documented example value for a media type or parameter: its first named example, its example, or its schema's. */
export function documentedExample(place: MediaTypeObject | ParameterObject, schemas: SchemaReader): unknown {
  const [named] = Object.values(place.examples ?? {});
  if (named !== undefined && 'value' in named) return named.value;
  if ('example' in place) return place.example;
  const schema = schemas.resolve(place.schema);
  if ('example' in schema) return schema['example'];
  const examples = Array.isArray(schema['examples']) ? (schema['examples'] as unknown[]) : [];
  return examples.length > 0 ? examples[0] : schema['default'];
}
