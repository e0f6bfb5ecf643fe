import type Spec from 'pactum/src/models/Spec.js';
import type { Tell } from '../../src/check/send.js';
import type { Exchange } from '../../src/exchange.js';

/** Tells a logout request with this value of Authorization, or without any. */
export const post =
  (authorization?: string, path = '/user/logout'): Tell =>
  (spec, base) =>
    authorize(spec.post(base + path), authorization);

/** Tells the documented request: a POST with nothing but the token. */
export const postWithToken = (token: string): Tell => post(`Bearer ${token}`);

export function authorize(spec: Spec, authorization: string | undefined): Spec {
  return authorization === undefined ? spec : spec.withHeaders('Authorization', authorization);
}

/** Whether a server says by its status that it did what it was asked for. */
export function isSuccess({ reply }: Exchange): boolean {
  return reply.status >= 200 && reply.status < 300;
}
