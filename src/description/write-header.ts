import type { HeaderObject } from './document.js';

/** Whether the message itself sets a header, or OpenAPI says to ignore it here (Content-Type). */
export function isOfMessage(name: string): boolean {
  return /^(?:content-(?:type|length|encoding)|transfer-encoding|connection|trailer|upgrade|date)$/i.test(name);
}

/** Writes a header by the style `simple`; `undefined` for a value that no header can carry (RFC 9110 section 5). */
export function writeHeader(
  name: string,
  { content, explode = false }: HeaderObject,
  value: unknown,
): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = (content === undefined ? simple(value, explode) : JSON.stringify(value)).trim();
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(text) ? text : undefined;
}

function simple(value: unknown, explode: boolean): string {
  if (typeof value !== 'object' || value === null) return String(value);
  // The style knows no lists within lists.
  if (Object.values(value).some((member) => typeof member === 'object')) return JSON.stringify(value);
  if (Array.isArray(value)) return value.join(',');
  const members = Object.entries(value).map(([name, member]) => [name, String(member)]);
  return members.map((pair) => pair.join(explode ? '=' : ',')).join(',');
}
