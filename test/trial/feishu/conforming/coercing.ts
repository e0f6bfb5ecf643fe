import { createServer } from 'node:http';
import type { RunningTrial } from '../../trial-server.js';
import { listen } from '../../transport/listen.js';
import { Directory } from '../directory.js';

// JavaScript without care for types: `Number`, `String` and `[].concat` see to it that almost any JSON value is read as
// the documented one. What is out of range is refused all the same.
export async function startCoercing(): Promise<RunningTrial> {
  const directory = new Directory();
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const done = (status: number, code: number, msg: string): void => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ code, msg }));
    };
    const url = new URL(`http://h${request.url ?? '/'}`);
    if (request.method !== 'POST' || !/\/sessions\/logout\/?$/.test(url.pathname)) return done(404, 404, 'no such api');
    if (request.headers.authorization !== `Bearer ${directory.tenantAccessToken}`) return done(400, 99991663, '');
    let body;
    try {
      body = JSON.parse(text);
    } catch {
      return done(400, 1080001, 'JSON');
    }
    if (!body || Array.isArray(body)) return done(400, 1080001, 'object');
    const type = Number(body.logout_type);
    const reason = Number(body.logout_reason ?? 34);
    const needed = [undefined, body.user_id, body.idp_credential_id, body.sid][type];
    if (![1, 2, 3].includes(type) || needed === undefined) return done(400, 1080001, 'logout_type');
    if (!['open_id', 'union_id', 'user_id'].includes(url.searchParams.get('user_id_type') ?? 'open_id')) {
      return done(400, 1080001, 'user_id_type');
    }
    const terminals: unknown[] = [body.terminal_type ?? []].flat();
    if (terminals.some((one) => Number.isNaN(Number(one)))) return done(400, 1080001, 'terminal_type');
    if (type === 3 && !/^[\w+/=\- [\],]{6,}$/.test(String(needed))) return done(400, 1084001, 'sid');
    if (reason < 34 || reason > 36) return done(400, 1084002, 'logout_reason');
    return done(200, 0, 'success');
  });
  const { url, close } = await listen(server);
  return { target: { url, ...directory.fixtures() }, close };
}
