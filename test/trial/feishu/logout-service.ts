import { json, text, type Answer, type Call } from '../transport/answer.js';
import { Directory, looksLikeSid } from './directory.js';

/** A request that is authorised and readable. */
export interface Ask {
  readonly call: Call;
  readonly body: Readonly<Record<string, unknown>>;
}

export type Rule = (ask: Ask) => Answer | undefined;
export type CredentialFault = 'missing' | 'prefix' | 'empty' | 'unknown' | 'user token' | 'JWT';

export type RuleName =
  | 'user_id_type'
  | 'logout_type missing'
  | 'logout_type kind'
  | 'logout_type value'
  | 'terminal_type kind'
  | 'terminal_type items'
  | 'user_id kind'
  | 'idp_credential_id kind'
  | 'sid kind'
  | 'logout_reason kind'
  | 'logout_reason value'
  | 'user_id missing'
  | 'idp_credential_id missing'
  | 'sid missing'
  | 'sid form'
  | 'known user'
  | 'fault';

/**
 * The logout of Feishu as a service of small steps, each a property or a named rule, so that a wrong server can replace
 * one. As it stands it keeps the document. `gateway` answers with the codes of the platform's gateway and knows who
 * exists; `plain` has the three documented codes and signs anybody out.
 */
export class LogoutService {
  readonly directory: Directory;
  readonly #gateway: boolean;

  constructor(flavour: 'plain' | 'gateway', users?: number) {
    this.directory = new Directory(users);
    this.#gateway = flavour === 'gateway';
    if (this.#gateway) this.rules.set('known user', (ask) => this.#unknownUser(ask));
  }

  serves = (call: Call): boolean => /^\/open-apis\/passport\/v1\/sessions\/logout\/?$/.test(call.path);
  logsOut = (call: Call): boolean => call.method === 'POST';
  otherPath: (call: Call) => Answer = () => text(404, '404 page not found');
  otherMethod: (call: Call) => Answer = () => text(404, '404 page not found');

  credentialFault = (call: Call): CredentialFault | undefined => {
    const header = call.headers.get('authorization');
    if (header === undefined) return 'missing';
    const [, token] = /^Bearer(?: +(.*))?$/i.exec(header) ?? ['', null];
    if (token === null) return 'prefix';
    if (token === undefined || token === '') return 'empty';
    if (token === this.directory.tenantAccessToken) return undefined;
    return token.startsWith('u-') ? 'user token' : token.startsWith('eyJ') ? 'JWT' : 'unknown';
  };

  refuseCredential: (fault: CredentialFault, call: Call) => Answer = (fault) => {
    const codes = {
      missing: 99991661,
      prefix: 99991661,
      empty: 99991661,
      unknown: 99991663,
      'user token': 99991668,
      JWT: 99991668,
    };
    return this.problem(codes[fault], 'Invalid access token for authorization.');
  };

  /** The body as an object; `undefined` where it is none. */
  read = (call: Call): Readonly<Record<string, unknown>> | undefined => {
    try {
      const value: unknown = JSON.parse(call.body);
      return isObject(value) ? value : undefined;
    } catch {
      return undefined;
    }
  };

  success: (ask: Ask) => Answer = () => json(200, { code: 0, msg: 'success', data: {} });
  unreadable: (call: Call) => Answer = () => this.parameter('body');
  parameter = (field: string): Answer =>
    this.#gateway
      ? this.problem(99992402, 'field validation failed', field)
      : this.problem(1080001, 'param is invalis');
  badSid = (): Answer => this.problem(1084001, 'The parameter sid is invalid');
  badReason = (): Answer => this.problem(1084002, 'The parameter logout_reason is invalid');

  problem = (code: number, msg: string, field?: string): Answer => {
    if (!this.#gateway) return json(400, { code, msg });
    const error = { log_id: '2025032319474300000', ...(field && { field_violations: [{ field }] }) };
    return json(400, { code, msg, error }, { 'X-Tt-Logid': error.log_id });
  };

  /** Asked one after the other; the first that has an answer refuses. */
  readonly rules: Map<RuleName, Rule> = new Map<RuleName, Rule>([
    [
      'user_id_type',
      ({ call }) => this.#unless(isOneOf(idTypes, call.query.get('user_id_type') ?? 'open_id'), 'user_id_type'),
    ],
    ['logout_type missing', ({ body }) => this.#unless(body['logout_type'] !== undefined, 'logout_type')],
    [
      'logout_type kind',
      ({ body }) =>
        this.#unless(isAbsentOr('number', body['logout_type']) && body['logout_type'] !== null, 'logout_type'),
    ],
    [
      'logout_type value',
      ({ body }) =>
        this.#unless(typeof body['logout_type'] !== 'number' || isOneOf([1, 2, 3], body['logout_type']), 'logout_type'),
    ],
    [
      'terminal_type kind',
      ({ body }) =>
        this.#unless(body['terminal_type'] == null || Array.isArray(body['terminal_type']), 'terminal_type'),
    ],
    [
      'terminal_type items',
      ({ body }) =>
        this.#unless(
          list(body['terminal_type']).every((item) => isOneOf(terminals, item)),
          'terminal_type',
        ),
    ],
    ['user_id kind', ({ body }) => this.#unless(isAbsentOr('string', body['user_id']), 'user_id')],
    [
      'idp_credential_id kind',
      ({ body }) => this.#unless(isAbsentOr('string', body['idp_credential_id']), 'idp_credential_id'),
    ],
    ['sid kind', ({ body }) => this.#unless(isAbsentOr('string', body['sid']), 'sid')],
    ['logout_reason kind', ({ body }) => this.#unless(isAbsentOr('number', body['logout_reason']), 'logout_reason')],
    ['user_id missing', ({ body }) => this.#unless(body['logout_type'] !== 1 || body['user_id'] != null, 'user_id')],
    [
      'idp_credential_id missing',
      ({ body }) => this.#unless(body['logout_type'] !== 2 || body['idp_credential_id'] != null, 'idp_credential_id'),
    ],
    ['sid missing', ({ body }) => this.#unless(body['logout_type'] !== 3 || body['sid'] != null, 'sid')],
    [
      'sid form',
      ({ body }) =>
        body['logout_type'] !== 3 || typeof body['sid'] !== 'string' || looksLikeSid(body['sid'])
          ? undefined
          : this.badSid(),
    ],
    [
      'logout_reason value',
      ({ body }) =>
        typeof body['logout_reason'] !== 'number' || isOneOf([34, 35, 36], body['logout_reason'])
          ? undefined
          : this.badReason(),
    ],
  ]);

  handle = (call: Call): Answer => {
    if (!this.serves(call)) return this.otherPath(call);
    return this.logsOut(call) ? this.logout(call) : this.otherMethod(call);
  };

  logout = (call: Call): Answer => {
    const fault = this.credentialFault(call);
    if (fault !== undefined) return this.refuseCredential(fault, call);
    const body = this.read(call);
    if (body === undefined) return this.unreadable(call);
    const ask = { call, body };
    for (const rule of this.rules.values()) {
      const refusal = rule(ask);
      if (refusal !== undefined) return refusal;
    }
    return this.success(ask);
  };

  #unless(kept: boolean, field: string): Answer | undefined {
    return kept ? undefined : this.parameter(field);
  }

  #unknownUser({ call, body }: Ask): Answer | undefined {
    const kind = call.query.get('user_id_type') ?? 'open_id';
    const { logout_type: type, user_id: user, idp_credential_id: credential } = body;
    const isUnknown =
      (type === 1 && typeof user === 'string' && !this.directory.has(kind, user)) ||
      (type === 2 && typeof credential === 'string' && !this.directory.has('idp_credential_id', credential));
    return isUnknown ? this.problem(99992351, 'id not exist') : undefined;
  }
}

export const idTypes: readonly string[] = ['open_id', 'union_id', 'user_id'];
export const terminals: readonly number[] = [1, 2, 3, 4, 5, 6, 8];

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The items of a list; of anything else, none. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isOneOf(known: readonly unknown[], value: unknown): boolean {
  return known.includes(value);
}

function isAbsentOr(kind: 'string' | 'number', value: unknown): boolean {
  return value === undefined || value === null || typeof value === kind;
}
