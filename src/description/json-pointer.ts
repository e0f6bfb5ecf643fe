/** The tokens of a JSON Pointer (RFC 6901), unescaped. A leading `#` is left away. */
export function pointerTokens(pointer: string): readonly string[] {
  const tokens = pointer.replace(/^#/, '').split('/').slice(1);
  return tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A pointer one token further. */
export function pointerTo(pointer: string, token: string | number): string {
  return `${pointer}/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** What a reference such as `#/components/schemas/Pet` leads to (RFC 6901 section 6); `undefined` if to nothing. */
export function follow(document: unknown, reference: string): unknown {
  return reference.startsWith('#') ? valueAt(document, pointerOf(reference)) : undefined;
}

/** The JSON Pointer of a reference such as `#/components/schemas/a%20b`. */
export function pointerOf(reference: string): string {
  return decode(reference).slice(1);
}

/** What a JSON Pointer leads to; `undefined` if to nothing. */
export function valueAt(document: unknown, pointer: string): unknown {
  return pointerTokens(pointer).reduce<unknown>(
    (value, token) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, token)
        ? (value as Readonly<Record<string, unknown>>)[token]
        : undefined,
    document,
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // malformed, so it is meant as it stands
  }
}
