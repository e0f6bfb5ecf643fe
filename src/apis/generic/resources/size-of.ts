/** How many values a value holds, itself, each member and each item counted; `undefined` for more than `most`. */
export function holdsAtMost(value: unknown, most: number): number | undefined {
  const pending = [value];
  let count = 0;
  while (pending.length > 0) {
    count += 1;
    if (count > most) return undefined;
    for (const child of childrenOf(pending.pop())) pending.push(child);
  }
  return count;
}

/** Whether a value is nested no deeper than this, so that whoever follows it has a stack for it. */
export function isShallow(value: unknown, deepest: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return false;
    level = level.flatMap(childrenOf);
  }
  return true;
}

function childrenOf(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}
