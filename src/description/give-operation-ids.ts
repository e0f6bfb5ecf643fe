import { operationsOf, type Document, type OperationObject, type PathItem } from './document.js';
import { pointerTo } from './json-pointer.js';
import { operationIdOf } from './operations.js';

/** An `operationId` that two operations have, where the two stand, as JSON Pointers, and what the second one is called. */
export interface DoubledId {
  readonly id: string;
  readonly pointers: readonly [string, string];
  readonly called: string;
}

/**
 * Gives every operation an `operationId` of its own, in place: one that has none, and one whose id another operation
 * has before it (OpenAPI: it must be unique among all operations). A path item that several paths share is copied.
 * @returns the ids that were given twice.
 */
export function giveOperationIds(document: Document): readonly DoubledId[] {
  const paths = (document.paths ?? {}) as Record<string, PathItem>; // which is written here
  const given = Object.values(paths).flatMap((item) => operationsOf(item).map(([, { operationId }]) => operationId));
  const free = createFree(given);
  const taken = new Map<string, string>();
  const doubled: DoubledId[] = [];
  for (const path of Object.keys(paths)) {
    for (const [method, operation] of operationsOf(paths[path] ?? {})) {
      const pointer = pointerOf(path, method, paths[path] ?? {});
      const id = operation.operationId ?? free(operationIdOf(method, path));
      const former = taken.get(id);
      const called = former === undefined ? id : free(id);
      if (former !== undefined) doubled.push({ id, pointers: [former, pointer], called });
      taken.set(called, pointer);
      if (called !== operation.operationId) paths[path] = withId(paths[path] ?? {}, method, called);
    }
  }
  return doubled;
}

function withId(item: PathItem, method: string, operationId: string): PathItem {
  const key = method.toLowerCase() as 'get'; // or another one
  const named = (operation: OperationObject | undefined): OperationObject => ({ ...operation, operationId });
  if (Object.hasOwn(item, key)) return { ...item, [key]: named(item[key]) };
  const further = item.additionalOperations ?? {};
  return { ...item, additionalOperations: { ...further, [method]: named(further[method]) } };
}

function pointerOf(path: string, method: string, item: PathItem): string {
  const steps = Object.hasOwn(item, method.toLowerCase()) ? [method.toLowerCase()] : ['additionalOperations', method];
  return ['paths', path, ...steps, 'operationId'].reduce(pointerTo, '');
}

function createFree(given: readonly (string | undefined)[]): (wanted: string) => string {
  const taken = new Set(given);
  return (wanted) => {
    let id = wanted;
    for (let count = 2; taken.has(id); count += 1) id = `${wanted}${count}`;
    taken.add(id);
    return id;
  };
}
