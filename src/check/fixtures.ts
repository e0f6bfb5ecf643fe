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
  /** Good credentials by the name of their security scheme; for HTTP Basic `user:password`. */
  readonly credentials?: Readonly<Record<string, string>>;
  readonly expiredCredentials?: Readonly<Record<string, string>>;
  readonly revokedCredentials?: Readonly<Record<string, string>>;
  /** Whether the server takes whatever credential it is shown, as mocks do. @default false */
  readonly acceptsAnyCredential?: boolean;
  /** Values with which a request succeeds, by the id of the operation. */
  readonly operations?: Readonly<Record<string, RequestFixture>>;
}

/** Values of one operation's request, by the names of its parameters; they win over documented examples. */
export interface RequestFixture {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly cookie?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** A user whom a check may sign out, by whichever ids are known. */
export interface UserFixture {
  readonly open_id?: string;
  readonly union_id?: string;
  readonly user_id?: string;
  readonly idp_credential_id?: string;
}
