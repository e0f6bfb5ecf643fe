/** A server that listens, and what the target file says of it. */
export interface RunningTrial {
  /** The entry of the target file: `url` and every fixture. */
  readonly target: { readonly url: string; readonly [fixture: string]: unknown };
  close(): Promise<void>;
}

/** A server that keeps its document, in a manner of its own. */
export interface ConformingTrial {
  readonly name: string;
  /** Reads values of another JSON type as the documented one; `--strict` may alarm, the default run may not. */
  readonly coerces?: true;
  start(): Promise<RunningTrial>;
}

/** A server that breaks its document in exactly one way. */
export interface WrongTrial {
  readonly name: string;
  /** Statements and rows of the open points that a finding may name. */
  readonly breaks: readonly [string, ...string[]];
  /** `must`: has to be found in every run. `letter`: under `--strict` only. */
  readonly strength: Strength;
  start(): Promise<RunningTrial>;
}

export type Strength = 'must' | 'letter';
