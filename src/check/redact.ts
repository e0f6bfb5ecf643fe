/** What stands for a credential wherever one would be shown. */
export const mask = '***';

// A secret shorter than this would be found in ordinary words, so it is looked for as a word of its own.
const shortest = 6;

/**
 * Replaces every secret in every text of a value, however deep: as it is, percent-encoded, escaped as in JSON, encoded
 * in base64, and each part of a JWT (RFC 7519) that tells something. The longest goes first, so that none shows through
 * another.
 */
export function redact<T>(value: T, secrets: ReadonlySet<string>): T {
  const spellings = [...new Set([...secrets].flatMap(spellingsOf))].sort((a, b) => b.length - a.length);
  if (spellings.length === 0) return value;
  const pattern = new RegExp(spellings.map(toPattern).join('|'), 'gu');
  return walk(value, (text) => maskCutOff(text.replace(pattern, mask), spellings)) as T;
}

// A text that was cut (`…`) may end within a secret.
function maskCutOff(text: string, spellings: readonly string[]): string {
  const end = text.lastIndexOf('…');
  if (end === -1) return text;
  for (const spelling of spellings) {
    for (let length = Math.min(spelling.length - 1, end); length >= shortest; length -= 1) {
      if (!text.endsWith(spelling.slice(0, length), end)) continue;
      return `${text.slice(0, end - length)}${mask}${text.slice(end)}`;
    }
  }
  return text;
}

function spellingsOf(secret: string): readonly string[] {
  if (secret === '') return [];
  const [, ...parts] = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(secret) ? secret.split('.') : [];
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64, ...parts.filter(Boolean)];
}

function toPattern(spelling: string): string {
  const literal = spelling.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return spelling.length < shortest ? `(?<![\\w-])${literal}(?![\\w-])` : literal;
}

// What nothing changes in stays what it is: most of a long run holds no secret.
function walk(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => walk(item, change));
    return items.every((item, index) => item === value[index]) ? (value as unknown) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value) as (readonly [string, unknown])[];
  const changed = members.map(([key, member]) => [change(key), walk(member, change)] as const);
  const isSame = changed.every(([key, member], index) => key === members[index]?.[0] && member === members[index][1]);
  return isSame ? value : Object.fromEntries(changed);
}
