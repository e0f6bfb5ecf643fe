import pactum from 'pactum';
import type Spec from 'pactum/src/models/Spec.js';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Agent } from 'node:http';
import { messageOf, systemCodeOf } from '../errors.js';
import type { Exchange, ReceivedReply, SentRequest } from '../exchange.js';
import { agentFor, isProxyTrouble } from '../proxy.js';

/** Tells a request in Pactum's words; `base` is the address of the server, without a trailing slash. */
export type Tell = (spec: Spec, base: string) => Spec;

/** What came of sending a request. */
export type Sent =
  | { readonly kind: 'answered'; readonly exchange: Exchange; /** Milliseconds. */ readonly duration: number }
  /** The server took the connection and gave no whole answer. */
  | { readonly kind: 'hung-up' | 'timed-out'; readonly request: SentRequest; readonly message: string }
  /** There was no server to speak to. */
  | { readonly kind: 'unreachable'; readonly message: string };

export interface SendOptions {
  readonly base: string;
  /** Milliseconds for the whole exchange. */
  readonly timeout: number;
}

/** Sends one request on a connection of its own, through the proxy of the environment if there is one, and reads the answer whole. */
export async function send(tell: Tell, { base, timeout }: SendOptions): Promise<Sent> {
  pactum.settings.setLogLevel('SILENT'); // process-wide: Pactum would print what we report
  let reply: ReceivedReply | undefined;
  const told: Spec = tell(pactum.spec(), base);
  told.inspect(false).withRequestTimeout(timeout);
  told.expect(({ res }) => {
    reply = toReply(res as unknown as IncomingReply);
  });
  // Pactum's own timeout is for silence only, and its `withCore` would copy the signal into a plain object.
  requestIn(told).core = { agent: agentFor(base, timeout), signal: AbortSignal.timeout(timeout) };
  const started = performance.now();
  try {
    await told.toss();
    const request = showRequest(told);
    if (reply === undefined) return { kind: 'hung-up', request, message: 'gave no whole answer' };
    return { kind: 'answered', exchange: { request, reply }, duration: performance.now() - started };
  } catch (error) {
    return toFailure(error, showRequest(told), timeout);
  }
}

// What Pactum hands over: Node.js' message with the body added.
interface IncomingReply {
  readonly statusCode: number;
  readonly rawHeaders: readonly string[];
  readonly buffer: Uint8Array;
}

function toReply({ statusCode, rawHeaders, buffer }: IncomingReply): ReceivedReply {
  const headers: Record<string, string[]> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    (headers[(rawHeaders[index] ?? '').toLowerCase()] ??= []).push(rawHeaders[index + 1] ?? '');
  }
  return { status: statusCode, headers, body: decode(buffer, headers['content-encoding']?.at(-1)) };
}

// No encoding is asked for, but a server may use one all the same (RFC 9110 section 12.5.3).
function decode(body: Uint8Array, encoding: string | undefined): Uint8Array {
  const decoders = { gzip: gunzipSync, 'x-gzip': gunzipSync, deflate: inflateSync, br: brotliDecompressSync };
  const decoder = Object.entries(decoders).find(([name]) => name === encoding?.trim().toLowerCase())?.[1];
  return decoder === undefined || body.length === 0 ? body : decoder(body);
}

interface ToldRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  core?: { readonly agent: Agent | false; readonly signal: AbortSignal };
}

// Pactum shows the request to expectations only, and those are not asked when nothing was answered.
function requestIn(told: Spec): ToldRequest {
  return (told as unknown as { readonly _request: ToldRequest })._request;
}

function showRequest(told: Spec): SentRequest {
  const { method, url, headers = {}, body } = requestIn(told);
  const shown = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  return {
    method,
    url,
    headers: Object.fromEntries(shown),
    ...(typeof body === 'string' ? { body } : body !== undefined && { body: JSON.stringify(body) }),
  };
}

const unreachable = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_TLS_.*|.*CERT.*|EPROTO)$/;

function toFailure(error: unknown, request: SentRequest, timeout: number): Sent {
  const cause = causeOf(error);
  const code = systemCodeOf(cause) ?? '';
  if (isProxyTrouble(cause)) return { kind: 'unreachable', message: `its proxy gave no way (${messageOf(cause)})` };
  if (unreachable.test(code)) return { kind: 'unreachable', message: messageOf(cause) };
  if (code === 'ABORT_ERR' || messageOf(cause).includes('Timeout reached')) {
    return { kind: 'timed-out', request, message: `did not answer within ${String(timeout / 1000)} s` };
  }
  return { kind: 'hung-up', request, message: `gave no whole answer (${messageOf(cause)})` };
}

// Pactum wraps what went wrong into an assertion error of its own.
function causeOf(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return error;
  const { message } = error as { message?: unknown };
  return message instanceof Error ? message : error;
}
