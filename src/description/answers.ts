import type { HeaderObject, MediaTypeObject, ResponseObject, Schema } from './document.js';
import { readSource, readWhen, type When } from './when.js';

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
export function readAnswers(responses: Readonly<Record<string, ResponseObject>>, place: string): readonly Answer[] {
  return Object.entries(responses).flatMap(([statusKey, response]) =>
    readResponse(statusKey, response, `${place} ${statusKey}`),
  );
}

function readResponse(statusKey: string, response: ResponseObject, place: string): readonly Answer[] {
  const responseStatements = readSource(response['x-source']);
  const common = { statusKey, headers: readHeaders(response.headers ?? {}), responseStatements };
  const whenOfResponse = readWhen(response['x-when'], place);
  const media = Object.entries(response.content ?? {});
  if (media.length === 0) {
    return [{ ...common, name: statusKey, body: { kind: 'empty' }, when: whenOfResponse, statements: [] }];
  }
  return media.flatMap(([mediaType, content]) =>
    readExamples(mediaType, content).map(({ name, body, when, statements }) => ({
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

function readExamples(mediaType: string, content: MediaTypeObject): readonly Example[] {
  const schema = content.schema ?? true;
  const named = Object.entries(content.examples ?? {}).map(([name, example]) => ({
    name,
    body: { kind: 'value' as const, mediaType, value: example.value, schema },
    when: example['x-when'],
    statements: readSource(example['x-source']),
  }));
  if (named.length > 0) return named;
  const value = content.example ?? exampleOf(schema);
  const body: AnswerBody =
    value === undefined ? { kind: 'schema', mediaType, schema } : { kind: 'value', mediaType, value, schema };
  return [{ body, statements: [] }];
}

function exampleOf(schema: Schema): unknown {
  if (typeof schema === 'boolean') return undefined;
  if (schema['example'] !== undefined) return schema['example'];
  return Array.isArray(schema['examples']) ? (schema['examples'] as unknown[])[0] : undefined;
}

function readHeaders(headers: Readonly<Record<string, HeaderObject>>): Readonly<Record<string, string>> {
  const entries = Object.entries(headers)
    .map(([name, header]) => [name, header.example ?? exampleOf(header.schema ?? true)] as const)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .map(([name, value]) => [name, String(value)] as const);
  return Object.fromEntries(entries);
}
