/**
 * A regular expression of a schema: with the flag `u` (JSON Schema 2020-12, core section 6.4), else without it (ECMA-262
 * 5.1, which OpenAPI 3.0 means, knows none); `undefined` for what is neither.
 */
export function readPattern(pattern: string): RegExp | undefined {
  const known = read.get(pattern);
  if (known !== undefined || read.has(pattern)) return known;
  const found = compile(pattern, 'u') ?? compile(pattern, '');
  if (read.size >= mostRead) read.clear();
  read.set(pattern, found);
  return found;
}

const mostRead = 1000;
const read = new Map<string, RegExp | undefined>();

function compile(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return undefined;
  }
}
