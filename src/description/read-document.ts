import SwaggerParser from '@apidevtools/swagger-parser';
import { readFile } from 'node:fs/promises';
import { basename, relative } from 'node:path';
import { parse } from 'yaml';
import { UserError, messageOf } from '../errors.js';
import { findBrokenSchema } from './check-schemas.js';
import { dereferenceOutsideSchemas } from './dereference.js';
import type { Document } from './document.js';
import { isPlainlyReferenced } from './is-plainly-referenced.js';
import { giveOperationIds } from './give-operation-ids.js';
import { findSyntaxError, locate, type Position } from './source-position.js';

export interface ReadDocument {
  readonly document: Document;
  /** The file and every file that it refers to. */
  readonly files: readonly string[];
}

type Api = Awaited<ReturnType<SwaggerParser['bundle']>>;

/**
 * Reads, validates and dereferences an OpenAPI 3.0 or 3.1 file, YAML or JSON. Circular references stay, as internal
 * ones. Every operation has an `operationId` afterwards.
 * @throws UserError DESCRIPTION_NOT_FOUND, DESCRIPTION_UNREADABLE or DESCRIPTION_INVALID, with file and line.
 */
export async function readDocument(file: string): Promise<ReadDocument> {
  const { whole, files } = await readWhole(file).catch(async (error: unknown) => {
    throw await explainUnreadable(file, error);
  });
  if (!('openapi' in whole)) throw notOpenApi(file);
  const document = await validate(file, whole);
  dereferenceOutsideSchemas(document);
  await refuseBrokenSchemas(file);
  giveOperationIds(show(file), document);
  return { document, files };
}

// To bundle what is in one file already takes as long as all the rest.
async function readWhole(file: string): Promise<{ readonly whole: Api; readonly files: readonly string[] }> {
  const parser = new SwaggerParser();
  const parsed = await parser.parse(file);
  if (!refersOutside(parsed)) return { whole: parsed, files: [file] };
  const whole = await parser.bundle(file);
  return { whole, files: parser.$refs.paths() };
}

function refersOutside(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('$ref' in value && typeof value.$ref === 'string' && !value.$ref.startsWith('#')) return true;
  return Object.values(value).some(refersOutside);
}

async function validate(file: string, whole: Api): Promise<Document> {
  try {
    const resolve = { external: false }; // there is nothing outside any more
    if (isPlainlyReferenced(whole)) {
      const asItIs = { circular: 'ignore', excludedPathMatcher: () => true } as const;
      await SwaggerParser.validate(file, whole, { resolve, dereference: asItIs });
      const dereferenced = await SwaggerParser.dereference(file, whole, {
        resolve,
        dereference: { circular: 'ignore' },
      });
      return dereferenced as unknown as Document; // validated just now against the OpenAPI schema
    }
    const valid = await SwaggerParser.validate(file, whole, { resolve, dereference: { circular: 'ignore' } });
    return valid as unknown as Document;
  } catch (error) {
    throw isDangling(error) ? await explainUnreadable(file, error) : await explainInvalid(file, error);
  }
}

function isDangling(error: unknown): boolean {
  return error instanceof Error && error.name === 'MissingPointerError';
}

async function refuseBrokenSchemas(file: string): Promise<void> {
  const content = await SwaggerParser.parse(file); // anew, as the former content is bundled by now
  const broken = findBrokenSchema(content, String(recordOf(content)['openapi']).startsWith('3.0'));
  if (broken === undefined) return;
  const place = locate(await readFile(file, 'utf8'), broken.pointer);
  const message = `${at(file, place)}: ${broken.pointer} ${broken.message}`;
  throw new UserError('DESCRIPTION_INVALID', message);
}

async function explainUnreadable(file: string, error: unknown): Promise<UserError> {
  const culprit = sourceOf(error) ?? file;
  const text = await readFile(culprit, 'utf8').catch(() => undefined);
  if (text === undefined) return explainMissing(file, culprit, error);
  const syntax = findSyntaxError(text);
  if (culprit === file && syntax === undefined) {
    const invalid = explainVersion(file, text);
    if (invalid !== undefined) return invalid;
  }
  if (syntax === undefined) {
    const message = firstLine(messageOf(error));
    return new UserError('DESCRIPTION_UNREADABLE', `${at(culprit, dangling(text, message))}: ${message}`, {
      cause: error,
    });
  }
  return new UserError('DESCRIPTION_UNREADABLE', `${at(culprit, syntax)}: ${syntax.message}`, { cause: error });
}

async function explainMissing(file: string, culprit: string, error: unknown): Promise<UserError> {
  if (culprit === file) {
    const message = `${show(file)} cannot be read. Give the path of an OpenAPI file.`;
    return new UserError('DESCRIPTION_NOT_FOUND', message, { cause: error });
  }
  const lines = (await readFile(file, 'utf8')).split('\n');
  const line = lines.findIndex((content) => content.includes('$ref') && content.includes(basename(culprit))) + 1;
  const place = line > 0 ? at(file, { line, column: 1 }) : show(file);
  return new UserError('DESCRIPTION_NOT_FOUND', `${show(culprit)} cannot be read. ${place} refers to it.`, {
    cause: error,
  });
}

// The parser refuses these before it looks at anything else.
function explainVersion(file: string, text: string): UserError | undefined {
  const { openapi, info } = recordOf(parse(text));
  const version = recordOf(info)['version'];
  const refuse = (pointer: string, message: string): UserError =>
    new UserError('DESCRIPTION_INVALID', `${at(file, locate(text, pointer))}: ${message}`);
  if (openapi === undefined) return notOpenApi(file);
  if (typeof openapi !== 'string') return refuse('/openapi', 'openapi must be a string: put the version in quotes.');
  if (!/^3\.[01]\./.test(openapi)) return refuse('/openapi', `OpenAPI ${openapi} is not known, 3.0 and 3.1 are.`);
  if (version !== undefined && typeof version !== 'string') {
    return refuse('/info/version', 'info.version must be a string: put it in quotes.');
  }
  return undefined;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function notOpenApi(file: string): UserError {
  return new UserError(
    'DESCRIPTION_INVALID',
    `${show(file)}: not an OpenAPI 3 description: it has no member "openapi".`,
  );
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

async function explainInvalid(file: string, error: unknown): Promise<UserError> {
  const [detail] = detailsOf(error);
  const text = await readFile(file, 'utf8');
  const message = detail === undefined ? firstLine(messageOf(error)) : `${detail.instancePath} ${detail.message ?? ''}`;
  const position = locate(text, detail?.instancePath ?? '');
  return new UserError('DESCRIPTION_INVALID', `${at(file, position)}: ${message}`, { cause: error });
}

interface Detail {
  readonly instancePath: string;
  readonly message?: string;
}

function detailsOf(error: unknown): readonly Detail[] {
  if (!(error instanceof Error) || !('details' in error) || !Array.isArray(error.details)) return [];
  return error.details as Detail[]; // Ajv's error objects, see swagger-parser's validators/schema.js
}

function sourceOf(error: unknown): string | undefined {
  return error instanceof Error && 'source' in error && typeof error.source === 'string' && error.source !== ''
    ? error.source
    : undefined;
}

/** `file:line:column`, the file relative to the working directory. */
export function at(file: string, { line, column }: Position): string {
  return `${show(file)}:${String(line)}:${String(column)}`;
}

function show(file: string): string {
  return relative(process.cwd(), file) || file;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
