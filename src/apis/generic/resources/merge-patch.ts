import { isObject } from '../../../description/json-value.js';

/**
 * A value changed by a JSON Merge Patch (RFC 7396 section 2).
 * @param keepsNull whether `null` is a value of the member of this name, at this depth, instead of taking it away.
 */
export function mergePatch(
  target: unknown,
  patch: unknown,
  keepsNull: (path: readonly string[]) => boolean = () => false,
  path: readonly string[] = [],
): unknown {
  if (!isObject(patch)) return patch;
  const members = new Map(Object.entries(isObject(target) ? target : {}));
  for (const [name, value] of Object.entries(patch)) {
    const at = [...path, name];
    if (value === null && !keepsNull(at)) members.delete(name);
    else members.set(name, mergePatch(members.get(name), value, keepsNull, at));
  }
  return Object.fromEntries(members);
}
