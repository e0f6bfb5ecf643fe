import { randomBytes } from 'node:crypto';

export interface User {
  readonly open_id: string;
  readonly union_id: string;
  readonly user_id: string;
  readonly idp_credential_id: string;
}

/** The people, sessions and the one application token that a server knows. */
export class Directory {
  readonly tenantAccessToken: string = `t-${randomBytes(15).toString('hex')}`;
  readonly users: readonly User[];
  readonly sids: readonly string[] = Array.from({ length: 40 }, newSid);

  constructor(users = 4) {
    this.users = Array.from({ length: users }, (_, index) => ({
      open_id: `ou_${randomBytes(16).toString('hex')}`,
      union_id: `on_${randomBytes(16).toString('hex')}`,
      user_id: randomBytes(4).toString('hex'),
      idp_credential_id: `person.${index}.${randomBytes(3).toString('hex')}@corp.example`,
    }));
  }

  has(kind: string, id: string): boolean {
    return this.users.some((user) => Object.entries(user).some(([name, value]) => name === kind && value === id));
  }

  /** The entries of the target file. */
  fixtures(): Record<string, unknown> {
    return { tenantAccessToken: this.tenantAccessToken, users: this.users, sids: this.sids };
  }
}

/** Sixteen bytes in base64, the first nine the same for all. */
export function newSid(): string {
  return Buffer.concat([Buffer.from('000000000000000365', 'hex'), randomBytes(7)]).toString('base64');
}

export function looksLikeSid(text: string): boolean {
  return /^[A-Za-z0-9+/]{22}(==)?$/.test(text);
}
