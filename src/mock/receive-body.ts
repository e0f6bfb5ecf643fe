import type { IncomingMessage } from 'node:http';
import type { Awaitable } from '../awaitable.js';
import { openSpool } from './spool.js';

const nothing = new Uint8Array();

/** How much of a body is kept in memory while the rest comes, in bytes. */
const inMemory = 1024 * 1024;

/**
 * Receives a request's body whole; `too-large` past so many bytes, and then the rest is thrown away as it comes, so that
 * the connection can serve the next request.
 */
export function receiveBody(request: IncomingMessage, most: number): Awaitable<Uint8Array | 'too-large'> {
  const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
  if (length === undefined && coding === undefined) return nothing; // RFC 9112 section 6.3
  if (Number(length ?? 0) > most) return discard(request);
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const receive = (chunk: Uint8Array): void => {
      chunks.push(chunk);
      size += chunk.length;
      if (size <= Math.min(inMemory, most)) return;
      request.off('data', receive).off('end', finish).pause();
      resolve(size > most ? discard(request) : spoolRest(request, chunks, most));
    };
    const finish = (): void => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    request.on('data', receive).on('end', finish).on('error', reject);
  });
}

function discard(request: IncomingMessage): 'too-large' {
  request.resume();
  return 'too-large';
}

// What is large comes slowly, and many may come at once.
async function spoolRest(
  request: IncomingMessage,
  chunks: readonly Uint8Array[],
  most: number,
): Promise<Uint8Array | 'too-large'> {
  const spool = await openSpool();
  try {
    for (const chunk of chunks) await spool.write(chunk);
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      await spool.write(chunk as Uint8Array); // no encoding was set, so it is bytes
      if (spool.size() > most) break;
    }
    return spool.size() > most ? discard(request) : await spool.read();
  } finally {
    await spool.close();
  }
}
