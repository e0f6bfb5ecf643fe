import { isBasic, placesOfSchemes, type SchemesOfPlace } from '../description/credential-places.js';
import type { NamedScheme, Operation } from '../description/operations.js';
import type { CredentialState } from '../description/when.js';
import { after, type Awaitable } from '../awaitable.js';
import type { World } from '../state/world.js';
import type { Behaviour } from './behaviour.js';
import { headerValues, type Incoming } from './incoming.js';
import { createMemoOf } from './memo.js';
import { readCookie } from './read-cookie.js';

/** Who asks: nobody in particular, somebody known, or somebody who is refused. */
export type Authentication =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'known'; readonly token: string; readonly subject: string }
  | { readonly kind: 'refused'; readonly state: CredentialState | 'insufficient'; readonly special?: string };

/**
 * Checks the credentials of a request against the security requirements of its operation (OpenAPI: one of the
 * alternatives has to be satisfied whole). Of several refusals the one of a credential that was shown speaks.
 */
export function authenticate(
  { security }: Operation,
  incoming: Incoming,
  { behaviour, world }: { behaviour: Behaviour; world: World },
): Awaitable<Authentication> {
  const check: Check = ({ scheme }) => {
    if (scheme.type === 'mutualTLS') return anonymous; // the connection's business, not the request's
    const presented = readCredential(scheme, incoming);
    if ('state' in presented) return { kind: 'refused', state: presented.state };
    return after(behaviour.checkCredential(presented.token, world), (verdict) =>
      verdict.state === 'valid'
        ? { kind: 'known', token: presented.token, subject: verdict.subject }
        : { kind: 'refused', ...verdict },
    );
  };
  const satisfyPlace = (schemes: SchemesOfPlace): Awaitable<Authentication> => firstGood(schemes, check);
  return firstGood(alternativesOf(security), (places) => whole(places, satisfyPlace));
}

const anonymous = { kind: 'anonymous' } as const;

type Check = (scheme: NamedScheme) => Awaitable<Authentication>;

// An empty alternative makes a credential optional; whoever shows a good one is known nevertheless.
const alternativesOf = createMemoOf((security: Operation['security']): readonly (readonly SchemesOfPlace[])[] => {
  const alternatives = security.map(placesOfSchemes);
  return [...alternatives.filter(({ length }) => length > 0), ...alternatives.filter(({ length }) => length === 0)];
});

/** The first of several that is not refused, else the refusal that says most. Of none: nobody in particular. */
function firstGood<T>(
  options: readonly T[],
  judge: (option: T) => Awaitable<Authentication>,
  index = 0,
  soFar: Authentication = anonymous,
): Awaitable<Authentication> {
  const option = options[index];
  if (option === undefined) return soFar;
  return after(judge(option), (verdict) => {
    if (verdict.kind !== 'refused') return verdict;
    const isTelling = soFar.kind !== 'refused' || rankOf(verdict) > rankOf(soFar);
    return firstGood(options, judge, index + 1, isTelling ? verdict : soFar);
  });
}

function rankOf({ state }: Extract<Authentication, { kind: 'refused' }>): number {
  return state === 'missing' ? 0 : state === 'malformed' ? 1 : 2;
}

/** The last of several, if none of them is refused; the first refusal else. */
function whole(
  places: readonly SchemesOfPlace[],
  judge: (place: SchemesOfPlace) => Awaitable<Authentication>,
  index = 0,
  soFar: Authentication = anonymous,
): Awaitable<Authentication> {
  const place = places[index];
  if (place === undefined) return soFar;
  return after(judge(place), (verdict) =>
    verdict.kind === 'refused' ? verdict : whole(places, judge, index + 1, verdict),
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
  if (!isOfScheme || values.length !== 1) return { state: 'malformed' };
  const token = text.slice(end).trim();
  return isBasic(scheme) && !isUserAndPassword(token) ? { state: 'malformed' } : { token };
}

// RFC 7617 section 2: base64 of a text with a colon.
function isUserAndPassword(token: string): boolean {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(token) && atob(token).includes(':');
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
  if (values.length > 1) return { state: 'malformed' };
  // Descriptions made of Swagger 2.0 call a bearer token so; the word may be part of what their users type.
  return { token: /^authorization$/i.test(name) ? token.replace(/^bearer +/i, '') : token };
}
