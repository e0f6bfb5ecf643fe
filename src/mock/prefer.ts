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

/** Whether a field of a query says a preference. */
export function isWish(name: string): boolean {
  return name.startsWith('__') && ours.some((own) => name === `__${own}`);
}

const ours = ['code', 'example', 'dynamic'] as const;

type PreferenceName = (typeof ours)[number];

// The preferences of the IANA registry are somebody else's: they are ignored, as RFC 7240 section 2 asks.
const registered = /^(?:depth-noroot|handling|respond-async|return|safe|set-interactive|wait|odata\..+)$/;

const nothing: Preference = {};

/**
 * Reads `Prefer: code=400, example=…; dynamic=true` and `?__code=400&__example=…&__dynamic=true`; the header wins, and
 * of two the first (RFC 7240 section 2).
 * @throws UserError PREFERENCE_INVALID for a name that nobody knows or a value that cannot be.
 */
export function readPreference({ headers, query }: Pick<Incoming, 'headers' | 'query'>): Preference {
  if (query.size === 0 && headers['prefer'] === undefined) return nothing;
  const wishes = new Map<PreferenceName, string>();
  for (const list of headerValues(headers, 'prefer')) {
    for (const item of split(list, ',')) addItem(wishes, split(item, ';'));
  }
  for (const name of ours) {
    const value = query.get(`__${name}`);
    if (value !== null && !wishes.has(name)) wishes.set(name, value);
  }
  return toPreference(wishes);
}

/** How the answer says which preferences it followed: the value of `Preference-Applied`. */
export function showPreference(preference: Preference): string {
  if (preference === nothing) return '';
  return Object.entries(preference)
    .map(([name, value]) => `${name}=${toWord(String(value))}`)
    .join(', ');
}

// Commas and semicolons part alike, but not within quotes.
function split(text: string, separator: ',' | ';'): readonly string[] {
  const parts = text.match(separator === ',' ? /(?:"(?:\\.|[^"\\])*"|[^,"]|")+/g : /(?:"(?:\\.|[^"\\])*"|[^;"]|")+/g);
  return (parts ?? []).map((part) => part.trim()).filter((part) => part !== '');
}

// What follows a preference of somebody else after a semicolon is a parameter of it, and theirs too.
function addItem(wishes: Map<PreferenceName, string>, wishesOfItem: readonly string[]): void {
  const isForeign = registered.test(nameOf(wishesOfItem[0] ?? ''));
  for (const wish of wishesOfItem) {
    const known = ours.find((own) => own === nameOf(wish));
    if (known === undefined && !isForeign && !registered.test(nameOf(wish))) {
      throw invalid(`Prefer does not know ${echo(nameOf(wish))}. Known here: ${ours.join(', ')}.`);
    }
    if (known !== undefined && !wishes.has(known)) wishes.set(known, valueOf(wish));
  }
}

function nameOf(wish: string): string {
  return (wish.split('=', 1)[0] ?? '').trim().toLowerCase();
}

function valueOf(wish: string): string {
  const value = wish.includes('=') ? wish.slice(wish.indexOf('=') + 1).trim() : 'true';
  return /^".*"$/s.test(value) ? value.slice(1, -1).replace(/\\(.)/gs, '$1') : value;
}

function toPreference(wishes: ReadonlyMap<PreferenceName, string>): Preference {
  const code = wishes.get('code');
  const example = wishes.get('example');
  const dynamic = wishes.get('dynamic');
  if (code !== undefined && !/^[2-5]\d\d$/.test(code)) {
    throw invalid(`Prefer: code is the HTTP status of an answer, such as 400, not ${echo(code)}.`);
  }
  if (dynamic !== undefined && dynamic !== 'true' && dynamic !== 'false') {
    throw invalid(`Prefer: dynamic is true or false, not ${echo(dynamic)}.`);
  }
  return {
    ...(code !== undefined && { code }),
    ...(example !== undefined && { example }),
    ...(dynamic !== undefined && { dynamic: dynamic === 'true' }),
  };
}

// A name that is no token (RFC 9110 section 5.6.2) is quoted; beyond ASCII there is no way to write it in a header.
function toWord(text: string): string {
  if (/^[\w.-]+$/.test(text)) return text;
  return `"${text.replace(/[^\x20-\x7e]/g, '?').replace(/["\\]/g, '\\$&')}"`;
}

// What a client sent is told again only if it is short enough for a slip of the pen: it may be a token, and a mistake.
function echo(text: string): string {
  return /^[\w.-]{1,20}$/.test(text) ? `"${text}"` : 'what came';
}

function invalid(message: string): UserError {
  return new UserError('PREFERENCE_INVALID', message);
}
