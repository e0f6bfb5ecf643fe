import { createHmac, randomBytes } from 'node:crypto';

/** Hides the secrets of one exchange wherever they stand in it. */
export interface Mask {
  /** Names a secret: from now on it is hidden, and two texts with the same secret still look alike. */
  learn(secret: string): void;
  /** A header's value; the scheme of an `Authorization` and the names of cookies stay. */
  header(name: string, value: string): string;
  /** A body or a query, by the names of its members first. */
  body(text: string): string;
  text(text: string): string;
  /** What stands in a secret's place. */
  readonly fingerprint: (secret: string) => string;
}

export type CreateMask = () => Mask;

/**
 * @param shapes what tokens look like, so that they are hidden even where nobody said that they are tokens.
 */
export function createMasking(shapes: readonly RegExp[]): CreateMask {
  const key = randomBytes(32);
  const fingerprint = (secret: string): string =>
    `masked:${createHmac('sha256', key).update(secret).digest('hex').slice(0, 8)}`;
  return () => createMask(fingerprint, shapes);
}

const secretName = /token|secret|passw|api[-_]?key|authorization|cookie|signature|^sid$|^session[-_]?id$/i;
const holdsSecretName = /token|secret|passw|api[-_]?key|authorization|cookie|signature|\bsid\b|session[-_]?id|\\u/i;

// What is shorter stands in many a word by chance.
const shortestSecret = 6;

function createMask(fingerprint: (secret: string) => string, shapes: readonly RegExp[]): Mask {
  const secrets = new Map<string, string>();
  const learn = (secret: string): void => {
    if (secret.length < shortestSecret || secrets.has(secret)) return;
    for (const form of [secret, encodeURIComponent(toWellFormed(secret)), JSON.stringify(secret).slice(1, -1)]) {
      secrets.set(form, fingerprint(secret));
    }
  };
  const hide = (value: string): string => {
    learn(value);
    return fingerprint(value);
  };
  const text = (plain: string): string => {
    let hidden = plain;
    for (const [secret, shown] of [...secrets].sort(([a], [b]) => b.length - a.length)) {
      hidden = hidden.replaceAll(secret, shown);
    }
    return shapes.reduce((before, shape) => before.replace(shape, (secret) => fingerprint(secret)), hidden);
  };
  return {
    learn,
    text,
    fingerprint,
    header: (name, value) => (secretName.test(name) ? maskHeader(value, hide) : text(value)),
    body: (plain) => text(holdsSecretName.test(plain) ? maskMembers(plain, hide) : plain),
  };
}

type Hide = (value: string) => string;

// `Bearer …`, `session=…; theme=…`, or the secret alone.
function maskHeader(value: string, hide: Hide): string {
  if (value.includes('=') && !/^\w+ /.test(value)) {
    return value.replace(/=([^;,]*)/g, (_, secret: string) => `=${hide(secret)}`);
  }
  const [, scheme = '', secret = ''] = /^(\s*\w+ +)?(.*)$/s.exec(value) ?? [];
  return secret === '' ? value : scheme + hide(secret.trim());
}

function maskMembers(text: string, hide: Hide): string {
  return maskJson(text, hide) ?? maskNames(text.slice(0, longestUnread), hide);
}

// Where a text is no JSON, every quotation mark may begin a name, and looking for its end takes time.
const longestUnread = 16 * 1024;

function maskNames(text: string, hide: Hide): string {
  return text
    .replace(/("((?:[^"\\]|\\.)*)"\s*:\s*")((?:[^"\\]|\\.)*)/g, (all, head: string, name: string, secret: string) =>
      secretName.test(name) ? head + hide(secret) : all,
    )
    .replace(/([^&=?\s]+)=([^&\s]*)/g, (all, name: string, secret: string) =>
      secretName.test(name) && secret !== '' ? `${name}=${hide(secret)}` : all,
    );
}

function maskJson(text: string, hide: Hide): string | undefined {
  try {
    return JSON.stringify(maskValue(JSON.parse(text) as unknown, hide, false));
  } catch {
    return undefined; // no JSON, or nested too deeply
  }
}

function maskValue(value: unknown, hide: Hide, isSecret: boolean): unknown {
  if (typeof value === 'string') return isSecret && value !== '' ? hide(value) : value;
  if (Array.isArray(value)) return value.map((item) => maskValue(item, hide, isSecret));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]): [string, unknown] => [
    name,
    maskValue(member, hide, isSecret || secretName.test(name)),
  ]);
  return Object.fromEntries(members);
}

// A lone surrogate has no percent-encoding.
function toWellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}
