import { Agent, request as open, type IncomingMessage } from 'node:http';

/** A request as it is written to the socket. */
export interface Sent {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  /** @default utf8 */
  readonly encoding?: BufferEncoding;
}

/** What came of it. */
export type Came =
  | { readonly kind: 'reply'; readonly status: number; readonly headers: readonly string[]; readonly body: string }
  /** A stream began, and was closed. */
  | { readonly kind: 'stream'; readonly status: number; readonly headers: readonly string[] }
  | { readonly kind: 'broken'; readonly why: string };

export interface Client {
  send(sent: Sent): Promise<Came>;
  /** How many requests were sent. */
  sent(): number;
  close(): void;
}

/** Milliseconds in which every request has to end. */
export const deadline = 10_000;

/** Why a request is broken that did not. */
export const overdue = 'no answer in time';

/** Sends requests in parallel over connections that are kept alive. */
export function createClient(url: string): Client {
  const { hostname, port, host } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  let count = 0;
  return {
    send({ method, path, headers, body, encoding }) {
      count += 1;
      const bytes = body === undefined ? undefined : Buffer.from(body, encoding);
      const fields = [...defaults(headers, host, bytes), ...headers].flat();
      return new Promise((resolve) => {
        const request = open({ hostname, port, agent, method, path, headers: fields });
        const timer = setTimeout(() => request.destroy(new Error(overdue)), deadline);
        const settle = (came: Came): void => {
          clearTimeout(timer);
          resolve(came);
        };
        request.on('error', (error) => settle({ kind: 'broken', why: error.message }));
        request.on('response', (response) => receive(response, settle));
        request.end(bytes);
      });
    },
    sent: () => count,
    close: () => agent.destroy(),
  };
}

function defaults(headers: Sent['headers'], host: string, bytes: Buffer | undefined): [string, string][] {
  const has = (wanted: string): boolean => headers.some(([name]) => name.toLowerCase() === wanted);
  const fields: [string, string][] = [];
  if (!has('host')) fields.push(['Host', host]);
  if (!has('transfer-encoding')) fields.push(['Content-Length', String(bytes?.length ?? 0)]);
  return fields;
}

function receive(response: IncomingMessage, settle: (came: Came) => void): void {
  const { statusCode: status = 0, rawHeaders: headers } = response;
  const chunks: Buffer[] = [];
  response.on('error', (error) => settle({ kind: 'broken', why: error.message }));
  if (response.headers['content-type']?.startsWith('text/event-stream') === true) {
    settle({ kind: 'stream', status, headers });
    response.destroy();
    return;
  }
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => settle({ kind: 'reply', status, headers, body: Buffer.concat(chunks).toString() }));
}
