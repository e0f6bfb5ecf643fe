import type { Socket } from 'node:net';
import type { Call } from './answer.js';

/** Reads one request after the other from a bare socket. */
export class RequestReader {
  readonly #socket: Socket;
  readonly #chunks: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#chunks = socket[Symbol.asyncIterator]();
  }

  /** The next request; `undefined` once the client has hung up. */
  async next(): Promise<Call | undefined> {
    const head = await this.#until('\r\n\r\n');
    if (head === undefined) return undefined;
    const [requestLine = '', ...lines] = head.toString('latin1').split('\r\n');
    const headers = new Map<string, string>();
    for (const line of lines) {
      const colon = line.indexOf(':');
      const name = line.slice(0, colon).toLowerCase();
      if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
    }
    const [method = '', target = '/'] = requestLine.split(' ');
    const url = new URL(`http://trial.invalid${target}`);
    const body = await this.#body(headers);
    if (body === undefined) return undefined;
    return {
      method,
      path: url.pathname,
      query: url.searchParams,
      headers,
      body: body.toString('utf8'),
      socket: this.#socket,
    };
  }

  async #body(headers: ReadonlyMap<string, string>): Promise<Buffer | undefined> {
    if (headers.get('transfer-encoding') !== 'chunked') return this.#take(Number(headers.get('content-length') ?? 0));
    const parts: Buffer[] = [];
    for (;;) {
      const size = await this.#until('\r\n');
      const part = size === undefined ? undefined : await this.#take(Number.parseInt(size.toString('latin1'), 16));
      if (part === undefined) return undefined;
      await this.#until('\r\n');
      if (part.length === 0) return Buffer.concat(parts);
      parts.push(part);
    }
  }

  async #until(mark: string): Promise<Buffer | undefined> {
    let at = this.#held.indexOf(mark);
    while (at < 0) {
      if (!(await this.#more())) return undefined;
      at = this.#held.indexOf(mark);
    }
    const found = this.#held.subarray(0, at);
    this.#held = this.#held.subarray(at + mark.length);
    return found;
  }

  async #take(length: number): Promise<Buffer | undefined> {
    while (this.#held.length < length) if (!(await this.#more())) return undefined;
    const taken = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length);
    return taken;
  }

  async #more(): Promise<boolean> {
    try {
      const next = await this.#chunks.next();
      if (next.done === true) return false;
      this.#held = Buffer.concat([this.#held, next.value]);
      return true;
    } catch {
      return false;
    }
  }
}
