import { bare, failure, isLogoutPath, success, type Answer, type Change, type Payload } from './base.js';
import { camelCased } from './wrong/make-wrong.js';

/** What the server of today sends for a payload; the members stand under their documented names. */
export interface PayloadOfToday extends Payload {
  readonly Event: string;
  readonly Timestamp: string;
}

/**
 * Answers as the public source of the real server does, at commit 47e8b1c of 2026-05-12.
 * @param spell writes a payload for the wire; camelCase unless told otherwise.
 */
export function likeToday(spell: (payload: PayloadOfToday) => object = camelCased): Change {
  const refused = () => bare(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' });
  const challenged = () => bare(401, { 'WWW-Authenticate': 'Bearer' });
  return () => ({
    route({ method, url = '' }) {
      // ASP.NET Core compares paths without regard to case.
      if (!isLogoutPath(url.toLowerCase())) return bare(404);
      return method === 'POST' ? undefined : bare(405, { Allow: 'POST' });
    },
    answers: {
      missing: challenged,
      unprefixed: challenged,
      otherScheme: challenged,
      empty: challenged,
      unknown: refused,
      expired: refused,
      // No charset, no challenge: a middleware of its own writes it.
      revoked: () => pretty(401, { message: '此 Token 无效或已吊销，请重新登录以获取 Token。' }, 'application/json'),
      sessionless: () => pretty(500, spell(failureOfToday(500))),
      live: () => pretty(200, spell(ofToday({ ...success(), Message: '你已成功退出登录！ ' }))),
    },
  });
}

/** The longer message of today under this status. */
export function failureOfToday(status: number): PayloadOfToday {
  const Message = '退出登录失败！服务器可能暂时无法处理此请求。';
  return ofToday({ ...failure(), StatusCode: status, Message });
}

/** JSON as the real server lays it out. */
export function pretty(status: number, body: object, type = 'application/json; charset=utf-8'): Answer {
  return { status, headers: { 'Content-Type': type }, body: JSON.stringify(body, null, 2) };
}

function ofToday(payload: Payload): PayloadOfToday {
  return { Event: 'user_logout', ...payload, Timestamp: '2026-05-12 08:30:00.125' };
}
