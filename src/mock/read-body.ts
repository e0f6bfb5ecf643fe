import type { IncomingMessage } from 'node:http';

/** The largest request body the mock reads, in bytes. */
export const bodyLimit: number = 1024 * 1024;

/** Reads a request's body whole; `too-large` past the limit, the rest is left to the server to throw away. */
export async function readBody(request: IncomingMessage): Promise<Uint8Array | 'too-large'> {
  if (Number(request.headers['content-length'] ?? 0) > bodyLimit) return 'too-large';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = chunk as Uint8Array; // no encoding is set on the stream
    length += bytes.length;
    if (length > bodyLimit) {
      request.resume(); // the rest is thrown away, so that the connection can serve the next request
      return 'too-large';
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
