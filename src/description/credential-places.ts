import type { SecurityScheme } from './document.js';
import type { NamedScheme } from './operations.js';

/** The schemes of one requirement whose credentials stand at the same place of a request, so that one speaks for all. */
export type SchemesOfPlace = readonly [NamedScheme, ...NamedScheme[]];

/**
 * The places of a request at which the schemes of one security requirement look for credentials. Two OAuth 2 schemes
 * share the header `Authorization`: one bearer token satisfies both (OpenAPI 3.1 section 4.8.30 asks for all schemes,
 * not for as many credentials). A client certificate stands nowhere in a request.
 */
export function placesOfSchemes(schemes: readonly NamedScheme[]): readonly SchemesOfPlace[] {
  const places = new Map<string, [NamedScheme, ...NamedScheme[]]>();
  // A key in `Authorization` says nothing of the word before it, so whoever does say it goes first.
  for (const named of [...schemes.filter(hasWord), ...schemes.filter((one) => !hasWord(one))]) {
    const place = placeOf(named.scheme);
    if (place === undefined) continue;
    const others = places.get(place);
    if (others === undefined) places.set(place, [named]);
    else others.push(named);
  }
  return [...places.values()];
}

function hasWord({ scheme }: NamedScheme): boolean {
  return scheme.type !== 'apiKey';
}

function placeOf(scheme: SecurityScheme): string | undefined {
  if (scheme.type === 'mutualTLS') return undefined;
  if (scheme.type !== 'apiKey') return 'header authorization';
  return `${scheme.in} ${scheme.in === 'header' ? scheme.name.toLowerCase() : scheme.name}`;
}

/** Whether a scheme is HTTP Basic (RFC 7617). */
export function isBasic(scheme: SecurityScheme): boolean {
  return scheme.type === 'http' && scheme.scheme.toLowerCase() === 'basic';
}
