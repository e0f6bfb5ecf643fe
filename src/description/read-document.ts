import SwaggerParser from '@apidevtools/swagger-parser';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { UserError, messageOf } from '../errors.js';
import { findBrokenSchema } from './check-schemas.js';
import type { Document } from './document.js';
import { findDangling } from './find-dangling.js';
import { findDoubledId, giveOperationIds } from './give-operation-ids.js';
import { isPlainlyReferenced } from './is-plainly-referenced.js';
import { isObject } from './json-value.js';
import { at, createTextReader, show, type TextReader } from './location.js';
import type { Loss } from './loss.js';
import { notOpenApi, openDescription, type OpenedDescription } from './open-description.js';
import { resolveReferences } from './resolve-references.js';
import { findSyntaxError, locate, type Position } from './source-position.js';
import { tellFlaw, type SchemaError } from './tell-flaw.js';

export interface ReadDocument {
  readonly document: Document;
  /** The file and every file that it refers to; none that is at an address. */
  readonly files: readonly string[];
  /** Whether it is written in another version than `document`. */
  readonly isConverted: boolean;
  /** What it says that is not served, a sentence each with its `file:line:column`. */
  readonly notes: readonly string[];
}

type Api = Exclude<Parameters<typeof SwaggerParser.validate>[1], string>;

/**
 * Reads and validates a description of OpenAPI 3.0 or 3.1 or Swagger 2.0, YAML or JSON, in a file or at an address.
 * References to schemas stay, as internal ones; what others lead to stands in their place. Every operation has an
 * `operationId` afterwards.
 * @throws UserError DESCRIPTION_NOT_FOUND, DESCRIPTION_UNREACHABLE, DESCRIPTION_UNREADABLE or DESCRIPTION_INVALID, with
 * file and line.
 */
export async function readDocument(given: string): Promise<ReadDocument> {
  const texts = createTextReader();
  const file = await texts.settle(given);
  const opened = await openDescription(file, texts).catch(async (error: unknown) => {
    throw error instanceof UserError ? error : await explainUnreadable({ file, texts }, error);
  });
  const reading = { file, texts, sourceOf: opened.sourceOf };
  const whole = opened.whole as Api; // which is what is validated
  await refuseBrokenSchemas(reading, opened);
  if (opened.isValid !== true) await validate(reading, whole);
  await refuseDangling(reading, whole);
  resolveReferences(whole);
  const document = whole as unknown as Document; // validated just now against the OpenAPI schema
  await refuseDoubledId(reading, document);
  giveOperationIds(show(file), document);
  const { files, isConverted, losses } = opened;
  return { document, files, isConverted, notes: await tellLosses(reading, losses) };
}

/** A description that is being read. */
interface Reading {
  readonly file: string;
  readonly texts: TextReader;
  /** Where in the file stands what a pointer into the document leads to. @default at the same pointer */
  readonly sourceOf?: (pointer: string) => string;
}

/** So many losses are told with their lines. */
const most = 20;

async function tellLosses({ file, texts }: Reading, losses: readonly Loss[]): Promise<readonly string[]> {
  const text = losses.length > 0 ? await texts.read(file) : '';
  const told = losses.slice(0, most).map(({ pointer, message }) => `${at(file, locate(text, pointer))}: ${message}`);
  const more = losses.length > most ? [`and ${String(losses.length - most)} more`] : [];
  return [...told, ...more].map((loss) => `not served: ${loss}`);
}

async function validate(reading: Reading, whole: Api): Promise<void> {
  const { file } = reading;
  try {
    const resolve = { external: false }; // there is nothing outside any more
    const isPlain = isPlainlyReferenced(whole);
    const dereference = isPlain ? { excludedPathMatcher: () => true } : {};
    await SwaggerParser.validate(file, isPlain ? whole : structuredClone(whole), {
      resolve,
      dereference: { circular: 'ignore', ...dereference },
    });
  } catch (error) {
    throw isDangling(error) ? await explainUnreadable(reading, error) : await explainInvalid(reading, error);
  }
}

async function refuseDoubledId({ file, texts, sourceOf = itself }: Reading, document: Document): Promise<void> {
  const doubled = findDoubledId(document);
  if (doubled === undefined) return;
  const text = await texts.read(file);
  const [first, second] = doubled.pointers.map((pointer) => at(file, locate(text, sourceOf(pointer))));
  const message = `${second ?? ''}: the operationId "${doubled.id}" is that of another operation, at ${first ?? ''}.`;
  throw new UserError('DESCRIPTION_INVALID', message);
}

function isDangling(error: unknown): boolean {
  return error instanceof Error && error.name === 'MissingPointerError';
}

async function refuseDangling({ file, texts, sourceOf = itself }: Reading, whole: object): Promise<void> {
  const found = findDangling(whole);
  if (found === undefined) return;
  const place = at(file, locate(await texts.read(file), sourceOf(`${found.pointer}/$ref`)));
  throw new UserError('DESCRIPTION_UNREADABLE', `${place}: "${found.reference}" leads nowhere.`);
}

async function refuseBrokenSchemas(reading: Reading, { whole, isConverted }: OpenedDescription): Promise<void> {
  const { file, texts, sourceOf = itself } = reading;
  const written = await texts.read(file);
  const content: unknown = isConverted ? whole : parse(written, { merge: true }); // anew, as the former is bundled by now
  const broken = findBrokenSchema(content, String(recordOf(whole)['openapi']).startsWith('3.0'));
  if (broken === undefined) return;
  const pointer = sourceOf(broken.pointer);
  const message = `${at(file, locate(written, pointer))}: ${pointer} ${broken.message}`;
  throw new UserError('DESCRIPTION_INVALID', message);
}

async function explainUnreadable(reading: Reading, error: unknown): Promise<UserError> {
  const { file, texts } = reading;
  const culprit = culpritOf(error) ?? file;
  const text = await texts
    .read(culprit)
    .catch((refusal: unknown) => (refusal instanceof UserError ? refusal : undefined));
  if (text instanceof UserError) return text;
  if (text === undefined) return explainMissing(reading, culprit, error);
  const syntax = findSyntaxError(text);
  if (syntax === undefined) {
    if (culprit === file && !isObject(parse(text))) return notOpenApi(file); // which the parser reads nothing from
    const message = firstLine(messageOf(error));
    return new UserError('DESCRIPTION_UNREADABLE', `${at(culprit, dangling(text, message))}: ${message}`, {
      cause: error,
    });
  }
  return new UserError('DESCRIPTION_UNREADABLE', `${at(culprit, syntax)}: ${syntax.message}`, { cause: error });
}

async function explainMissing({ file, texts }: Reading, culprit: string, error: unknown): Promise<UserError> {
  if (culprit === file) {
    const message = `${show(file)} cannot be read. Give the path of an OpenAPI file.`;
    return new UserError('DESCRIPTION_NOT_FOUND', message, { cause: error });
  }
  const lines = (await texts.read(file)).split('\n');
  const line = lines.findIndex((content) => content.includes('$ref') && content.includes(basename(culprit))) + 1;
  const place = line > 0 ? at(file, { line, column: 1 }) : show(file);
  return new UserError('DESCRIPTION_NOT_FOUND', `${show(culprit)} cannot be read. ${place} refers to it.`, {
    cause: error,
  });
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

// The parser names the reference that leads nowhere, but not where it stands.
function dangling(text: string, message: string): Position {
  const reference = /"([^"]+)"/.exec(message)?.[1];
  const lines = text.split('\n');
  const quoted = (content: string): boolean =>
    /["']/.test(content.charAt(content.indexOf(reference ?? '') + (reference ?? '').length));
  const line =
    reference === undefined ? -1 : lines.findIndex((content) => content.includes(reference) && quoted(content));
  return { line: Math.max(line, 0) + 1, column: 1 };
}

async function explainInvalid({ file, texts, sourceOf = itself }: Reading, error: unknown): Promise<UserError> {
  const flaw = tellFlaw(detailsOf(error));
  const pointer = sourceOf(flaw?.pointer ?? '');
  const message = flaw === undefined ? firstLine(messageOf(error)) : `${pointer} ${flaw.message}`;
  const position = locate(await texts.read(file), pointer);
  return new UserError('DESCRIPTION_INVALID', `${at(file, position)}: ${message}`, { cause: error });
}

function itself(pointer: string): string {
  return pointer;
}

function detailsOf(error: unknown): readonly SchemaError[] {
  if (!(error instanceof Error) || !('details' in error) || !Array.isArray(error.details)) return [];
  return error.details as SchemaError[]; // Ajv's error objects, see swagger-parser's validators/schema.js
}

function culpritOf(error: unknown): string | undefined {
  return error instanceof Error && 'source' in error && typeof error.source === 'string' && error.source !== ''
    ? error.source
    : undefined;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
