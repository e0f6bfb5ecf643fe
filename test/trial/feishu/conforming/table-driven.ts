import type { RunningTrial } from '../../trial-server.js';
import { empty, text, type Answer, type Call, type Handler } from '../../transport/answer.js';
import type { Listening } from '../../transport/listen.js';
import { Directory, looksLikeSid } from '../directory.js';

interface Asked {
  readonly call: Call;
  readonly directory: Directory;
  readonly body: Readonly<Record<string, unknown>>;
  /** Only what is of the documented JSON type. */
  readonly type: number | undefined;
}

type Row = readonly [code: number, fits: (asked: Asked) => boolean];

// Conditions and the codes they lead to, in an order of their own: reasons and sids before the parameters they come
// with. The `data` of a success is left out, and `code` and `msg` come as they like.
const rows: readonly Row[] = [
  [1084002, ({ body }) => typeof body['logout_reason'] === 'number' && ![34, 35, 36].includes(body['logout_reason'])],
  [1080001, ({ body }) => !['number', 'undefined'].includes(typeof body['logout_reason'])],
  [1084001, ({ body, type }) => type === 3 && !('sid' in body)],
  [1084001, ({ body, type }) => type === 3 && typeof body['sid'] === 'string' && !looksLikeSid(body['sid'])],
  [1084001, ({ body, type, directory }) => type === 3 && !directory.sids.includes(String(body['sid']))],
  [1080001, ({ call }) => !/^(open_id|union_id|user_id)?$/.test(call.query.get('user_id_type') ?? '')],
  [1080001, ({ type }) => type === undefined || ![1, 2, 3].includes(type)],
  [1080001, ({ body }) => ['user_id', 'idp_credential_id', 'sid'].some((name) => !isText(body[name]))],
  [1080001, ({ body, type }) => type === 1 && !body['user_id']],
  [1080001, ({ body, type }) => type === 2 && !body['idp_credential_id']],
  [1080001, ({ body }) => 'terminal_type' in body && !isListOfInts(body['terminal_type'])],
];

export async function startTableDriven(transport: (handler: Handler) => Promise<Listening>): Promise<RunningTrial> {
  const directory = new Directory();
  const { url, close } = await transport((call) => {
    if (!call.path.endsWith('/open-apis/passport/v1/sessions/logout')) return empty(404);
    if (call.headers.get('authorization') !== `Bearer ${directory.tenantAccessToken}`) return text(401, 'who are you?');
    if (call.method !== 'POST') return told(400, 1, 'only POST');
    const body = readObject(call.body);
    if (body === undefined) return told(400, 1080001, 'param is invalis');
    const type = typeof body['logout_type'] === 'number' ? body['logout_type'] : undefined;
    const code = rows.find(([, fits]) => fits({ call, directory, body, type }))?.[0] ?? 0;
    return told(code === 0 ? 200 : 400, code, code === 0 ? '成功' : '参数错误');
  });
  return { target: { url, ...directory.fixtures() }, close };
}

function told(status: number, code: number, msg: string): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/json;charset=UTF-8' },
    body: `{ "msg" : "${msg}" ,\r\n "code" : ${code} }\r\n`,
  };
}

function isText(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string';
}

function readObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function isListOfInts(value: unknown): boolean {
  return Array.isArray(value) && value.every(Number.isInteger);
}
