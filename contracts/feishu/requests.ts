import type { BareRequest } from '../../src/check/converse.js';
import type { Tell } from '../../src/check/send.js';
import type { UserFixture } from '../../src/check/fixtures.js';
import type { Trial } from '../../src/check/trial.js';
import { misplaceToken } from '../forged-tokens.js';

export type Body = Readonly<Record<string, unknown>>;

/** A logout request; what is left away is as the document asks for it. */
export interface LogoutRequest {
  readonly body: Body | string;
  /** @default absent */
  readonly userIdType?: string;
  /** @default the target's tenant access token behind the word Bearer; `null` leaves it away */
  readonly authorization?: string | null;
  /** A token in the query and the cookies, beside or in place of Authorization. @default none */
  readonly misplacedToken?: string;
  /** @default the documented value */
  readonly contentType?: string;
}

const path = '/open-apis/passport/v1/sessions/logout';

/** Tells a logout request in Pactum's words. */
export function logout(trial: Trial, request: LogoutRequest): Tell {
  const { body, userIdType, authorization, contentType, misplacedToken } = request;
  const credential = authorization === undefined ? bearerOf(trial) : authorization;
  return (spec, base) => {
    spec.post(base + path).withHeaders('Content-Type', contentType ?? 'application/json; charset=utf-8');
    if (userIdType !== undefined) spec.withQueryParams('user_id_type', userIdType);
    if (misplacedToken !== undefined) misplaceToken(spec, misplacedToken);
    if (credential !== null) spec.withHeaders('Authorization', credential);
    return spec.withBody(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

/** A logout request for a connection that stays open. */
export function logoutOnConnection(
  trial: Trial,
  { body, userIdType, authorization, contentType }: LogoutRequest,
): BareRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const credential = authorization === undefined ? bearerOf(trial) : authorization;
  return {
    method: 'POST',
    path: userIdType === undefined ? path : `${path}?user_id_type=${userIdType}`,
    headers: {
      ...(credential !== null && { Authorization: credential }),
      'Content-Type': contentType ?? 'application/json; charset=utf-8',
      'Content-Length': String(Buffer.byteLength(text)),
    },
    body: text,
  };
}

/** A GET where the document has POST. */
export function getLogout(authorization: string | null): Tell {
  return (spec, base) => {
    spec.get(base + path);
    return authorization === null ? spec : spec.withHeaders('Authorization', authorization);
  };
}

/** The value of Authorization that the document asks for. */
export function bearerOf({ fixtures }: Trial): string {
  return `Bearer ${fixtures.tenantAccessToken ?? ''}`;
}

/** A user who cannot exist, for requests that must not sign anybody out. */
export const nobody: Required<UserFixture> = {
  open_id: 'ou_00000000000000000000000000000000',
  union_id: 'on_00000000000000000000000000000000',
  user_id: '00000000',
  idp_credential_id: 'nobody@signoff.invalid',
};

/** The sid of no session, in the form of the documented one. */
export const nobodysSid = 'AAAAAAAAAAAAAAAAAAAAAA==';
