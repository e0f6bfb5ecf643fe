/**
 * A server answered what its description does not document: another status, another `code`, or no JSON where JSON is
 * due. The message holds neither body nor credentials.
 */
export class UndocumentedAnswer extends Error {
  /** The id of the operation that was called. */
  readonly operation: string;
  readonly status: number;
  readonly headers: Headers;
  /** What the body's JSON says; its text where it is no JSON. */
  readonly body: unknown;

  constructor(operation: string, response: Response, text: string, why: string) {
    super(`${operation} got an answer that is not documented: status ${response.status}, ${why}.`);
    this.name = 'UndocumentedAnswer';
    this.operation = operation;
    this.status = response.status;
    this.headers = response.headers;
    this.body = parsed(text);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
