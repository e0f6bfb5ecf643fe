import type { Operation } from '../operations.js';
import { shapeOf } from './path-template.js';
import { isHiddenBy } from './tell-apart.js';

/** An operation that no request reaches, and the one that takes them all. */
export interface HiddenOperation {
  readonly operation: Operation;
  readonly by: Operation;
}

/**
 * The operations of a description whose requests lead to others: OpenAPI calls templates identical that differ in the
 * names of their parameters only, and the first one is served.
 */
export function hiddenOperations(operations: readonly Operation[]): readonly HiddenOperation[] {
  const byRoute = new Map<string, Operation[]>();
  const hidden: HiddenOperation[] = [];
  for (const operation of operations) {
    const route = `${operation.method} ${shapeOf(operation.path)}`;
    const earlier = byRoute.get(route) ?? [];
    const by = earlier.find((other) => isHiddenBy(operation, other));
    if (by !== undefined) hidden.push({ operation, by });
    byRoute.set(route, [...earlier, operation]);
  }
  return hidden;
}
