/** One API's entry in a target file, without its address. */
export interface Fixtures {
  /** Live tokens; each successful logout uses one up. */
  readonly tokens?: readonly string[];
  /** Instead: a shell command that prints one fresh live token. */
  readonly tokenCommand?: string;
  /** Valid tokens whose session is gone. */
  readonly sessionlessTokens?: readonly string[];
  readonly sessionlessTokenCommand?: string;
  readonly expiredTokens?: readonly string[];
  readonly tenantAccessToken?: string;
  readonly users?: readonly UserFixture[];
  /** Sessions that exist; each may be used up. */
  readonly sids?: readonly string[];
  readonly sidCommand?: string;
}

/** A user whom a check may sign out, by whichever ids are known. */
export interface UserFixture {
  readonly open_id?: string;
  readonly union_id?: string;
  readonly user_id?: string;
  readonly idp_credential_id?: string;
}
