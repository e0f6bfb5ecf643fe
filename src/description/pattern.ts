/**
 * The regular expression that a `pattern` is, as JSON Schema searches for it: with the `u` flag (JSON Schema 2020-12,
 * core section 6.4), else without, as OpenAPI 3.0 writes `\-` and `\@` (ECMA-262 5.1). `undefined` for what is none, or
 * means something else in another language: without the flag `\A` is the letter A.
 */
export function toRegExp(pattern: string): RegExp | undefined {
  return build(pattern, 'u') ?? (isForeign(pattern) ? undefined : build(pattern, ''));
}

function build(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return undefined;
  }
}

// Letters that ECMA-262 gives no meaning behind a backslash: `\A`, `\Z`, `\h`, `\p{L}` beside what the flag forbids.
function isForeign(pattern: string): boolean {
  return [...pattern.matchAll(/\\(.)/gs)].some(
    ([, letter = '']) => /[A-Za-z]/.test(letter) && !/[bBdDsSwWcfnrtvxuk]/.test(letter),
  );
}
