import type { Collection } from './store.js';

/** A credential as it was issued. */
export interface Credential {
  /** Whose it is. */
  readonly subject: string;
  /** Milliseconds since 1970; never, when absent. */
  readonly expiresAt?: number;
  readonly revoked?: boolean;
}

/** What a presented credential turns out to be. */
export type CredentialCheck =
  { readonly state: 'valid'; readonly subject: string } | { readonly state: 'unknown' | 'expired' | 'revoked' };

export interface CredentialLedger {
  issue(token: string, credential: Credential): Promise<void>;
  check(token: string): Promise<CredentialCheck>;
  /** Ends a credential for good. @returns whether it was valid until now. */
  revoke(token: string): Promise<boolean>;
}

/** The credentials of one API in one world, by token. */
export function credentialLedger(credentials: Collection<Credential>, now: () => number): CredentialLedger {
  return {
    issue: (token, credential) => credentials.set(token, credential),
    async check(token) {
      return toCheck(await credentials.get(token), now());
    },
    async revoke(token) {
      const revoked = await credentials.update(token, (credential) =>
        credential === undefined || toCheck(credential, now()).state !== 'valid'
          ? undefined
          : { ...credential, revoked: true },
      );
      return revoked !== undefined;
    },
  };
}

function toCheck(credential: Credential | undefined, now: number): CredentialCheck {
  if (credential === undefined) return { state: 'unknown' };
  if (credential.revoked === true) return { state: 'revoked' };
  if (credential.expiresAt !== undefined && credential.expiresAt <= now) return { state: 'expired' };
  return { state: 'valid', subject: credential.subject };
}
