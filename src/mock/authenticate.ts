import type { NamedScheme, Operation } from '../description/operations.js';
import type { CredentialState } from '../description/when.js';
import type { World } from '../state/world.js';
import type { Behaviour, CredentialVerdict } from './behaviour.js';
import { headerValues, type Incoming } from './incoming.js';
import { readCookie } from './read-cookie.js';

/** Who asks: nobody in particular, somebody known, or somebody who is refused. */
export type Authentication =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'known'; readonly token: string; readonly subject: string }
  | { readonly kind: 'refused'; readonly state: CredentialState | 'insufficient'; readonly special?: string };

/**
 * Checks the credentials of a request against the security requirements of its operation (OpenAPI: one of the
 * alternatives has to be satisfied whole). The first alternative speaks for a refusal.
 */
export async function authenticate(
  operation: Operation,
  incoming: Incoming,
  { behaviour, world }: { behaviour: Behaviour; world: World },
): Promise<Authentication> {
  let refusal: Authentication = { kind: 'anonymous' };
  for (const alternative of operation.security) {
    const verdict = await satisfy(alternative, incoming, (token) => behaviour.checkCredential(token, world));
    if (verdict.kind !== 'refused') return verdict;
    if (refusal.kind !== 'refused') refusal = verdict;
  }
  return refusal;
}

type Check = (token: string) => Promise<CredentialVerdict>;

async function satisfy(schemes: readonly NamedScheme[], incoming: Incoming, check: Check): Promise<Authentication> {
  let authentication: Authentication = { kind: 'anonymous' };
  for (const { scheme } of schemes) {
    if (scheme.type === 'mutualTLS') continue; // the connection's business, not the request's
    const presented = readCredential(scheme, incoming);
    if ('state' in presented) return { kind: 'refused', state: presented.state };
    const verdict = await check(presented.token);
    if (verdict.state !== 'valid') return { kind: 'refused', ...verdict };
    authentication = { kind: 'known', token: presented.token, subject: verdict.subject };
  }
  return authentication;
}

/** Every credential that a request presents, whether it is good or not. */
export function presentedTokens(security: Operation['security'], incoming: Incoming): readonly string[] {
  const schemes = security.flat().flatMap(({ scheme }) => (scheme.type === 'mutualTLS' ? [] : [scheme]));
  const presented = schemes.map((scheme) => readCredential(scheme, incoming));
  return presented.flatMap((one) => ('token' in one ? [one.token] : []));
}

type Presented = { readonly token: string } | { readonly state: 'missing' | 'malformed' };

function readCredential(scheme: NamedScheme['scheme'], incoming: Incoming): Presented {
  if (scheme.type === 'apiKey') return readApiKey(scheme, incoming);
  const name = scheme.type === 'http' ? scheme.scheme : 'bearer';
  const [value, ...others] = headerValues(incoming.headers, 'authorization');
  if (value === undefined || value.trim() === '') return { state: 'missing' };
  const [, actual, token] = /^\s*(\S+) +(\S.*?)\s*$/.exec(value) ?? [];
  const isOfScheme = actual?.toLowerCase() === name.toLowerCase(); // RFC 9110 section 11.1: case-insensitive
  return isOfScheme && token !== undefined && others.length === 0 ? { token } : { state: 'malformed' };
}

function readApiKey(
  { in: place, name }: { readonly in: 'query' | 'header' | 'cookie'; readonly name: string },
  incoming: Incoming,
): Presented {
  const values = {
    query: () => incoming.query.getAll(name),
    header: () => headerValues(incoming.headers, name),
    cookie: () => [readCookie(incoming.headers, name) ?? []].flat(),
  }[place]();
  const [token] = values;
  if (token === undefined || token === '') return { state: 'missing' };
  return values.length === 1 ? { token } : { state: 'malformed' };
}
