import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import type { ReceivedReply } from '../exchange.js';

/** An answer as Node.js has read it. */
export interface IncomingReply {
  readonly statusCode?: number | undefined;
  readonly rawHeaders: readonly string[];
}

/**
 * A reply with its body decoded.
 * @throws Error when the body is not in the encoding that the reply names.
 */
export function toReply({ statusCode = 0, rawHeaders }: IncomingReply, body: Uint8Array): ReceivedReply {
  const headers: Record<string, string[]> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    (headers[(rawHeaders[index] ?? '').toLowerCase()] ??= []).push(rawHeaders[index + 1] ?? '');
  }
  return { status: statusCode, headers, body: decode(body, headers['content-encoding']?.at(-1)) };
}

// No encoding is asked for, but a server may use one all the same (RFC 9110 section 12.5.3).
function decode(body: Uint8Array, encoding: string | undefined): Uint8Array {
  const decoders = { gzip: gunzipSync, 'x-gzip': gunzipSync, deflate: inflate, br: brotliDecompressSync };
  const decoder = Object.entries(decoders).find(([name]) => name === encoding?.trim().toLowerCase())?.[1];
  return decoder === undefined || body.length === 0 ? body : decoder(body);
}

// Some servers leave the zlib format away, as browsers bear with (RFC 9110 section 8.4.1.2).
function inflate(body: Uint8Array): Uint8Array {
  try {
    return inflateSync(body);
  } catch {
    return inflateRawSync(body);
  }
}
