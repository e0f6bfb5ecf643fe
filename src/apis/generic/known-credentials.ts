import { isBasic } from '../../description/credential-places.js';
import type { SecurityScheme } from '../../description/document.js';

/** Credentials that every fresh world of an API of one's own knows, as they stand in a request. */
export const knownCredentials = {
  /** Behind `Bearer`, and behind the word of any other HTTP scheme: also for OAuth 2 and OpenID Connect. */
  token: 'mock-token',
  /** The same where a scheme says `bearerFormat: JWT`: a JSON Web Token of the year 2100, for clients that read it. */
  jwt: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJzaWdub2ZmIiwic3ViIjoic29tZWJvZHkiLCJleHAiOjQxMDI0NDQ4MDB9.yXKJbUh7Ie1EhBi4UAFsFD4Y8pFFNYgAMhMCoFMro6I',
  /** An API key. */
  key: 'mock-key',
  /** `user:password` (RFC 7617). */
  basic: 'dXNlcjpwYXNzd29yZA==',
} as const;

/** The one that a scheme wants. */
export function knownCredential(scheme: SecurityScheme | undefined): string {
  return knownCredentials[formOf(scheme)];
}

/** What a credential looks like. */
export type CredentialForm = keyof typeof knownCredentials;

/** The form that a scheme wants; a token where none is named. */
export function formOf(scheme: SecurityScheme | undefined): CredentialForm {
  if (scheme === undefined) return 'token';
  if (scheme.type === 'apiKey') return 'key';
  if (isBasic(scheme)) return 'basic';
  return scheme.type === 'http' && /^jwt$/i.test(scheme.bearerFormat ?? '') ? 'jwt' : 'token';
}
