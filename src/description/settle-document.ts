import { UserError } from '../errors.js';
import type { Document } from './document.js';
import { examine, type Problem } from './examine.js';
import { giveOperationIds, type DoubledId } from './give-operation-ids.js';
import { isObject, membersOf } from './json-value.js';
import { resolveReferences } from './resolve-references.js';
import { setAside } from './set-aside.js';

/** A document of which everything that is served can be served. */
export interface SettledDocument {
  readonly document: Document;
  readonly problems: readonly Problem[];
  readonly doubled: readonly DoubledId[];
}

/**
 * Makes a parsed document ready, in place: what other references than those to schemas lead to stands in their place,
 * operations that cannot be served are set aside, and every operation has an `operationId` of its own.
 * @param whole of OpenAPI 3.0 or 3.1, in one piece.
 * @param tell what is told of an operation that was set aside.
 * @param isThorough whether components that no operation needs are looked at as well.
 * @throws UserError DESCRIPTION_INVALID where its `paths` are none.
 */
export function settleDocument(
  name: string,
  whole: object,
  tell: (problem: Pick<Problem, 'pointer' | 'message'>) => string,
  isThorough = false,
): SettledDocument {
  const document = whole as Document; // what is read of it is looked at now
  const info = membersOf(document.info);
  Object.assign(document, { info: { ...info, title: textOf(info['title']), version: textOf(info['version']) } });
  const problems = examine(document, isThorough);
  resolveReferences(document);
  if (!isObject(document.paths) || typeof document.paths['$ref'] === 'string') {
    throw new UserError('DESCRIPTION_INVALID', `${name}: /paths must be an object, and lead nowhere else.`);
  }
  setAside(document, problems, tell);
  return { document, problems, doubled: giveOperationIds(document) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
