import type Spec from 'pactum/src/models/Spec.js';
import type { BareRequest } from '../../src/check/converse.js';
import type { Tell } from '../../src/check/send.js';
import { jsonOf, membersOf } from '../../src/conformance/reply-body.js';
import type { Exchange } from '../../src/exchange.js';

const path = '/user/logout';

/** Tells a logout request with this value of Authorization, or without any. */
export const post =
  (authorization?: string, at: string = path): Tell =>
  (spec, base) =>
    authorize(spec.post(base + at), authorization);

/** Tells the documented request: a POST with nothing but the token. */
export const postWithToken = (token: string): Tell => post(`Bearer ${token}`);

/** The documented curl command, to the byte: no body, and neither Content-Length nor Content-Type. */
export function asCurl(token: string): BareRequest {
  const headers = { Authorization: `Bearer ${token}`, 'User-Agent': 'curl/8.5.0', Accept: '*/*' };
  return { method: 'POST', path, headers };
}

/** A logout request for a connection that stays open, so that it says where it ends. */
export function postOnConnection(authorization: string | undefined): BareRequest {
  const credential = authorization === undefined ? {} : { Authorization: authorization };
  return { method: 'POST', path, headers: { ...credential, 'Content-Length': '0' } };
}

/** A request by another method than the documented one. */
export function byMethod(method: string, authorization?: string): Tell {
  return (spec, base) => authorize(spec.withMethod(method).withPath(base + path), authorization);
}

export function authorize(spec: Spec, authorization: string | undefined): Spec {
  return authorization === undefined ? spec : spec.withHeaders('Authorization', authorization);
}

/** Whether a server says by its status that it did what it was asked for. */
export function isSuccess({ reply }: Exchange): boolean {
  return reply.status >= 200 && reply.status < 300;
}

/** Whether an answer is that of a logout, under whatever spelling of its members: another page may be shown instead. */
export function isLogout(exchange: Exchange): boolean {
  const names = Object.keys(membersOf(jsonOf(exchange.reply)?.value)).map((name) => name.toLowerCase());
  return isSuccess(exchange) && (names.includes('requesttype') || names.includes('statuscode'));
}
