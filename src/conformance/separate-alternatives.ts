/**
 * Gives the alternatives of every `oneOf` and `anyOf` schema objects of their own. Ajv reports an error inside a
 * shared object under the path of whichever alternative it met first, so alternatives could not be told apart.
 * Very large alternatives stay shared: their copies would cost more than a clear message is worth.
 */
export function separateAlternatives(value: unknown, seen: Set<object>): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  for (const [key, member] of Object.entries(value)) {
    separateAlternatives(member, seen);
    if ((key === 'oneOf' || key === 'anyOf') && Array.isArray(member)) separateList(member);
  }
}

function separateList(alternatives: unknown[]): void {
  for (const [index, alternative] of alternatives.entries()) {
    const budget = { nodes: 2000 };
    const copy = copyOf(alternative, budget);
    if (budget.nodes > 0) alternatives[index] = copy;
  }
}

function copyOf(value: unknown, budget: { nodes: number }): unknown {
  if (typeof value !== 'object' || value === null || budget.nodes <= 0) return value;
  budget.nodes -= 1;
  if (Array.isArray(value)) return value.map((item) => copyOf(item, budget));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copyOf(member, budget)]));
}
