import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parse } from 'yaml';
import { UserError } from '../errors.js';
import type { Document } from './document.js';
import { lendAnswers } from './lend-answers.js';
import { at, readDocument } from './read-document.js';
import { locate } from './source-position.js';
import { isWhen } from './when.js';
import { readOperations, type Operation } from './operations.js';
import { loadStatements } from './load-statements.js';
import { statementsFileOf, type Statements } from './statements.js';

/** A loaded OpenAPI document that answers questions; it never changes after loading. */
export interface Description {
  /** The file's name without its ending. */
  readonly name: string;
  readonly document: Document;
  readonly operations: readonly Operation[];
  readonly statements: Statements;
  /** Every file it was read from, absolute. */
  readonly files: readonly string[];
}

export interface LoadOptions {
  /**
   * Further descriptions, of facts that come from elsewhere: their operations lend their named answers to the
   * operation of the same method and path. @default none
   */
  readonly companions?: readonly string[];
}

/**
 * Loads an OpenAPI 3.0 or 3.1 file with the statements file beside it.
 * @throws UserError DESCRIPTION_NOT_FOUND, DESCRIPTION_UNREADABLE or DESCRIPTION_INVALID.
 */
export async function loadDescription(file: string, { companions = [] }: LoadOptions = {}): Promise<Description> {
  const path = resolve(file);
  const statementsFile = statementsFileOf(path);
  const { document, files } = await readDocument(path);
  const others = await Promise.all(
    companions.map(async (companion) => ({ path: resolve(companion), ...(await readDocument(resolve(companion))) })),
  );
  const lenders = others.map((other) => readOperationsOf(other.path, other.document));
  return Object.freeze({
    name: basename(path).replace(/\.(ya?ml|json)$/i, ''),
    document,
    operations: lenders.reduce(lendAnswers, readOperationsOf(path, document)),
    statements: await loadStatements(statementsFile),
    files: [...files, ...others.flatMap((other) => other.files), statementsFile],
  });
}

function readOperationsOf(file: string, document: Document): readonly Operation[] {
  try {
    return readOperations(document);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const text = readFileSync(file, 'utf8');
    const place = at(file, locate(text, findBadWhen(parse(text), '') ?? ''));
    throw new UserError(error.code, `${place}: ${error.message}`, { cause: error });
  }
}

// Where the first `x-when` stands that cannot be read, in the document as it was written.
function findBadWhen(value: unknown, pointer: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, member] of Object.entries(value)) {
    const place = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const found = key === 'x-when' && !isWhen(member) ? place : findBadWhen(member, place);
    if (found !== undefined) return found;
  }
  return undefined;
}
