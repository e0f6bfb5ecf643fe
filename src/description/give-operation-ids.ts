import { UserError } from '../errors.js';
import { operationsOf, type Document, type OperationObject } from './document.js';
import { operationIdOf } from './operations.js';

type Mutable<T> = { -readonly [key in keyof T]: T[key] };

/**
 * Gives every operation that has none an `operationId`, in place.
 * @param name what an error calls the document.
 * @throws UserError DESCRIPTION_INVALID where two operations have the same.
 */
export function giveOperationIds(name: string, document: Document): void {
  const taken = new Set<string | undefined>();
  for (const id of Object.values(document.paths ?? {}).flatMap((item) =>
    operationsOf(item).map(([, operation]) => operation.operationId),
  )) {
    if (id !== undefined && taken.has(id)) {
      throw new UserError('DESCRIPTION_INVALID', `${name}: two operations have the operationId "${id}".`);
    }
    taken.add(id);
  }
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of operationsOf(item)) {
      (operation as Mutable<OperationObject>).operationId ??= freeId(operationIdOf(method, path), taken); // in place
    }
  }
}

function freeId(wanted: string, taken: Set<string | undefined>): string {
  let id = wanted;
  for (let count = 2; taken.has(id); count += 1) id = `${wanted}${count}`;
  taken.add(id);
  return id;
}
