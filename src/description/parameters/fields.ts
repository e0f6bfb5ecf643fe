/** A field of a query, a form or a cookie: a name, and a text that is still percent-encoded. */
export interface Field {
  readonly name: string;
  readonly text: string;
}

/** The fields of a query or a form, in their order. */
export function readFields(encoded: string): readonly Field[] {
  if (encoded === '') return none;
  return encoded.split('&').flatMap((pair) => {
    if (pair === '') return none;
    const end = pair.indexOf('=');
    return [{ name: decodeField(end === -1 ? pair : pair.slice(0, end)), text: end === -1 ? '' : pair.slice(end + 1) }];
  });
}

const none: readonly Field[] = [];

/** What a part of a query or a form says: `+` is a space, and what is no percent-encoding stays (WHATWG URL, 5.1). */
export function decodeField(text: string): string {
  if (!/[%+]/.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return new URLSearchParams(`text=${text}`).get('text') ?? text;
  }
}

/** What a part of a path or a cookie says; what is no percent-encoding stays. */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Percent-encodes all but the unreserved letters (RFC 3986 section 2.3). */
export function encodePercent(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, toPercent);
}

/**
 * The same for a parameter with `allowReserved`: reserved letters stay, but for those that end a value or are read as
 * something else in a query.
 */
export function encodeReserved(text: string): string {
  return encodeURI(text).replace(/[&#+]/g, toPercent);
}

function toPercent(letter: string): string {
  return `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
}
