import type { IncomingMessage } from 'node:http';
import type { Awaitable } from '../awaitable.js';

/** The largest request body the mock reads, in bytes. */
export const bodyLimit: number = 1024 * 1024;

const nothing = new Uint8Array();

/**
 * Reads a request's body whole; `too-large` past the limit, and then the rest is thrown away as it comes, so that the
 * connection can serve the next request.
 */
export function readBody(request: IncomingMessage): Awaitable<Uint8Array | 'too-large'> {
  const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
  if (length === undefined && coding === undefined) return nothing; // RFC 9112 section 6.3
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    if (Number(length ?? 0) > bodyLimit) resolve('too-large');
    request.on('data', (chunk: Uint8Array) => {
      size += chunk.length;
      if (size <= bodyLimit) chunks.push(chunk);
      else resolve('too-large');
    });
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', reject);
  });
}
