import { basename } from 'node:path';
import { parse } from 'yaml';
import { UserError, messageOf } from '../errors.js';
import { operationsOf, type Document } from './document.js';
import type { DoubledId } from './give-operation-ids.js';
import { isObject, type Members } from './json-value.js';
import { at, createTextReader, show, type TextReader } from './location.js';
import type { Loss } from './loss.js';
import { openApiFlaws } from './openapi-flaws.js';
import { notOpenApi, openDescription } from './open-description.js';
import { settleDocument, type SettledDocument } from './settle-document.js';
import { createLocate, findSyntaxError, locate, type Position } from './source-position.js';
import type { Flaw } from './tell-flaw.js';
import { tell, tellProblems, type PlaceOf } from './tell-problems.js';

export interface ReadDocument {
  readonly document: Document;
  /** The file and every file that it refers to; none that is at an address. */
  readonly files: readonly string[];
  /** Whether it is written in another version than `document`. */
  readonly isConverted: boolean;
  /** What it says that is not served, a sentence each with its `file:line:column`. */
  readonly notes: readonly string[];
}

/**
 * Reads and validates a description of OpenAPI 3.0 or 3.1 or Swagger 2.0, YAML or JSON, in a file or at an address.
 * References to schemas stay, as internal ones; what others lead to stands in their place. Every operation has an
 * `operationId` afterwards. What is not as OpenAPI has it costs the operations that need it, and is told.
 * @param isStrict whether it is refused instead.
 * @throws UserError DESCRIPTION_NOT_FOUND, DESCRIPTION_UNREACHABLE, DESCRIPTION_UNREADABLE or DESCRIPTION_INVALID, with
 * file and line.
 */
export async function readDocument(given: string, isStrict = false): Promise<ReadDocument> {
  const texts = createTextReader();
  const file = await texts.settle(given);
  const opened = await openDescription(file, texts).catch(async (error: unknown) => {
    throw error instanceof UserError ? error : await explainUnreadable({ file, texts }, error);
  });
  const { files, isConverted, losses, sourceOf } = opened;
  const placeOf = createPlaceOf(file, await texts.read(file), sourceOf);
  const flaws = opened.isValid === true ? [] : openApiFlaws(opened.whole);
  const { document, problems, doubled } = settle(opened.whole, { file, placeOf, isStrict });
  const ofIds = doubled.map((each) => tellDoubled(each, placeOf));
  const complaints = isStrict ? [...[...problems, ...flaws].map((each) => tell(each, placeOf)), ...ofIds] : [];
  if (complaints.length > 0) throw refusal(file, complaints);
  const told = [...tellProblems(problems, countOperations(document), placeOf), ...ofIds, ...tellFlaws(flaws, placeOf)];
  return { document, files, isConverted, notes: [...told, ...(await tellLosses({ file, texts }, losses))] };
}

interface Settling {
  readonly file: string;
  readonly placeOf: PlaceOf;
  readonly isStrict: boolean;
}

function settle(whole: Members, { file, placeOf, isStrict }: Settling): SettledDocument {
  try {
    return settleDocument(show(file), whole, (problem) => tell(problem, placeOf), isStrict);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const message = error.message.slice(show(file).length);
    throw new UserError(error.code, `${placeOf('/paths').place}${message}`, { cause: error });
  }
}

// What reads lines takes as long as all the rest, so nothing is read before it is told.
function createPlaceOf(file: string, text: string, sourceOf: (pointer: string) => string): PlaceOf {
  let locating: ReturnType<typeof createLocate> | undefined;
  return (pointer) => {
    const written = sourceOf(pointer);
    return { place: at(file, (locating ??= createLocate(text))(written)), pointer: written };
  };
}

function countOperations({ paths = {} }: Document): number {
  return Object.values(paths).reduce((count, item) => count + operationsOf(item).length, 0);
}

function tellDoubled({ id, pointers: [former, later], called }: DoubledId, placeOf: PlaceOf): string {
  return `${placeOf(later).place}: the operationId "${id}" is that of another operation, at ${placeOf(former).place}; it is called ${called} here.`;
}

function tellFlaws(flaws: readonly Flaw[], placeOf: PlaceOf): readonly string[] {
  const [first, ...others] = flaws;
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : `, nor are ${String(others.length)} more places`;
  return [`not as OpenAPI has it, and served all the same: ${tell(first, placeOf)}${more}.`];
}

// So many lines of a refusal are read.
const mostRefused = 50;

function refusal(file: string, complaints: readonly string[]): UserError {
  const { length } = complaints;
  const head = `${show(file)} is not as OpenAPI has it in ${String(length)} places:`;
  const more = length > mostRefused ? [`and ${String(length - mostRefused)} more`] : [];
  const told = length === 1 ? complaints : [head, ...complaints.slice(0, mostRefused), ...more];
  return new UserError('DESCRIPTION_INVALID', told.join('\n'));
}

/** A description that is being read. */
interface Reading {
  readonly file: string;
  readonly texts: TextReader;
}

/** So many losses are told with their lines. */
const most = 20;

async function tellLosses({ file, texts }: Reading, losses: readonly Loss[]): Promise<readonly string[]> {
  const text = losses.length > 0 ? await texts.read(file) : '';
  const told = losses.slice(0, most).map(({ pointer, message }) => `${at(file, locate(text, pointer))}: ${message}`);
  const more = losses.length > most ? [`and ${String(losses.length - most)} more`] : [];
  return [...told, ...more].map((loss) => `not served: ${loss}`);
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

function culpritOf(error: unknown): string | undefined {
  return error instanceof Error && 'source' in error && typeof error.source === 'string' && error.source !== ''
    ? error.source
    : undefined;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
