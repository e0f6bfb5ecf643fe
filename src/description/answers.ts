import type { HeaderObject, MediaTypeObject, ResponseObject, Schema } from './document.js';
import { meantValue } from './meant-value.js';
import { isJson } from './media-type.js';
import type { SchemaObject, SchemaReader } from './schemas.js';
import { readSource, readWhen, type When } from './when.js';
import { isOfMessage, writeHeader } from './write-header.js';

/** What a documented answer carries: nothing, a documented value, or whatever its schema allows. */
export type AnswerBody =
  | { readonly kind: 'empty' }
  | { readonly kind: 'value'; readonly mediaType: string; readonly value: unknown; readonly schema: Schema }
  | { readonly kind: 'schema'; readonly mediaType: string; readonly schema: Schema };

/** One documented answer of an operation: a named example, or a response that has none. */
export interface Answer {
  /** The name of the example; for a response without examples, its status key. */
  readonly name: string;
  /** The key of the response: `200`, `4XX` or `default`. */
  readonly statusKey: string;
  readonly body: AnswerBody;
  /** Documented headers with their example values. */
  readonly headers: Readonly<Record<string, string>>;
  /** The documented headers themselves, those aside that the message sets. @default none */
  readonly documentedHeaders?: Headers;
  readonly when: When;
  /** Statements of the example itself. */
  readonly statements: readonly string[];
  /** Statements of the response that it is an example of. */
  readonly responseStatements: readonly string[];
}

/**
 * The documented answers of an operation, in the order of the document.
 * @throws UserError DESCRIPTION_INVALID for a malformed `x-when`.
 */
export function readAnswers(
  responses: Readonly<Record<string, ResponseObject>>,
  place: string,
  schemas: SchemaReader,
): readonly Answer[] {
  return Object.entries(responses).flatMap(([statusKey, response]) =>
    readResponse(statusKey, response, { place: `${place} ${statusKey}`, schemas }),
  );
}

interface Reading {
  /** What an error calls it. */
  readonly place: string;
  readonly schemas: SchemaReader;
}

function readResponse(statusKey: string, response: ResponseObject, { place, schemas }: Reading): readonly Answer[] {
  const responseStatements = readSource(response['x-source']);
  const documentedHeaders = Object.fromEntries(
    Object.entries(response.headers ?? {}).filter(([name]) => !isOfMessage(name)),
  );
  const common = { statusKey, headers: readHeaders(documentedHeaders, schemas), documentedHeaders, responseStatements };
  const whenOfResponse = readWhen(response['x-when'], place);
  const media = Object.entries(response.content ?? {});
  if (media.length === 0) {
    return [{ ...common, name: statusKey, body: { kind: 'empty' }, when: whenOfResponse, statements: [] }];
  }
  return media.flatMap(([mediaType, content]) =>
    readExamples(mediaType, content, schemas).map(({ name, body, when, statements }) => ({
      ...common,
      name: name ?? statusKey,
      body,
      when: when === undefined ? whenOfResponse : readWhen(when, `${place} ${name ?? ''}`),
      statements,
    })),
  );
}

interface Example {
  readonly name?: string;
  readonly body: AnswerBody;
  readonly when?: unknown;
  readonly statements: readonly string[];
}

function readExamples(mediaType: string, content: MediaTypeObject, schemas: SchemaReader): readonly Example[] {
  const named = Object.entries(content.examples ?? {}).map(([name, example]) => ({
    name,
    body: bodyOf(mediaType, content, 'value' in example ? [example.value] : [], schemas),
    when: example['x-when'],
    statements: readSource(example['x-source']),
  }));
  if (named.length > 0) return named;
  const values = 'example' in content ? [content.example] : examplesOf(schemas.resolve(content.schema));
  return [{ body: bodyOf(mediaType, content, values, schemas), statements: [] }];
}

// Absent is not falsy: null, 0, false and '' are examples like any other.
function bodyOf(
  mediaType: string,
  { schema = true }: MediaTypeObject,
  values: readonly unknown[],
  schemas: SchemaReader,
): AnswerBody {
  if (values.length === 0) return { kind: 'schema', mediaType, schema };
  const value = isJson(mediaType) ? meantValue(values[0], schema, schemas) : values[0];
  return { kind: 'value', mediaType, value, schema };
}

function examplesOf(schema: SchemaObject): readonly unknown[] {
  if ('example' in schema) return [schema['example']];
  return Array.isArray(schema['examples']) ? (schema['examples'] as unknown[]) : [];
}

type Headers = Readonly<Record<string, HeaderObject>>;

function readHeaders(headers: Headers, schemas: SchemaReader): Readonly<Record<string, string>> {
  const written = Object.entries(headers).map(
    ([name, header]) => [name, writeHeader(name, header, exampleOf(header, schemas))] as const,
  );
  return Object.fromEntries(written.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function exampleOf({ schema, content = {}, example, examples = {} }: HeaderObject, schemas: SchemaReader): unknown {
  const [media] = Object.values(content);
  const [named] = Object.values({ ...examples, ...media?.examples });
  return named?.value ?? example ?? media?.example ?? examplesOf(schemas.resolve(schema ?? media?.schema))[0];
}
