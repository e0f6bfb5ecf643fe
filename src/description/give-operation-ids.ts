import { UserError } from '../errors.js';
import { operationsOf, type Document, type OperationObject, type PathItem } from './document.js';
import { pointerTo } from './json-pointer.js';
import { operationIdOf } from './operations.js';

type Mutable<T> = { -readonly [key in keyof T]: T[key] };

/** An `operationId` that two operations have, and where the two stand, as JSON Pointers. */
export interface DoubledId {
  readonly id: string;
  readonly pointers: readonly [string, string];
}

/** The first `operationId` that is given twice (OpenAPI: it must be unique among all operations). */
export function findDoubledId(document: Document): DoubledId | undefined {
  const taken = new Map<string, string>();
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const [method, { operationId: id }] of operationsOf(item)) {
      if (id === undefined) continue;
      const pointer = pointerOf(path, method, item);
      const former = taken.get(id);
      if (former !== undefined) return { id, pointers: [former, pointer] };
      taken.set(id, pointer);
    }
  }
  return undefined;
}

function pointerOf(path: string, method: string, item: PathItem): string {
  const steps = Object.hasOwn(item, method.toLowerCase()) ? [method.toLowerCase()] : ['additionalOperations', method];
  return ['paths', path, ...steps, 'operationId'].reduce(pointerTo, '');
}

/**
 * Gives every operation that has none an `operationId`, in place.
 * @param name what an error calls the document.
 * @throws UserError DESCRIPTION_INVALID where two operations have the same.
 */
export function giveOperationIds(name: string, document: Document): void {
  const doubled = findDoubledId(document);
  if (doubled !== undefined) {
    throw new UserError('DESCRIPTION_INVALID', `${name}: two operations have the operationId "${doubled.id}".`);
  }
  const all = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    operationsOf(item).map(([method, operation]) => ({ path, method, operation })),
  );
  const taken = new Set(all.map(({ operation }) => operation.operationId));
  for (const { path, method, operation } of all) {
    (operation as Mutable<OperationObject>).operationId ??= freeId(operationIdOf(method, path), taken); // in place
  }
}

function freeId(wanted: string, taken: Set<string | undefined>): string {
  let id = wanted;
  for (let count = 2; taken.has(id); count += 1) id = `${wanted}${count}`;
  taken.add(id);
  return id;
}
