import { after, type Awaitable } from '../awaitable.js';
import type { Collection } from './store.js';

/** A credential as it was issued. */
export interface Credential {
  /** Whose it is. */
  readonly subject: string;
  /** Milliseconds since 1970; never, when absent. */
  readonly expiresAt?: number;
  /** What it allows (RFC 6749 section 3.3). @default everything */
  readonly scopes?: readonly string[];
}

/** What a presented credential turns out to be. */
export type CredentialCheck =
  | { readonly state: 'valid'; readonly subject: string; readonly scopes?: readonly string[] }
  | { readonly state: 'unknown' | 'expired' | 'revoked' };

export interface CredentialLedger {
  /** Makes a credential of this world alone: from now on the token leads to the world. */
  issue(token: string, credential: Credential): Awaitable<void>;
  /** Makes a credential known that every world knows. */
  know(token: string, credential: Credential): Awaitable<void>;
  /** Makes a credential known unless the token is known already. @returns whether it was not. */
  knowFirst(token: string, credential: Credential): Awaitable<boolean>;
  check(token: string): Awaitable<CredentialCheck>;
  /** Ends a credential for good. @returns whether it was valid until now. */
  revoke(token: string): Awaitable<boolean>;
  /** Lets a credential expire now. @returns whether it was valid until now. */
  expire(token: string): Awaitable<boolean>;
}

export interface CredentialLedgerOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told of every token that is issued. @default nobody */
  readonly onIssue?: (token: string) => Promise<void>;
}

/** A credential as it is kept. There may be very many that were revoked, so nothing else is kept of these. */
type Kept = Credential | 'revoked';

/** The credentials of one API in one world, by token. */
export function credentialLedger(
  credentials: Collection<Kept>,
  { now, onIssue }: CredentialLedgerOptions,
): CredentialLedger {
  const end = (token: string, change: (credential: Credential) => Kept): Awaitable<boolean> => {
    const ending = credentials.update(token, (kept) =>
      kept === undefined || kept === 'revoked' || isExpired(kept, now()) ? undefined : change(kept),
    );
    return after(ending, (ended) => ended !== undefined);
  };
  return {
    async issue(token, credential) {
      await credentials.set(token, credential);
      await onIssue?.(token);
    },
    know: (token, credential) => credentials.set(token, credential),
    knowFirst: (token, credential) =>
      after(
        credentials.update(token, (known) => (known === undefined ? credential : undefined)),
        (made) => made !== undefined,
      ),
    check: (token) => after(credentials.get(token), (credential) => toCheck(credential, now())),
    revoke: (token) => end(token, () => 'revoked'),
    expire: (token) => end(token, (credential) => ({ ...credential, expiresAt: now() })),
  };
}

function isExpired({ expiresAt }: Credential, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}

function toCheck(kept: Kept | undefined, now: number): CredentialCheck {
  if (kept === undefined) return { state: 'unknown' };
  if (kept === 'revoked') return { state: 'revoked' };
  if (isExpired(kept, now)) return { state: 'expired' };
  const { subject, scopes } = kept;
  return scopes === undefined ? { state: 'valid', subject } : { state: 'valid', subject, scopes };
}
