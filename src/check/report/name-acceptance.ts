import type { Acceptance } from '../outcome.js';

/** What is accepted, to stand within a sentence: `F16`, `F16 (rule member-names)`, `the rule status (operation a)`. */
export function nameAcceptance({ statement, rule, operation, came }: Acceptance): string {
  const others = [
    ...(rule === undefined ? [] : [`rule ${rule}`]),
    ...(operation === undefined ? [] : [`operation ${operation}`]),
    ...(came === undefined ? [] : [`answer ${came}`]),
  ];
  const [first = '', ...rest] = statement === undefined ? others : [statement, ...others];
  const name = statement === undefined ? `the ${first}` : first;
  return rest.length === 0 ? name : `${name} (${rest.join(', ')})`;
}
