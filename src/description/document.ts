/**
 * An OpenAPI 3.0 or 3.1 document after validation, as far as this project reads it. References are left within schemas
 * only, and lead to somewhere in it; `schemas.ts` reads through them.
 */
export interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly servers?: readonly ServerObject[];
  readonly paths?: Readonly<Record<string, PathItem>>;
  readonly security?: readonly SecurityRequirement[];
  readonly components?: { readonly securitySchemes?: Readonly<Record<string, SecurityScheme>> };
}

export interface ServerObject {
  readonly url: string;
  readonly variables?: Readonly<Record<string, { readonly default: string; readonly enum?: readonly string[] }>>;
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;

/** `query` and `additionalOperations` are OpenAPI 3.2's. */
export type PathItem = Readonly<Partial<Record<(typeof methods)[number], OperationObject>>> & {
  /** By method, as it is sent. */
  readonly additionalOperations?: Readonly<Record<string, OperationObject>>;
  readonly parameters?: readonly ParameterObject[];
  readonly servers?: readonly ServerObject[];
};

/** The operations of a path with their methods, as these are sent. */
export function operationsOf(item: PathItem): readonly (readonly [string, OperationObject])[] {
  const usual = methods.map((method) => [method.toUpperCase(), item[method]] as const);
  return [...usual, ...Object.entries(item.additionalOperations ?? {})].filter(isDeclared);
}

function isDeclared(
  entry: readonly [string, OperationObject | undefined],
): entry is readonly [string, OperationObject] {
  return entry[1] !== undefined;
}

export interface OperationObject {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly ParameterObject[];
  readonly servers?: readonly ServerObject[];
  readonly requestBody?: RequestBodyObject;
  readonly responses?: Readonly<Record<string, ResponseObject>>;
  readonly security?: readonly SecurityRequirement[];
  readonly 'x-source'?: unknown;
  /** Why it is not served, put here by us, with its place in the file. */
  readonly 'x-signoff-unserved'?: string;
}

export interface ParameterObject {
  readonly name: string;
  readonly in: 'query' | 'header' | 'path' | 'cookie';
  readonly required?: boolean;
  readonly style?: string;
  readonly explode?: boolean;
  readonly schema?: Schema;
  readonly content?: Readonly<Record<string, MediaTypeObject>>;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, ExampleObject>>;
}

export interface RequestBodyObject {
  readonly required?: boolean;
  readonly content: Readonly<Record<string, MediaTypeObject>>;
}

export interface MediaTypeObject {
  readonly schema?: Schema;
  /** By member, of forms and multipart bodies. */
  readonly encoding?: Readonly<Record<string, EncodingObject>>;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, ExampleObject>>;
}

/** How a member of a form or a part of a multipart body is written (OpenAPI 3.1 section 4.8.15). */
export interface EncodingObject {
  /** Media types or ranges, separated by commas. */
  readonly contentType?: string;
  readonly style?: string;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
}

export interface ExampleObject {
  readonly value?: unknown;
  readonly 'x-source'?: unknown;
  readonly 'x-when'?: unknown;
}

export interface ResponseObject {
  readonly description: string;
  readonly headers?: Readonly<Record<string, HeaderObject>>;
  readonly content?: Readonly<Record<string, MediaTypeObject>>;
  readonly 'x-source'?: unknown;
  readonly 'x-when'?: unknown;
}

export interface HeaderObject {
  readonly schema?: Schema;
  readonly content?: Readonly<Record<string, MediaTypeObject>>;
  readonly explode?: boolean;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, ExampleObject>>;
  readonly required?: boolean;
}

export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

export type SecurityScheme = { readonly 'x-source'?: unknown } & (
  | { readonly type: 'http'; readonly scheme: string; readonly bearerFormat?: string }
  | { readonly type: 'apiKey'; readonly in: 'query' | 'header' | 'cookie'; readonly name: string }
  | { readonly type: 'oauth2' | 'openIdConnect' | 'mutualTLS' }
);

/** A JSON Schema; opaque here, the validators read it. */
export type Schema = boolean | Readonly<Record<string, unknown>>;
