import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConformingServer, FeishuFixtures } from '../../trial-server.js';

/** Serves fifteen requests a second and asks whoever sends more to wait. */
export const rateLimited: ConformingServer<FeishuFixtures> = {
  name: 'rate-limited: 429 above fifteen requests a second',
  async start() {
    const hex = (): string => randomBytes(16).toString('hex');
    const fixtures: FeishuFixtures = {
      tenantAccessToken: `t-${hex()}`,
      users: [hex(), hex(), hex(), hex()].map((id) => ({
        open_id: `ou_${id}`,
        union_id: `on_${hex()}`,
        user_id: id.slice(24),
        idp_credential_id: `${id.slice(0, 6)}@limit.example`,
      })),
      sids: [hex(), hex(), hex()].map((id) => Buffer.from(id, 'hex').toString('base64')),
    };
    const takeTurn = createLimit(15, 1000);
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const answer = (status: number, code: number, headers: OutgoingHttpHeaders = {}): void => {
          response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers });
          response.end(JSON.stringify({ code, msg: texts.get(code) ?? '', data: code === 0 ? {} : undefined }));
        };
        const [path, query] = (request.url ?? '').split('?');
        if (path !== '/open-apis/passport/v1/sessions/logout') {
          answer(404, 99991201);
          return;
        }
        if (request.method !== 'POST') {
          answer(404, 99991301);
          return;
        }
        const wait = takeTurn(Date.now());
        if (wait > 0) {
          answer(429, 99991400, {
            'x-ogw-ratelimit-limit': 15,
            'x-ogw-ratelimit-reset': Math.ceil(wait / 1000),
          });
          return;
        }
        const { authorization = '' } = request.headers;
        if (!authorization.startsWith('Bearer ')) {
          answer(400, 99991661);
          return;
        }
        if (authorization.slice(7) !== fixtures.tenantAccessToken) {
          answer(400, 99991663);
          return;
        }
        const code = logout(Buffer.concat(chunks), new URLSearchParams(query ?? ''), fixtures);
        answer(code === 0 ? 200 : 400, code);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // a port was asked for, so this is no pipe
    return {
      url: `http://127.0.0.1:${port}`,
      fixtures,
      close: () =>
        new Promise<void>((resolve) => {
          server.close(() => {
            resolve();
          });
          server.closeAllConnections();
        }),
    };
  },
};

const texts: ReadonlyMap<number, string> = new Map([
  [0, 'success'],
  [1080001, 'param is invalid'],
  [1084001, 'sid is invalid'],
  [1084002, 'logout_reason is invalid'],
  [99991400, 'request trigger frequency limit'],
]);

/** Gives back how many milliseconds to wait; 0 lets the request pass. */
function createLimit(most: number, span: number): (now: number) => number {
  let since = 0;
  let passed = 0;
  return (now) => {
    if (now - since >= span) {
      since = now;
      passed = 0;
    }
    passed += 1;
    return passed <= most ? 0 : since + span - now;
  };
}

function logout(raw: Buffer, query: URLSearchParams, { users, sids }: FeishuFixtures): number {
  const body = Object.assign(new Body(), parse(raw.toString('utf8')));
  const idType = query.get('user_id_type') ?? 'open_id';
  if (body.terminal_type !== undefined && !Array.isArray(body.terminal_type)) return 1080001;
  const terminals: readonly unknown[] = body.terminal_type ?? [];
  if (terminals.some((terminal) => ![1, 2, 3, 4, 5, 6, 8].some((known) => known === terminal))) return 1080001;
  if (![undefined, 34, 35, 36].some((known) => known === body.logout_reason)) return 1084002;
  switch (body.logout_type) {
    case 1:
      if (idType === 'open_id') return users.some((user) => user.open_id === body.user_id) ? 0 : 1080001;
      if (idType === 'union_id') return users.some((user) => user.union_id === body.user_id) ? 0 : 1080001;
      if (idType === 'user_id') return users.some((user) => user.user_id === body.user_id) ? 0 : 1080001;
      return 1080001;
    case 2:
      return users.some((user) => user.idp_credential_id === body.idp_credential_id) ? 0 : 1080001;
    case 3:
      return sids.some((sid) => sid === body.sid) ? 0 : 1084001;
    default:
      return 1080001;
  }
}

class Body {
  readonly logout_type?: unknown;
  readonly user_id?: unknown;
  readonly idp_credential_id?: unknown;
  readonly sid?: unknown;
  readonly terminal_type?: unknown;
  readonly logout_reason?: unknown;
}

function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
