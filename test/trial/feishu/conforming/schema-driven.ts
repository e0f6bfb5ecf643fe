import { Ajv } from 'ajv';
import type { RunningTrial } from '../../trial-server.js';
import { json, text, type Answer, type Call, type Handler } from '../../transport/answer.js';
import type { Listening } from '../../transport/listen.js';
import { Directory } from '../directory.js';

export interface SchemaOptions {
  /** Ajv's coercion of types, arrays included. @default false */
  readonly coercing?: boolean;
  /** Refuses unknown members and query parameters, repeated and empty lists, and any other Content-Type. @default false */
  readonly closed?: boolean;
}

// The table of parameters as a JSON Schema, and codes found from where the first error stands.
export async function startSchemaDriven(
  transport: (handler: Handler) => Promise<Listening>,
  { coercing = false, closed = false }: SchemaOptions = {},
): Promise<RunningTrial> {
  const directory = new Directory();
  const ajv = new Ajv({ coerceTypes: coercing ? 'array' : false, allowUnionTypes: true, strict: false });
  const validate = ajv.compile({
    type: 'object',
    required: ['logout_type'],
    properties: {
      logout_type: { type: 'integer', enum: [1, 2, 3] },
      user_id: { type: 'string', minLength: 1 },
      idp_credential_id: { type: 'string', minLength: 1 },
      sid: { type: 'string' },
      terminal_type: {
        type: 'array',
        items: { type: 'integer', enum: [1, 2, 3, 4, 5, 6, 8] },
        ...(closed && { uniqueItems: true, minItems: 1 }),
      },
      logout_reason: { type: 'integer' },
    },
    ...(closed && { additionalProperties: false }),
    allOf: [
      requires(1, 'user_id'),
      requires(2, 'idp_credential_id'),
      requires(3, 'sid'),
      { properties: { logout_reason: { enum: [34, 35, 36] } } },
      {
        if: { properties: { logout_type: { const: 3 } } },
        then: { properties: { sid: { pattern: '^[A-Za-z0-9+/]+={0,2}$', minLength: 12 } } },
      },
    ],
  });

  const handle = (call: Call): Answer => {
    if (call.path !== '/open-apis/passport/v1/sessions/logout') return text(404, 'Not Found');
    if (call.method !== 'POST') return { status: 405, headers: { Allow: 'POST' }, body: '' };
    if (call.headers.get('authorization') !== `Bearer ${directory.tenantAccessToken}`) {
      return { status: 401, headers: { 'WWW-Authenticate': 'Bearer' }, body: '' };
    }
    if (closed && call.headers.get('content-type') !== 'application/json; charset=utf-8') return refusal(1080001);
    const kinds = call.query.getAll('user_id_type');
    if (closed && (kinds.length > 1 || [...call.query.keys()].length > kinds.length)) return refusal(1080001);
    if (!kinds.every((kind) => ['open_id', 'union_id', 'user_id'].includes(kind))) return refusal(1080001);
    const body = parse(call.body);
    if (validate(body)) return json(200, { code: 0, msg: 'OK', data: { request_id: 'r-1' }, ok: true });
    const [error] = validate.errors ?? [];
    const at = `${error?.instancePath ?? ''} ${error?.keyword ?? ''}`;
    if (at === '/logout_reason enum') return refusal(1084002);
    return refusal(/^\/sid (pattern|minLength)$/.test(at) ? 1084001 : 1080001);
  };
  const { url, close } = await transport(handle);
  return { target: { url, ...directory.fixtures() }, close };
}

function requires(type: number, member: string): object {
  return {
    if: { properties: { logout_type: { const: type } }, required: ['logout_type'] },
    then: { required: [member] },
  };
}

function refusal(code: number): Answer {
  const answer = json(400, { msg: `error ${code}`, code });
  return { ...answer, body: JSON.stringify(JSON.parse(String(answer.body)), null, 4) };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
