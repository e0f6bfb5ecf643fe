import { isBasic } from '../../description/credential-places.js';
import type { NamedScheme, Operation } from '../../description/operations.js';
import { knownCredential } from './known-credentials.js';

/** What a mock says at its start of the credentials of an API: each that it knows, as a request shows it. */
export function tellCredentials(api: string, operations: readonly Operation[], anyToken: boolean): readonly string[] {
  const schemes = new Map(operations.flatMap(({ security }) => security.flat()).map((named) => [named.name, named]));
  if (schemes.size === 0) return [];
  const title = anyToken
    ? `${api} takes any credential that is well-formed:`
    : `${api} knows these credentials (--any-token takes all):`;
  const width = Math.max(...[...schemes.keys()].map(({ length }) => length));
  return [title, ...[...schemes.values()].map((named) => `  ${named.name.padEnd(width)}  ${show(named)}`)];
}

function show({ scheme }: NamedScheme): string {
  const value = knownCredential(scheme);
  switch (scheme.type) {
    case 'mutualTLS':
      return 'a client certificate, which is not asked for here';
    case 'apiKey':
      return {
        header: `${scheme.name}: ${value}`,
        cookie: `Cookie: ${scheme.name}=${value}`,
        query: `?${scheme.name}=${value}`,
      }[scheme.in];
    case 'http':
      return `Authorization: ${capitalized(scheme.scheme)} ${value}${isBasic(scheme) ? `  (${atob(value)})` : ''}`;
    case 'oauth2':
    case 'openIdConnect':
      return `Authorization: Bearer ${value}`;
  }
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
