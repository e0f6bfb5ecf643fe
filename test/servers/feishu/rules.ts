import type { FeishuFixtures } from '../trial-server.js';
import { failure } from './reply.js';
import type { Reply } from './reply.js';

/** One request, read. */
export interface Call {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly contentType: string;
  readonly text: string;
  /** Without members if the text is no JSON object. */
  readonly body: Body;
  /** The kind of id that `user_id` holds. */
  readonly idType: string;
  readonly fixtures: FeishuFixtures;
}

export interface Body {
  readonly logout_type?: unknown;
  readonly user_id?: unknown;
  readonly idp_credential_id?: unknown;
  readonly sid?: unknown;
  readonly terminal_type?: unknown;
  readonly logout_reason?: unknown;
}

/** Refuses with a reply, or lets the request pass. */
export type Rule = (call: Call) => Reply | undefined;

export type RuleName =
  | 'authorization'
  | 'contentType'
  | 'jsonObject'
  | 'logoutType'
  | 'userIdType'
  | 'terminalList'
  | 'terminals'
  | 'logoutReason'
  | 'userIdGiven'
  | 'userKnown'
  | 'idpGiven'
  | 'idpKnown'
  | 'sidGiven'
  | 'sidWellFormed'
  | 'sidKnown';

export type Rules = Readonly<Record<RuleName, Rule>>;

/** The rules of the document in the order in which they are asked. */
export const rules: Rules = Object.freeze({
  authorization: ({ authorization, fixtures }: Call) => {
    if (authorization === `Bearer ${fixtures.tenantAccessToken}`) return undefined;
    if (!authorization?.startsWith('Bearer ')) return failure(99991661);
    return failure(authorization.startsWith('Bearer t-') ? 99991663 : 99991668);
  },
  contentType: ({ contentType }: Call) => failUnless(/^application\/json\b/i.test(contentType)),
  jsonObject: ({ text }: Call) => failUnless(isObject(parse(text))),
  logoutType: ({ body }: Call) => failUnless(isOneOf([1, 2, 3], body.logout_type)),
  userIdType: ({ query }: Call) => failUnless(isOneOf([null, ...idTypes], query.get('user_id_type'))),
  terminalList: ({ body }: Call) => failUnless(isAbsent(body.terminal_type) || Array.isArray(body.terminal_type)),
  terminals: ({ body }: Call) => failUnless(listed(body.terminal_type).every((terminal) => isTerminal(terminal))),
  logoutReason: ({ body }: Call) => failUnless(isAbsent(body.logout_reason) || isReason(body.logout_reason), 1084002),
  userIdGiven: ({ body }: Call) => failUnless(body.logout_type !== 1 || isText(body.user_id)),
  userKnown: (call: Call) => failUnless(call.body.logout_type !== 1 || hasUser(call, call.idType, call.body.user_id)),
  idpGiven: ({ body }: Call) => failUnless(body.logout_type !== 2 || isText(body.idp_credential_id)),
  idpKnown: (call: Call) =>
    failUnless(call.body.logout_type !== 2 || hasUser(call, 'idp_credential_id', call.body.idp_credential_id)),
  sidGiven: ({ body }: Call) => failUnless(body.logout_type !== 3 || !isAbsent(body.sid)),
  sidWellFormed: ({ body }: Call) =>
    failUnless(body.logout_type !== 3 || isAbsent(body.sid) || isSid(body.sid), 1084001),
  sidKnown: ({ body, fixtures }: Call) =>
    failUnless(body.logout_type !== 3 || !isSid(body.sid) || isOneOf(fixtures.sids, body.sid), 1084001),
});

export const idTypes: readonly string[] = Object.freeze(['open_id', 'union_id', 'user_id']);

function failUnless(holds: boolean, code = 1080001): Reply | undefined {
  return holds ? undefined : failure(code);
}

/** The value of a JSON text, or nothing if it is none. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isOneOf(values: readonly unknown[], value: unknown): boolean {
  return values.includes(value);
}

export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** The members of a list; what is no list has none. */
export function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function isTerminal(value: unknown): boolean {
  return isOneOf([1, 2, 3, 4, 5, 6, 8], value);
}

export function isReason(value: unknown): boolean {
  return isOneOf([34, 35, 36], value);
}

export function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isSid(value: unknown): boolean {
  return typeof value === 'string' && /^[A-Za-z0-9+/]{8,}={0,2}$/.test(value);
}

/** Whether one of the fixture users has this id, of this kind. */
export function hasUser({ fixtures }: Call, idType: string, id: unknown): boolean {
  return fixtures.users.some((user) => Object.entries(user).some(([kind, value]) => kind === idType && value === id));
}
