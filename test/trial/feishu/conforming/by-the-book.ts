import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { RunningTrial } from '../../trial-server.js';
import { listen } from '../../transport/listen.js';
import { Directory, looksLikeSid } from '../directory.js';

// Straight from the document on `node:http`: the three documented codes and no other, parameters before anything that
// needs looking up. Whoever does not exist is signed out all the same.
export async function startByTheBook(): Promise<RunningTrial> {
  const directory = new Directory();
  const server = createServer((request, response) => void serve(request, response, directory));
  const { url, close } = await listen(server);
  return { target: { url, ...directory.fixtures() }, close };
}

async function serve(request: IncomingMessage, response: ServerResponse, directory: Directory): Promise<void> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) text += String(chunk);
  const url = new URL(`http://h${request.url ?? '/'}`);
  if (url.pathname.replace(/\/$/, '') !== '/open-apis/passport/v1/sessions/logout') return end(response, 404);
  if (request.method !== 'POST') return end(response, 405);
  if (request.headers.authorization !== `Bearer ${directory.tenantAccessToken}`) {
    return end(response, 401, { code: 401, msg: 'tenant_access_token required' });
  }
  const code = judge(url.searchParams, text);
  const msg = { 0: 'success', 1080001: 'param is invalis', 1084001: 'The parameter sid is invalid' }[code];
  end(response, code === 0 ? 200 : 400, {
    code,
    msg: msg ?? 'The parameter logout_reason is invalid',
    ...(code === 0 && { data: {} }),
  });
}

function judge(query: URLSearchParams, text: string): number {
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    return 1080001;
  }
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return 1080001;
  const { logout_type, user_id, idp_credential_id, sid, logout_reason, terminal_type } = body;
  if (!['open_id', 'union_id', 'user_id'].includes(query.get('user_id_type') ?? 'open_id')) return 1080001;
  if (logout_type !== 1 && logout_type !== 2 && logout_type !== 3) return 1080001;
  for (const text of [user_id, idp_credential_id, sid])
    if (text !== undefined && typeof text !== 'string') return 1080001;
  if (logout_type === 1 && !user_id) return 1080001;
  if (logout_type === 2 && !idp_credential_id) return 1080001;
  if (logout_type === 3 && sid === undefined) return 1080001;
  if (terminal_type !== undefined) {
    if (!Array.isArray(terminal_type)) return 1080001;
    if (!terminal_type.every((one) => [1, 2, 3, 4, 5, 6, 8].includes(one))) return 1080001;
  }
  if (logout_type === 3 && !looksLikeSid(sid)) return 1084001;
  if (logout_reason !== undefined && typeof logout_reason !== 'number') return 1080001;
  if (logout_reason !== undefined && ![34, 35, 36].includes(logout_reason)) return 1084002;
  return 0;
}

function end(response: ServerResponse, status: number, body?: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(body === undefined ? '' : JSON.stringify(body));
}
