import { UserError } from '../errors.js';
import { headerValues, type Incoming } from './incoming.js';

/** What a client asks of the answer itself, by the `Prefer` header (RFC 7240) or its query twins. */
export interface Preference {
  /** The status, three digits. */
  readonly code?: string;
  /** The name of a documented example. */
  readonly example?: string;
  /** Whether the body is made up from the schema instead of being the documented example. */
  readonly dynamic?: boolean;
}

const ours = ['code', 'example', 'dynamic'] as const;

type PreferenceName = (typeof ours)[number];

// The preferences of the IANA registry are somebody else's: they are ignored, as RFC 7240 section 2 asks.
const registered = /^(?:depth-noroot|handling|respond-async|return|safe|set-interactive|wait|odata\..+)$/;

/**
 * Reads `Prefer: code=400, example=…; dynamic=true` and `?__code=400&__example=…&__dynamic=true`; the header wins.
 * @throws UserError PREFERENCE_INVALID for a name that nobody knows or a value that cannot be.
 */
export function readPreference({ headers, query }: Pick<Incoming, 'headers' | 'query'>): Preference {
  const wishes = new Map<PreferenceName, string>();
  for (const name of ours) {
    const value = query.get(`__${name}`);
    if (value !== null) wishes.set(name, value);
  }
  for (const wish of headerValues(headers, 'prefer').flatMap((value) => value.split(/[,;]/))) {
    if (wish.trim() !== '') addWish(wishes, wish);
  }
  return toPreference(wishes);
}

/** How the answer says which preferences it followed: the value of `Preference-Applied`. */
export function showPreference(preference: Preference): string {
  return Object.entries(preference)
    .map(([name, value]) => `${name}=${toToken(String(value))}`)
    .join(', ');
}

function addWish(wishes: Map<PreferenceName, string>, wish: string): void {
  const [rawName = '', rawValue = 'true'] = wish.split(/=(.*)/s);
  const name = rawName.trim().toLowerCase();
  if (registered.test(name)) return;
  const known = ours.find((own) => own === name);
  if (known === undefined) throw invalid(`Prefer names "${toToken(name)}". Known here: ${ours.join(', ')}.`);
  wishes.set(known, rawValue.trim().replace(/^"(.*)"$/s, '$1'));
}

function toPreference(wishes: ReadonlyMap<PreferenceName, string>): Preference {
  const code = wishes.get('code');
  const example = wishes.get('example');
  const dynamic = wishes.get('dynamic');
  if (code !== undefined && !/^[1-5]\d\d$/.test(code)) {
    throw invalid(`Prefer: code is an HTTP status such as 400, not "${toToken(code)}".`);
  }
  if (dynamic !== undefined && dynamic !== 'true' && dynamic !== 'false') {
    throw invalid(`Prefer: dynamic is true or false, not "${toToken(dynamic)}".`);
  }
  return {
    ...(code !== undefined && { code }),
    ...(example !== undefined && { example }),
    ...(dynamic !== undefined && { dynamic: dynamic === 'true' }),
  };
}

// What a client sent is echoed short, and without anything that has no place in a header.
function toToken(text: string): string {
  return text.slice(0, 60).replace(/[^\w.-]/g, '?');
}

function invalid(message: string): UserError {
  return new UserError('PREFERENCE_INVALID', message);
}
