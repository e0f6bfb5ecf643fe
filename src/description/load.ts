import { parse } from 'yaml';
import { UserError } from '../errors.js';
import type { Document } from './document.js';
import { lendAnswers } from './lend-answers.js';
import { at, createTextReader, isAddress, locationOf, nameOf, show } from './location.js';
import { readDocument } from './read-document.js';
import { locate } from './source-position.js';
import { findStateMistakes } from './state-mistakes.js';
import { isWhen } from './when.js';
import { readOperations, type Operation } from './operations.js';
import { loadStatements } from './load-statements.js';
import { noStatements, statementsFileOf, type Statements } from './statements.js';

/** A loaded OpenAPI document that answers questions; it never changes after loading. */
export interface Description {
  /** The file's name without its ending. */
  readonly name: string;
  readonly document: Document;
  readonly operations: readonly Operation[];
  readonly statements: Statements;
  /** Every file it was read from, absolute; what is at an address is not among them. */
  readonly files: readonly string[];
  /** Where it was read from, where that is no file, without secrets; nobody follows edits there. */
  readonly address?: string;
  /** Whether it is written in another version than `document`. @default false */
  readonly isConverted?: boolean;
  /** What whoever serves it should know, a sentence each. @default nothing */
  readonly notes?: readonly string[];
}

export interface LoadOptions {
  /**
   * Further descriptions, of facts that come from elsewhere: their operations lend their named answers to the
   * operation of the same method and path. @default none
   */
  readonly companions?: readonly string[];
}

/**
 * Loads a description of OpenAPI 3.0 or 3.1 or Swagger 2.0, from a file, with the statements file beside it, or from an
 * address.
 * @throws UserError DESCRIPTION_NOT_FOUND, DESCRIPTION_UNREACHABLE, DESCRIPTION_UNREADABLE or DESCRIPTION_INVALID.
 */
export async function loadDescription(given: string, { companions = [] }: LoadOptions = {}): Promise<Description> {
  const location = locationOf(given);
  const own = await readDocument(location);
  const others = await Promise.all(
    companions.map(locationOf).map(async (companion) => ({ location: companion, ...(await readDocument(companion)) })),
  );
  const [operations, ...lenders] = await Promise.all([{ location, ...own }, ...others].map(readOperationsOf));
  const statementsFile = isAddress(location) ? undefined : statementsFileOf(location);
  const notes = [...[own, ...others].flatMap((one) => one.notes), ...(await tellStateMistakes(location, own.document))];
  return Object.freeze({
    name: nameOf(location),
    document: own.document,
    operations: lenders.reduce(lendAnswers, operations ?? []),
    statements: statementsFile === undefined ? noStatements : await loadStatements(statementsFile),
    files: [
      ...[own, ...others].flatMap(({ files }) => files),
      ...(statementsFile === undefined ? [] : [statementsFile]),
    ],
    ...(notes.length > 0 && { notes }),
    ...(own.isConverted && { isConverted: true }),
    ...(isAddress(location) && { address: show(location) }),
  });
}

interface Read {
  readonly location: string;
  readonly document: Document;
}

async function tellStateMistakes(location: string, document: Document): Promise<readonly string[]> {
  const mistakes = findStateMistakes(document);
  if (mistakes.length === 0) return [];
  const text = await createTextReader().read(location);
  return mistakes.map(({ pointer, message }) => `${at(location, locate(text, pointer))}: ${message}`);
}

async function readOperationsOf({ location, document }: Read): Promise<readonly Operation[]> {
  try {
    return readOperations(document);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const text = await createTextReader().read(location);
    const place = at(location, locate(text, findBadWhen(parse(text), '') ?? ''));
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
