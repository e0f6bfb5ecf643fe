/** The members of an object that was parsed; whatever they hold is still to be looked at. */
export type Members = Readonly<Record<string, unknown>>;

/** Whether a value is an object of JSON: neither a list nor null. */
export function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The members of an object; of what is none, none. */
export function membersOf(value: unknown): Members {
  return isObject(value) ? value : {};
}

/** The items of a list; of what is none, none. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A value as a text, the same for equal values whatever the order of their members. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value === 'bigint') return String(value);
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.sort().join()}}`;
}

export function isSame(one: unknown, other: unknown): boolean {
  const mayBe = typeof one === 'object' && one !== null && typeof other === 'object' && other !== null;
  return one === other || (mayBe && canonical(one) === canonical(other));
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
