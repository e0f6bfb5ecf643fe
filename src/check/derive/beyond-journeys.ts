import type { Case, Contract } from '../contract.js';
import { afterSuccess } from './derive-contract.js';

/**
 * A contract told by hand, and beyond it what an edited description derives: all of its other operations, and of the
 * told one (by its id) every refusal that no journey tells. Whom a success would touch, only journeys know.
 */
export function beyondJourneys(contract: Contract, derived: readonly Case[], toldOperation: string): Contract {
  const { told = {} } = contract;
  const further = derived.filter(({ operation, title, mayChange }) => {
    if (operation !== toldOperation) return true;
    return mayChange !== true && told[derivedTitle(title, toldOperation)] === undefined;
  });
  return { ...contract, createCases: () => [...contract.createCases(), ...further] };
}

/** The title of a derived case without its operation, the same whether it is asked for once or again. */
export function derivedTitle(title: string, operation: string): string {
  return title.slice(operation.length + 1).replace(afterSuccess, '');
}
