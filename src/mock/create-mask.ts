import { isSecretName, replaceNamed } from './secret-names.js';

/** What stands in a secret's place: the same for the same secret, and another one in another mock. */
export type Fingerprint = (secret: string) => string;

/** Hides the secrets of one exchange. Everything is learned before anything is shown. */
export interface Mask {
  /** Names a secret, so that it is hidden wherever it stands. */
  learn(secret: string): void;
  /** Learns what stands in a value under the name of a secret. @returns whether the value can be read to its end. */
  learnNamed(value: unknown): boolean;
  /** A text without the secrets that it holds. */
  hide(text: string): string;
  /** A value without the secrets that it holds, in names and members at any depth. */
  hideIn(value: unknown): unknown;
  readonly fingerprint: Fingerprint;
}

export type CreateMask = () => Mask;

/** In characters. What is shorter stands in many a word by chance. */
export const shortestSecret = 6;

// Looking for more would take whoever sends a thousand secrets a thousand times as long.
const mostKnown = 64;

/** A secret in one of the forms in which it may stand in a text. */
interface Learned {
  readonly form: string;
  readonly secret: string;
}

/** @param shapes what tokens look like, so that they are hidden even where nobody said that they are tokens. */
export function createMask(fingerprint: Fingerprint, shapes: readonly RegExp[]): Mask {
  let longestFirst: readonly Learned[] = [];
  const learn = (secret: string): void => {
    const isKnown = longestFirst.some((one) => one.secret === secret);
    if (secret.length < shortestSecret || isKnown || longestFirst.length >= 3 * mostKnown) return;
    const forms = [...new Set([secret, percentEncoded(secret), asToken(secret)])].map((form) => ({ form, secret }));
    longestFirst = [...longestFirst, ...forms].sort((x, y) => y.form.length - x.form.length);
  };
  const hide = (text: string): string => {
    const hidden = longestFirst.reduce(
      (shown, { form, secret }) => shown.replaceAll(form, () => fingerprint(secret)),
      text,
    );
    const unnamed = replaceNamed(hidden, (secret) => (secret.startsWith('masked:') ? secret : fingerprint(secret)));
    return shapes.reduce((shown, shape) => shown.replace(shape, fingerprint), unnamed);
  };
  return {
    fingerprint,
    learn,
    hide,
    learnNamed: (value) =>
      deepest(value) <= mostDepth &&
      walk(value, false, (text, isSecret) => {
        if (isSecret && typeof text === 'string' && isTelling(text)) learn(text);
        return text;
      }) !== undefined,
    hideIn: (value) =>
      walk(value, false, (text, isSecret) => {
        if (isSecret) return fingerprint(String(text));
        return typeof text === 'string' ? hide(text) : text;
      }),
  };
}

// RFC 6901 section 3: as a member of a JSON Pointer.
function asToken(secret: string): string {
  return secret.replaceAll('~', '~0').replaceAll('/', '~1');
}

// A lone surrogate has no percent-encoding.
function percentEncoded(secret: string): string {
  return encodeURIComponent(new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(secret)));
}

// What is nested deeper is nothing that anybody reads in a journal, and nothing that a stack should have to bear.
const mostDepth = 200;

function deepest(value: unknown): number {
  let level: readonly unknown[] = [value];
  for (let depth = 0; ; depth += 1) {
    level = level.flatMap(membersOf);
    if (level.length === 0 || depth > mostDepth) return depth;
  }
}

function membersOf(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

// A plain word or a number may well stand in another text and be none of this secret.
function isTelling(secret: string): boolean {
  return !/^(?:[a-z]{1,11}|\d{1,7})$/i.test(secret);
}

type Visit = <T extends string | number | bigint>(text: T, isSecret: boolean) => T | string;

// A number may be a secret too, such as a PIN; what is switched on or off is none.
function walk(value: unknown, isSecret: boolean, visit: Visit): unknown {
  if (value === '' || value === null) return value;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return visit(value, isSecret);
  if (Array.isArray(value)) return value.map((item) => walk(item, isSecret, visit));
  if (typeof value !== 'object') return value;
  const members = Object.entries(value).map(([name, member]): [string, unknown] => [
    visit(name, false),
    walk(member, isSecret || isSecretName(name), visit),
  ]);
  return Object.fromEntries(members);
}
