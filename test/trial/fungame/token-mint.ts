import { randomInt } from 'node:crypto';

export type TokenKind = 'live' | 'sessionless' | 'expired';

const modulus = 2_147_483_647;
const header = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9';

/**
 * Tokens that a POSIX shell can mint as well as we can: a random number and its signature, in the look of a JWT. So a
 * server needs no list of those it has given out, and a `tokenCommand` no server of its own.
 */
export class TokenMint {
  readonly #secrets: Readonly<Record<TokenKind, number>> = {
    live: randomInt(1, 40_000),
    sessionless: randomInt(40_001, 80_000),
    expired: randomInt(80_001, 120_000),
  };

  mint(kind: TokenKind): string {
    const serial = randomInt(2 ** 31);
    return `${header}.${serial}.${this.#sign(serial, kind)}`;
  }

  many(kind: TokenKind, count: number): string[] {
    return Array.from({ length: count }, () => this.mint(kind));
  }

  /** A shell command that prints one fresh token. */
  command(kind: TokenKind): string {
    const serial = `n=$(od -An -N4 -tu4 /dev/urandom | tr -d ' \\n')`;
    return `${serial}; echo "${header}.$n.$(( (n * 48271 + ${this.#secrets[kind]}) % ${modulus} ))"`;
  }

  kindOf(token: string): TokenKind | undefined {
    const [first, serial = '', signature, ...rest] = token.split('.');
    if (first !== header || !/^\d{1,10}$/.test(serial) || rest.length > 0) return undefined;
    const kinds: readonly TokenKind[] = ['live', 'sessionless', 'expired'];
    return kinds.find((kind) => signature === String(this.#sign(Number(serial), kind)));
  }

  /** The entries of the target file that this mint can fill. */
  fixtures(): Record<string, unknown> {
    return {
      tokenCommand: this.command('live'),
      sessionlessTokens: this.many('sessionless', 6),
      expiredTokens: this.many('expired', 3),
    };
  }

  /** The same, with a list of live tokens in place of the command. */
  listedFixtures(count = 80): Record<string, unknown> {
    return {
      tokens: this.many('live', count),
      sessionlessTokens: this.many('sessionless', 6),
      expiredTokens: this.many('expired', 3),
    };
  }

  #sign(serial: number, kind: TokenKind): number {
    return (serial * 48_271 + this.#secrets[kind]) % modulus;
  }
}
