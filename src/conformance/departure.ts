import type { Statements } from '../description/statements.js';
import type { Finding, Level } from '../exchange.js';

/** A finding before its weight is known. */
export type Departure = Omit<Finding, 'level'>;

/** Weighs a departure by the heaviest statement it breaks; what breaks no known statement is a `must`. */
export function weigh(departure: Departure, { byId }: Statements): Finding {
  const levels = departure.statements.map((id) => byId.get(id)?.level ?? 'must');
  const order: readonly Level[] = ['must', 'letter', 'info'];
  const level = order.find((candidate) => levels.includes(candidate)) ?? 'must';
  return { ...departure, level };
}
