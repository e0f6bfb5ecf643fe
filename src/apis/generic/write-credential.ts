import type { SecurityScheme } from '../../description/document.js';
import { formOf } from './known-credentials.js';

interface Issued {
  readonly subject: string;
  /** Milliseconds since 1970; never, when absent. */
  readonly expiresAt?: number;
}

/** A credential that nobody has yet, as it stands in a request, of the form that a scheme wants. */
export function writeCredential(scheme: SecurityScheme | undefined, issued: Issued): string {
  const id = crypto.randomUUID();
  switch (formOf(scheme)) {
    case 'basic':
      return btoa(toLatin(`${issued.subject}:${id}`));
    case 'jwt':
      return writeJwt(issued, id);
    case 'key':
      return `key-${id}`;
    case 'token':
      return `token-${id}`;
  }
}

// Clients may read its claims (RFC 7519 section 4.1). Nobody verifies it here: it is looked up.
function writeJwt({ subject: sub, expiresAt }: Issued, jti: string): string {
  const claims = { iss: 'signoff', sub, jti, ...(expiresAt !== undefined && { exp: Math.floor(expiresAt / 1000) }) };
  const signature = jti.replaceAll('-', '') + '0123456789a';
  return `${base64Url({ alg: 'HS256', typ: 'JWT' })}.${base64Url(claims)}.${signature}`;
}

function base64Url(value: object): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

// base64 is of bytes; a colon would end the name (RFC 7617 section 2).
function toLatin(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}
