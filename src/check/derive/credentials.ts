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
  const found = security.find((schemes) => schemes.every(({ name }) => credentials[name] !== undefined));
  if (found !== undefined) return { kind: 'given', presented: present(found, credentials) };
  const names = (security[0] ?? []).map(({ name }) => `credentials.${name}`);
  return { kind: 'lacking', reason: `the target has no ${names.join(' and ')}` };
}

/** Every way in which the credentials of an operation can be wrong, as far as the target lets it be tried. */
export function badCredentials({ security }: Operation, fixtures: Fixtures): readonly BadCredential[] {
  const { credentials = {}, expiredCredentials = {}, revokedCredentials = {} } = fixtures;
  const [schemes = []] = security;
  if (schemes.length === 0 || security.some((alternative) => alternative.length === 0) || schemes.some(isOfConnection))
    return [];
  const missing: BadCredential = { state: 'missing', flaw: 'without a credential', presented: [] };
  const isMadeUp = fixtures.acceptsAnyCredential !== true;
  return [
    missing,
    ...incomplete(security, credentials),
    ...malformed(schemes, credentials),
    ...(isMadeUp ? [bad('unknown', 'with a credential that nobody issued', schemes, madeUp(schemes))] : []),
    ...(hasAll(schemes, expiredCredentials)
      ? [bad('expired', 'with an expired credential', schemes, expiredCredentials)]
      : []),
    ...(hasAll(schemes, revokedCredentials)
      ? [bad('revoked', 'with a revoked credential', schemes, revokedCredentials)]
      : []),
  ];
}

type Values = Readonly<Record<string, string>>;

function isOfConnection({ scheme }: NamedScheme): boolean {
  return scheme.type === 'mutualTLS';
}

function hasAll(schemes: readonly NamedScheme[], values: Values): boolean {
  return schemes.every(({ name }) => values[name] !== undefined);
}

function bad(state: CredentialState, flaw: string, schemes: readonly NamedScheme[], values: Values): BadCredential {
  return { state, flaw, presented: present(schemes, values) };
}

function madeUp(schemes: readonly NamedScheme[]): Values {
  return Object.fromEntries(schemes.map(({ name }) => [name, 'no-such-credential']));
}

// Where several credentials are asked for at once, all but one of them are not enough.
function incomplete([schemes = [], ...others]: Operation['security'], credentials: Values): readonly BadCredential[] {
  if (schemes.length < 2 || others.length > 0 || !hasAll(schemes, credentials)) return [];
  return schemes.map((left) => ({
    state: 'missing',
    flaw: `without the credential ${left.name}`,
    presented: present(
      schemes.filter((scheme) => scheme !== left),
      credentials,
    ),
  }));
}

// A good credential, or one that would be, behind the name of another scheme (RFC 9110 section 11.6.2), or of none.
function malformed(schemes: readonly NamedScheme[], credentials: Values): readonly BadCredential[] {
  const inHeader = schemes.filter(({ scheme }) => scheme.type !== 'apiKey' && scheme.type !== 'mutualTLS');
  const [first] = inHeader;
  if (first === undefined) return [];
  const [own] = present([first], { [first.name]: credentials[first.name] ?? 'no-such-credential' });
  const [word = '', ...rest] = (own?.value ?? '').split(' ');
  const other = word === 'Basic' ? 'Bearer' : 'Basic';
  const others = present(
    schemes.filter((scheme) => scheme !== first),
    credentials,
  );
  const misspelt = (flaw: string, value: string): BadCredential => ({
    state: 'malformed',
    flaw,
    presented: [{ in: 'header', name: 'Authorization', value }, ...others],
  });
  return [
    misspelt(`with the credential behind the word ${other}`, [other, ...rest].join(' ')),
    { ...misspelt(`with the credential without the word ${word}`, rest.join(' ')), isLenient: true },
  ];
}

function present(schemes: readonly NamedScheme[], values: Values): readonly Presented[] {
  return schemes.flatMap(({ name, scheme }) => {
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
  const isBasic = scheme.type === 'http' && scheme.scheme.toLowerCase() === 'basic';
  return isBasic && value.includes(':') ? Buffer.from(value).toString('base64') : value;
}
