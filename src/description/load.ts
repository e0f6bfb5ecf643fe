import type { Document } from './document.js';
import { lendAnswers } from './lend-answers.js';
import { isAddress, locationOf, nameOf, show } from './location.js';
import { readDocument } from './read-document.js';
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
  /** Whether whatever is not as OpenAPI has it is refused, not served as far as it can be. @default false */
  readonly isStrict?: boolean;
}

/**
 * Loads a description of OpenAPI 3.0 or 3.1 or Swagger 2.0, from a file, with the statements file beside it, or from an
 * address.
 * @throws UserError DESCRIPTION_NOT_FOUND, DESCRIPTION_UNREACHABLE, DESCRIPTION_UNREADABLE or DESCRIPTION_INVALID.
 */
export async function loadDescription(
  given: string,
  { companions = [], isStrict = false }: LoadOptions = {},
): Promise<Description> {
  const location = locationOf(given);
  const own = await readDocument(location, isStrict);
  const others = await Promise.all(companions.map((companion) => readDocument(locationOf(companion))));
  const lenders = others.map(({ document }) => readOperations(document));
  const statementsFile = isAddress(location) ? undefined : statementsFileOf(location);
  const notes = [own, ...others].flatMap((one) => one.notes);
  return Object.freeze({
    name: nameOf(location),
    document: own.document,
    operations: lenders.reduce(lendAnswers, readOperations(own.document)),
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
