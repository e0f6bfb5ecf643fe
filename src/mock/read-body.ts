import type { IncomingMessage } from 'node:http';

/** The largest request body the mock reads, in bytes. */
export const bodyLimit: number = 1024 * 1024;

/**
 * Reads a request's body whole; `too-large` past the limit, and then the rest is thrown away as it comes, so that the
 * connection can serve the next request.
 */
export function readBody(request: IncomingMessage): Promise<Uint8Array | 'too-large'> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    if (Number(request.headers['content-length'] ?? 0) > bodyLimit) resolve('too-large');
    request.on('data', (chunk: Uint8Array) => {
      length += chunk.length;
      if (length <= bodyLimit) chunks.push(chunk);
      else resolve('too-large');
    });
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', reject);
  });
}
