import { isObject, membersOf } from '../description/json-value.js';

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The members of an object by name; none of anything else. */
export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return Object.entries(membersOf(value));
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** A member of an object's own; never what every object has. */
export function memberOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The length of a text as JSON Schema counts it, in code points. */
export function lengthOf(text: string): number {
  let length = 0;
  for (let index = 0; index < text.length; index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1) length += 1;
  return length;
}
