import { empty, json, type Answer, type Call } from '../transport/answer.js';
import { TokenMint, type TokenKind } from './token-mint.js';

export interface Payload {
  RequestType: number;
  StatusCode: number;
  Message: string;
  Data: object;
}

export type Standing = TokenKind | 'revoked' | 'unknown';

/** Why a request is not authenticated. */
export type Refusal = 'missing' | 'scheme' | 'empty' | 'unknown' | 'expired' | 'revoked';

/**
 * The logout of FunGame as a service of small steps, each a property, so that a wrong server can replace one. As it
 * stands it keeps the document.
 */
export class SessionService {
  readonly mint: TokenMint = new TokenMint();
  readonly revoked: Set<string> = new Set<string>();

  serves = (call: Call): boolean => /^\/user\/logout\/?$/i.test(call.path);
  logsOut = (call: Call): boolean => call.method === 'POST';

  /** The token of a request, or why it has none. */
  credential = (call: Call): { token: string } | { refusal: Refusal } => {
    const header = call.headers.get('authorization');
    if (header === undefined) return { refusal: 'missing' };
    const [scheme = '', token = ''] = header.split(' ', 2);
    if (scheme.toLowerCase() !== 'bearer') return { refusal: 'scheme' };
    return token === '' ? { refusal: 'empty' } : { token };
  };

  standing: (token: string, call: Call) => Standing = (token) =>
    this.revoked.has(token) ? 'revoked' : (this.mint.kindOf(token) ?? 'unknown');

  logOut: (token: string, call: Call) => void = (token) => {
    this.revoked.add(token);
  };

  success: (call: Call) => Answer = () => json(200, successPayload());
  noSession: (token: string) => Answer = () => json(400, failurePayload());
  refuse: (refusal: Refusal, call: Call) => Answer = () => empty(401, { 'WWW-Authenticate': 'Bearer' });
  otherMethod: (call: Call) => Answer = () => empty(405, { Allow: 'POST' });
  otherPath: (call: Call) => Answer = () => empty(404);

  handle = (call: Call): Answer => {
    if (!this.serves(call)) return this.otherPath(call);
    return this.logsOut(call) ? this.logout(call) : this.otherMethod(call);
  };

  logout = (call: Call): Answer => {
    const credential = this.credential(call);
    if ('refusal' in credential) return this.refuse(credential.refusal, call);
    const { token } = credential;
    const standing = this.standing(token, call);
    if (standing === 'sessionless') return this.noSession(token);
    if (standing !== 'live') return this.refuse(standing, call);
    this.logOut(token, call);
    return this.success(call);
  };
}

export function successPayload(): Payload {
  return { RequestType: 1, StatusCode: 200, Message: '你已成功退出登录！', Data: {} };
}

export function failurePayload(): Payload {
  return { RequestType: 1, StatusCode: 400, Message: '退出登录失败！', Data: {} };
}
