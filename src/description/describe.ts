import { UserError } from '../errors.js';
import type { Fault } from './check-object.js';
import type { Document } from './document.js';
import { lendAnswers } from './lend-answers.js';
import type { Description } from './load.js';
import { readOperations } from './operations.js';
import { settleDocument } from './settle-document.js';
import { noStatements, type Statements } from './statements.js';

/** What there is beside a document that is read already, where there are no files to look for it in. */
export interface Beside {
  /** Documents that lend their named answers. @default none */
  readonly companions?: readonly Document[];
  /** @default it states nothing */
  readonly statements?: Statements;
  /** Where it was read from, for whoever follows edits. @default nowhere */
  readonly files?: readonly string[];
}

/** A description of a document that is read already. */
export function describe(
  name: string,
  document: Document,
  { companions = [], statements = noStatements, files = [] }: Beside = {},
): Description {
  const operations = companions.map(readOperations).reduce(lendAnswers, readOperations(document));
  return Object.freeze({ name, document, operations, statements, files });
}

/**
 * Makes ready what was parsed from an OpenAPI 3.0 or 3.1 file.
 * @throws UserError DESCRIPTION_INVALID for another version, or without paths.
 */
export function readParsed(name: string, parsed: object): Document {
  const isOpenApi = 'openapi' in parsed && typeof parsed.openapi === 'string' && /^3\.[01]\./.test(parsed.openapi);
  if (!isOpenApi) throw new UserError('DESCRIPTION_INVALID', `${name}: not an OpenAPI 3.0 or 3.1 description.`);
  const tell = ({ pointer, message }: Pick<Fault, 'pointer' | 'message'>): string => `${name}: ${pointer} ${message}`;
  return settleDocument(name, structuredClone(parsed), tell).document;
}
