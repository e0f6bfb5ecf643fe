/** The fixtures a FunGame server hands out with itself, in the words of the target file. */
export interface FunGameFixtures {
  readonly tokens: readonly string[];
  readonly sessionlessTokens: readonly string[];
  readonly expiredTokens: readonly string[];
}

/** The fixtures a Feishu server hands out with itself, in the words of the target file. */
export interface FeishuFixtures {
  readonly tenantAccessToken: string;
  readonly users: readonly {
    readonly open_id: string;
    readonly union_id: string;
    readonly user_id: string;
    readonly idp_credential_id: string;
  }[];
  readonly sids: readonly string[];
}

export interface RunningServer<Fixtures> {
  /** Base URL without a trailing slash, e.g. `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly fixtures: Fixtures;
  close(): Promise<void>;
}

/** A server written by hand from the document, that puts the check on trial. */
export interface ConformingServer<Fixtures> {
  readonly name: string;
  start(): Promise<RunningServer<Fixtures>>;
}

/** The same, made wrong in exactly one way. */
export interface WrongServer<Fixtures> extends ConformingServer<Fixtures> {
  /** Statement ids; a finding has to name at least one of them. */
  readonly breaks: readonly [string, ...string[]];
  /** `must`: found in every run. `letter`: found under `--strict` only. */
  readonly level: 'must' | 'letter';
}
