import type { Document, OperationObject, PathItem } from './document.js';
import { operationsOf } from './document.js';
import type { Problem } from './examine.js';
import { isObject } from './json-value.js';

/**
 * Sets aside the operations that cannot be served, in place: of each its names stay, and why.
 * @param document its references resolved, but for those to schemas.
 * @param tell what is told of a problem.
 */
export function setAside(document: Document, problems: readonly Problem[], tell: (problem: Problem) => string): void {
  const reasons = new Map<string, string>();
  for (const problem of problems.filter(({ isGrave }) => isGrave)) {
    for (const { path, method } of problem.operations) {
      const key = `${method} ${path}`;
      if (!reasons.has(key)) reasons.set(key, tell(problem));
    }
  }
  const paths = document.paths as Record<string, PathItem>; // which is written here
  for (const path of reasons.size === 0 ? [] : Object.keys(paths)) {
    const item = paths[path];
    if (isObject(item)) paths[path] = withReasons(item, (method) => reasons.get(`${method} ${path}`));
  }
}

function withReasons(item: PathItem, reasonOf: (method: string) => string | undefined): PathItem {
  let changed = item;
  for (const [method, operation] of operationsOf(item)) {
    const reason = reasonOf(method);
    if (reason === undefined) continue;
    const aside: OperationObject = { ...namesOf(operation), responses: {}, 'x-signoff-unserved': reason };
    const key = method.toLowerCase();
    const further = { additionalOperations: { ...changed.additionalOperations, [method]: aside } };
    changed = { ...changed, ...(Object.hasOwn(item, key) ? { [key]: aside } : further) };
  }
  return changed;
}

function namesOf(operation: OperationObject): OperationObject {
  const { operationId, summary } = isObject(operation) ? (operation as OperationObject) : {};
  return {
    ...(typeof operationId === 'string' && { operationId }),
    ...(typeof summary === 'string' && { summary }),
  };
}
