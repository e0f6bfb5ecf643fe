/** Header names in lower case. A header that came more than once has its values in the order of arrival. */
export type Headers = Readonly<Record<string, readonly string[]>>;

/** A request as it was sent. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  /** Names as they were written. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer as it arrived, its body decoded from any content encoding. */
export interface ReceivedReply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** One request and its reply. */
export interface Exchange {
  readonly request: SentRequest;
  readonly reply: ReceivedReply;
}

/**
 * How much a finding weighs. `must`: the document is clear, the run fails. `letter`: the document is clear to the
 * letter, but its vendor is known to vary there; fails under `--strict` only. `info`: recorded, never failing.
 */
export type Level = 'must' | 'letter' | 'info';

/** One way an exchange departs from what is promised. */
export interface Finding {
  /** The rule that was broken, a stable name such as `status` or `member-names`. */
  readonly rule: string;
  readonly level: Level;
  /** Ids of the statements that are broken, the most telling first. */
  readonly statements: readonly string[];
  /** What is wrong, one sentence for somebody who has never seen the document. */
  readonly message: string;
  readonly expected: string;
  readonly came: string;
  /** Findings of one cause are shown as one, whichever statements they break. @default each by its statements */
  readonly cause?: string;
}

/** One way a request departs from its description. */
export interface Violation {
  /** JSON Pointer (RFC 6901) into the request: `/query/…`, `/header/…`, `/path/…`, `/cookie/…` or `/body/…`. */
  readonly pointer: string;
  /** The broken JSON Schema keyword, or a name of our own such as `media-type`. */
  readonly rule: string;
  readonly message: string;
  readonly statements: readonly string[];
}
