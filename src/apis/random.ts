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
