import { createServer } from 'node:http';
import { brotliCompressSync } from 'node:zlib';
import type { RunningTrial } from '../../trial-server.js';
import { listen } from '../../transport/listen.js';
import { Directory, looksLikeSid } from '../directory.js';

type Problem = readonly [code: number, msg: string];
type Check = (body: Record<string, unknown>, url: URL) => Problem | false;

const parameter: Problem = [1080001, 'param is invalis'];

// A handler from `Request` to `Response` made of small checks, its answers compressed where the client likes it. Mints sids
// by a command of the shell in place of a list.
const checks: readonly Check[] = [
  ({ logout_type }) => !(Number.isInteger(logout_type) && [1, 2, 3].includes(logout_type as number)) && parameter,
  ({ user_id, idp_credential_id, sid }) =>
    [user_id, idp_credential_id, sid].some((id) => id !== undefined && typeof id !== 'string') && parameter,
  ({ terminal_type = [] }) => !isListOfInts(terminal_type) && parameter,
  ({ logout_type, user_id }) => logout_type === 1 && user_id === undefined && parameter,
  ({ logout_type, idp_credential_id }) => logout_type === 2 && idp_credential_id === undefined && parameter,
  ({ logout_type, sid }) =>
    logout_type === 3 && !looksLikeSid(String(sid)) && [1084001, 'The parameter sid is invalid, please check'],
  (_body, { searchParams }) => {
    const kind = searchParams.get('user_id_type');
    return kind !== null && !['open_id', 'union_id', 'user_id'].includes(kind) && parameter;
  },
  ({ logout_reason }) => logout_reason !== undefined && typeof logout_reason !== 'number' && parameter,
  ({ logout_reason: reason }) =>
    reason !== undefined && ![34, 35, 36].includes(reason as number) && [1084002, 'reason?'],
];

export async function startFetchStyle(): Promise<RunningTrial> {
  const directory = new Directory();
  const handle = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    if (!/^\/open-apis\/passport\/v1\/sessions\/logout$/.test(url.pathname)) return new Response('', { status: 404 });
    const token = request.headers.get('authorization');
    if (token !== `Bearer ${directory.tenantAccessToken}`) return Response.json({ code: 99991661 }, { status: 400 });
    if (request.method !== 'POST') return new Response('<h1>405</h1>', { status: 405 });
    const body: unknown = await request.json().catch(() => null);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return refused(parameter);
    for (const check of checks) {
      const problem = check(body as Record<string, unknown>, url);
      if (problem) return refused(problem);
    }
    return Response.json({ code: 0, msg: 'success', data: { signed_out: 1 }, ts: Date.now() });
  };

  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const method = incoming.method ?? 'GET';
    const request = new Request(`http://edge${incoming.url ?? '/'}`, {
      method,
      headers: { authorization: incoming.headers.authorization ?? '' },
      ...(method !== 'GET' && method !== 'HEAD' && { body: Buffer.concat(chunks) }),
    });
    const response = await handle(request);
    let body = Buffer.from(await response.arrayBuffer());
    response.headers.forEach((value, name) => outgoing.setHeader(name, value));
    if (/\bbr\b/.test(String(incoming.headers['accept-encoding'] ?? ''))) {
      outgoing.setHeader('Content-Encoding', 'br');
      body = brotliCompressSync(body);
    }
    outgoing.writeHead(response.status).end(body);
  });
  const { url, close } = await listen(server);
  const { tenantAccessToken, users } = directory;
  const sidCommand = 'head -c 16 /dev/urandom | base64';
  return { target: { url, tenantAccessToken, users, sidCommand }, close };
}

function refused([code, msg]: Problem): Response {
  return Response.json({ code, msg, data: {}, error: { log_id: 'l' } }, { status: 400 });
}

function isListOfInts(value: unknown): boolean {
  return Array.isArray(value) && value.every(Number.isInteger);
}
