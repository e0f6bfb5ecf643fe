import type { Fingerprint } from '../mock/mask.js';

/**
 * What a plain text looks like in the journal: where the stored text has a fingerprint, the plain one gets its own.
 * Texts that differ elsewhere come back as they are.
 */
export function asStored(plain: string, stored: string, fingerprint: Fingerprint): string {
  const [head = '', ...rest] = stored.split(/(masked:[\da-f]{8})/);
  if (rest.length === 0 || !plain.startsWith(head)) return plain;
  let shown = head;
  let position = head.length;
  for (let index = 0; index < rest.length; index += 2) {
    const literal = rest[index + 1] ?? '';
    const isLast = index + 2 === rest.length;
    const end = isLast ? plain.length - literal.length : plain.indexOf(literal, position);
    if (end < position || !plain.startsWith(literal, end)) return plain;
    const secret = plain.slice(position, end);
    shown += (isMark(secret) ? secret : fingerprint(secret)) + literal;
    position = end + literal.length;
  }
  return shown;
}

function isMark(text: string): boolean {
  return /^masked:[\da-f]{8}$/.test(text);
}
