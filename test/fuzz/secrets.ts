/** The secrets of a test. Requests are drawn with marks in their place, such as `{token:2}` or `{sid:0|percent}`. */
export interface Secrets {
  add(kind: SecretKind, secret: string): void;
  clear(): void;
  /** Puts secrets in the place of marks. */
  expand(text: string): string;
  /** The secrets that stand in a text, however they are encoded there. */
  in(text: string): readonly string[];
}

/**
 * Tokens can be recognised anywhere, the others by their place; an `id` has no place that would say that it is a secret,
 * and is not sought.
 */
export type SecretKind = 'token' | 'sid' | 'password' | 'admin' | 'id';

export function createSecrets(): Secrets {
  const known: Record<SecretKind, string[]> = { token: [], sid: [], password: [], admin: [], id: [] };
  return {
    add(kind, secret) {
      known[kind].push(secret);
    },
    clear() {
      for (const list of Object.values(known)) list.length = 0;
    },
    expand: (text) =>
      text.replace(
        /\{(token|sid|password|admin|id):(\d+)(\|\w+)?\}/g,
        (_, kind: SecretKind, index: string, spelling = '') => {
          const list = known[kind];
          return spell(list[Number(index) % list.length] ?? '', spelling as string);
        },
      ),
    in(text) {
      const readings = [
        text,
        ...(text.includes('%') ? [unpercent(text)] : []),
        ...(text.includes('\\') ? [unescape(text)] : []),
      ];
      const sought = [...known.token, ...known.sid, ...known.password, ...known.admin];
      return sought.filter((secret) => readings.some((reading) => reading.includes(secret)));
    },
  };
}

function spell(secret: string, spelling: string): string {
  if (spelling === '|uri') return encodeURIComponent(secret);
  const bytes = [...Buffer.from(secret)];
  if (spelling === '|percent') return bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  if (spelling !== '|json') return secret;
  return Array.from(secret, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}

function unpercent(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString());
}

function unescape(text: string): string {
  return text
    .replace(/\\u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\(["\\/])/g, '$1');
}
