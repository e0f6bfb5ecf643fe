/** Random bytes, written as hexadecimal digits; browsers have no other source than Node.js' global one. */
export function randomHex(bytes: number): string {
  return Array.from(randomBytes(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Random bytes, written in base64. */
export function randomBase64(bytes: number): string {
  return btoa(String.fromCharCode(...randomBytes(bytes)));
}

function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** A text that comes once: a count, after digits of this process alone. Random digits each time would cost much more. */
export function uniqueId(): string {
  ownDigits ??= `${randomHex(8)}-`;
  count += 1;
  return ownDigits + String(count);
}

let ownDigits: string | undefined;
let count = 0;
