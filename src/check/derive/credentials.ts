import { isBasic, placesOfSchemes, type SchemesOfPlace } from '../../description/credential-places.js';
import type { NamedScheme, Operation } from '../../description/operations.js';
import type { CredentialState } from '../../description/when.js';
import type { Fixtures } from '../fixtures.js';

/** A credential as a request presents it. */
export interface Presented {
  readonly in: 'query' | 'header' | 'cookie';
  readonly name: string;
  readonly value: string;
}

/** Credentials that do not count, and why. */
export interface BadCredential {
  readonly state: CredentialState;
  /** What is wrong, to follow `a request`: `with an expired credential`. */
  readonly flaw: string;
  readonly presented: readonly Presented[];
  /** Whether to take it departs from the letter only. @default false */
  readonly isLenient?: boolean;
}

/** What presents an operation's credentials, or why they cannot be had. */
export type Credentials =
  | { readonly kind: 'given'; readonly presented: readonly Presented[] }
  | { readonly kind: 'lacking'; readonly reason: string };

/** The credentials for an operation: those of the first alternative of its security whose every scheme has one. */
export function credentialsFor({ security }: Operation, { credentials = {} }: Fixtures): Credentials {
  if (security.length === 0) return { kind: 'given', presented: [] };
  const found = security.map(placesOfSchemes).find((places) => hasAll(places, credentials));
  if (found !== undefined) return { kind: 'given', presented: present(found, credentials) };
  const names = placesOfSchemes(security[0] ?? []).map(([{ name }]) => `credentials.${name}`);
  return { kind: 'lacking', reason: `the target has no ${names.join(' and ')}` };
}

/** Every way in which the credentials of an operation can be wrong, as far as the target lets it be tried. */
export function badCredentials({ security }: Operation, fixtures: Fixtures): readonly BadCredential[] {
  const { credentials = {}, expiredCredentials = {}, revokedCredentials = {} } = fixtures;
  const [schemes = []] = security;
  if (schemes.length === 0 || security.some((alternative) => alternative.length === 0) || schemes.some(isOfConnection))
    return [];
  const places = placesOfSchemes(schemes);
  const missing: BadCredential = { state: 'missing', flaw: 'without a credential', presented: [] };
  const isMadeUp = fixtures.acceptsAnyCredential !== true;
  return [
    missing,
    ...incomplete(security, credentials),
    ...malformed(places, credentials),
    ...(isMadeUp ? [bad('unknown', 'with a credential that nobody issued', places, madeUp(schemes))] : []),
    ...(hasAll(places, expiredCredentials)
      ? [bad('expired', 'with an expired credential', places, expiredCredentials)]
      : []),
    ...(hasAll(places, revokedCredentials)
      ? [bad('revoked', 'with a revoked credential', places, revokedCredentials)]
      : []),
  ];
}

type Values = Readonly<Record<string, string>>;

function isOfConnection({ scheme }: NamedScheme): boolean {
  return scheme.type === 'mutualTLS';
}

type Places = readonly SchemesOfPlace[];

// At one place one credential speaks for all of its schemes.
function hasAll(places: Places, values: Values): boolean {
  return places.every((schemes) => schemes.some(({ name }) => Object.hasOwn(values, name)));
}

function bad(state: CredentialState, flaw: string, places: Places, values: Values): BadCredential {
  return { state, flaw, presented: present(places, values) };
}

function madeUp(schemes: readonly NamedScheme[]): Values {
  return Object.fromEntries(
    schemes.map(({ name, scheme }) => [name, isBasic(scheme) ? 'nobody:no-such-password' : 'no-such-credential']),
  );
}

// Where several credentials are asked for at once, all but one of them are not enough.
function incomplete([schemes = [], ...others]: Operation['security'], credentials: Values): readonly BadCredential[] {
  const places = placesOfSchemes(schemes);
  if (places.length < 2 || others.length > 0 || !hasAll(places, credentials)) return [];
  return places.map((left) => ({
    state: 'missing',
    flaw: `without the credential ${left.map(({ name }) => name).join(' and ')}`,
    presented: present(
      places.filter((place) => place !== left),
      credentials,
    ),
  }));
}

// A good credential, or one that would be, behind the name of another scheme (RFC 9110 section 11.6.2), or of none.
function malformed(places: Places, credentials: Values): readonly BadCredential[] {
  const first = places.find(([{ scheme }]) => scheme.type !== 'apiKey');
  if (first === undefined) return [];
  const others = present(
    places.filter((place) => place !== first),
    credentials,
  );
  const [own] = present([first], hasAll([first], credentials) ? credentials : madeUp(first));
  const [word = '', ...rest] = (own?.value ?? '').split(' ');
  const other = word === 'Basic' ? 'Bearer' : 'Basic';
  const misspelt = (flaw: string, value: string): BadCredential => ({
    state: 'malformed',
    flaw,
    presented: [{ in: 'header', name: 'Authorization', value }, ...others],
  });
  const another = misspelt(`with the credential behind the word ${other}`, [other, ...rest].join(' '));
  const bare = misspelt(`with the credential without the word ${word}`, rest.join(' '));
  // A key in `Authorization` may be anything, with any word before it.
  const isAnyText = first.some(({ scheme }) => scheme.type === 'apiKey');
  const isKnownWord = first.some(({ scheme }) => wordOf(scheme) === other);
  if (isAnyText) return [];
  return [...(isKnownWord ? [] : [another]), { ...bare, isLenient: true }];
}

function present(places: Places, values: Values): readonly Presented[] {
  return places.flatMap((schemes) => {
    const { name, scheme } = schemes.find((each) => Object.hasOwn(values, each.name)) ?? schemes[0];
    const value = values[name] ?? '';
    if (scheme.type === 'mutualTLS') return [];
    if (scheme.type === 'apiKey') return [{ in: scheme.in, name: scheme.name, value }];
    return [{ in: 'header' as const, name: 'Authorization', value: `${wordOf(scheme)} ${encode(scheme, value)}` }];
  });
}

function wordOf(scheme: NamedScheme['scheme']): string {
  const word = scheme.type === 'http' ? scheme.scheme : 'bearer';
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

// RFC 7617: `user:password` is sent in base64.
function encode(scheme: NamedScheme['scheme'], value: string): string {
  return isBasic(scheme) && value.includes(':') ? Buffer.from(value).toString('base64') : value;
}
