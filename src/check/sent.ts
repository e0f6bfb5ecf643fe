import { messageOf, systemCodeOf } from '../errors.js';
import type { Exchange, SentRequest } from '../exchange.js';
import { isProxyTrouble } from '../proxy.js';

/** What came of sending a request. */
export type Sent =
  | { readonly kind: 'answered'; readonly exchange: Exchange; /** Milliseconds. */ readonly duration: number }
  /** The server took the connection and gave no whole answer. */
  | { readonly kind: 'hung-up' | 'timed-out'; readonly request: SentRequest; readonly message: string }
  /** There was no server to speak to. */
  | { readonly kind: 'unreachable'; readonly message: string };

/** Ends a request that was not answered in time. */
export class TooLate extends Error {
  override readonly name = 'TooLate';
}

const unreachable =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_TLS_.*|ERR_SSL_.*|.*CERT.*|EPROTO)$/;

/** What it means that a request brought an error in place of an answer. `timeout` in milliseconds. */
export function toFailure(cause: unknown, request: SentRequest, timeout: number): Sent {
  const code = systemCodeOf(cause) ?? '';
  if (isProxyTrouble(cause)) return { kind: 'unreachable', message: `its proxy gave no way (${messageOf(cause)})` };
  if (unreachable.test(code)) return { kind: 'unreachable', message: messageOf(cause) };
  if (cause instanceof TooLate) {
    return { kind: 'timed-out', request, message: `did not answer within ${String(timeout / 1000)} s` };
  }
  return { kind: 'hung-up', request, message: `gave no whole answer (${messageOf(cause)})` };
}
