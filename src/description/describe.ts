import { UserError } from '../errors.js';
import { dereference } from './dereference.js';
import type { Document } from './document.js';
import { giveOperationIds } from './give-operation-ids.js';
import { lendAnswers } from './lend-answers.js';
import type { Description } from './load.js';
import { readOperations } from './operations.js';

/**
 * A description of a document that is read already, where there are no files. It states nothing.
 * @param companions documents that lend their named answers.
 */
export function describe(name: string, document: Document, companions: readonly Document[] = []): Description {
  const operations = companions.map(readOperations).reduce(lendAnswers, readOperations(document));
  return { name, document, operations, statements: { title: '', address: '', byId: new Map() }, files: [] };
}

/**
 * Makes ready what was parsed from an OpenAPI 3.0 or 3.1 file; it is not checked further.
 * @throws UserError DESCRIPTION_INVALID for another version, a reference that leads nowhere within it, or an
 * `operationId` given twice.
 */
export function readParsed(name: string, parsed: object): Document {
  const isOpenApi = 'openapi' in parsed && typeof parsed.openapi === 'string' && /^3\.[01]\./.test(parsed.openapi);
  if (!isOpenApi) throw new UserError('DESCRIPTION_INVALID', `${name}: not an OpenAPI 3.0 or 3.1 description.`);
  const document = dereference(parsed) as Document; // as far as we can tell without its schema
  giveOperationIds(name, document);
  return document;
}
