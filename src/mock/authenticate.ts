import type { NamedScheme, Operation } from '../description/operations.js';
import type { CredentialState } from '../description/when.js';
import { after, type Awaitable } from '../awaitable.js';
import type { World } from '../state/world.js';
import type { Behaviour } from './behaviour.js';
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
export function authenticate(
  { security }: Operation,
  incoming: Incoming,
  { behaviour, world }: { behaviour: Behaviour; world: World },
): Awaitable<Authentication> {
  const check: Check = (scheme) => {
    const presented = readCredential(scheme, incoming);
    if ('state' in presented) return { kind: 'refused', state: presented.state };
    return after(behaviour.checkCredential(presented.token, world), (verdict) =>
      verdict.state === 'valid'
        ? { kind: 'known', token: presented.token, subject: verdict.subject }
        : { kind: 'refused', ...verdict },
    );
  };
  return satisfyOne(security, check, { index: 0, soFar: anonymous });
}

const anonymous = { kind: 'anonymous' } as const;

type Check = (scheme: CredentialScheme) => Awaitable<Authentication>;

interface Progress {
  readonly index: number;
  readonly soFar: Authentication;
}

function satisfyOne(
  alternatives: Operation['security'],
  check: Check,
  { index, soFar }: Progress,
): Awaitable<Authentication> {
  const alternative = alternatives[index];
  if (alternative === undefined) return soFar;
  return after(satisfyAll(alternative, check, { index: 0, soFar: anonymous }), (verdict) => {
    if (verdict.kind !== 'refused') return verdict;
    return satisfyOne(alternatives, check, { index: index + 1, soFar: soFar.kind === 'refused' ? soFar : verdict });
  });
}

function satisfyAll(
  schemes: readonly NamedScheme[],
  check: Check,
  { index, soFar }: Progress,
): Awaitable<Authentication> {
  const scheme = schemes[index]?.scheme;
  if (scheme === undefined) return soFar;
  // A client certificate is the connection's business, not the request's.
  const verdict = scheme.type === 'mutualTLS' ? soFar : check(scheme);
  return after(verdict, (found) =>
    found.kind === 'refused' ? found : satisfyAll(schemes, check, { index: index + 1, soFar: found }),
  );
}

type Presenting = Pick<Incoming, 'headers' | 'query'>;

/** Every credential that a request presents, whether it is good or not. */
export function presentedTokens(security: Operation['security'], incoming: Presenting): readonly string[] {
  const tokens: string[] = [];
  for (const alternative of security) {
    for (const { scheme } of alternative) {
      if (scheme.type === 'mutualTLS') continue;
      const presented = readCredential(scheme, incoming);
      if ('token' in presented) tokens.push(presented.token);
    }
  }
  return tokens;
}

type CredentialScheme = Exclude<NamedScheme['scheme'], { readonly type: 'mutualTLS' }>;

type Presented = { readonly token: string } | { readonly state: 'missing' | 'malformed' };

function readCredential(scheme: CredentialScheme, incoming: Presenting): Presented {
  if (scheme.type === 'apiKey') return readApiKey(scheme, incoming);
  const name = scheme.type === 'http' ? scheme.scheme : 'bearer';
  const values = headerValues(incoming.headers, 'authorization');
  const text = values[0]?.trim() ?? '';
  if (text === '') return { state: 'missing' };
  const end = text.indexOf(' ');
  const isOfScheme = text.slice(0, end).toLowerCase() === name.toLowerCase(); // RFC 9110 section 11.1: case-insensitive
  return isOfScheme && values.length === 1 ? { token: text.slice(end).trim() } : { state: 'malformed' };
}

function readApiKey(
  { in: place, name }: { readonly in: 'query' | 'header' | 'cookie'; readonly name: string },
  incoming: Presenting,
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
