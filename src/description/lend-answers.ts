import type { Answer } from './answers.js';
import type { Operation } from './operations.js';

/** Operations with the named answers that a companion's operations of the same method and path have. */
export function lendAnswers(operations: readonly Operation[], lenders: readonly Operation[]): readonly Operation[] {
  return operations.map((operation) => {
    const lender = lenders.find(({ method, path }) => method === operation.method && path === operation.path);
    return lender === undefined ? operation : { ...operation, answers: [...operation.answers, ...lent(lender)] };
  });
}

// Only named examples are lent: a companion's bare responses merely keep it a valid description.
function lent(lender: Operation): readonly Answer[] {
  return lender.answers.filter(({ name, statusKey }) => name !== statusKey);
}
