import { randomInt } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConformingServer, FeishuFixtures } from '../../trial-server.js';

/** Forgives what the document does not settle: slashes, letter case, null, strings for integers, any media type. */
export const lenient: ConformingServer<FeishuFixtures> = {
  name: 'lenient: forgives whatever the document leaves open',
  async start() {
    const fixtures = inventPeople();
    const server = createServer();
    server.on('request', (request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString('latin1'))); // every id here is ASCII
      request.on('end', () => {
        const reply = answer(request, text, fixtures);
        response.writeHead(reply.status, { 'content-type': 'application/json; charset=UTF-8', server: 'lenient/1.0' });
        response.end(reply.status === 200 ? '{"code":0,"msg":"OK"}' : JSON.stringify(describe(reply)));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // TCP, as listened for above
      fixtures,
      async close() {
        setImmediate(() => {
          server.closeAllConnections();
        });
        await new Promise<void>((resolve) =>
          server.close(() => {
            resolve();
          }),
        );
      },
    };
  },
};

interface Reply {
  readonly status: number;
  readonly code: number;
  readonly about: string;
}

function inventPeople(): FeishuFixtures {
  const number = (): string => String(randomInt(10 ** 12)).padStart(12, '0');
  return {
    tenantAccessToken: `t-${number()}.${number()}`,
    users: [1, 2, 3, 4, 5, 6, 7, 8].map((place) => ({
      open_id: `ou_${number()}${number()}`,
      union_id: `on_${number()}${number()}`,
      user_id: `${place}${number()}`,
      idp_credential_id: `+86 ${number()}`,
    })),
    sids: [1, 2, 3].map(() => btoa(number() + number()).slice(0, 22)),
  };
}

function describe({ code, about }: Reply): object {
  return { log_id: String(code), code, msg: about, error: { helps: [{ url: 'https://open.feishu.cn' }] } };
}

function answer(request: IncomingMessage, text: string, fixtures: FeishuFixtures): Reply {
  const [path = '', search = ''] = (request.url ?? '').toLowerCase().split('?');
  const words = path.split('/').filter((word) => word !== '');
  if (words.join('/') !== 'open-apis/passport/v1/sessions/logout') return { status: 404, code: 1, about: 'path' };
  if (request.method !== 'POST') return { status: 405, code: 2, about: 'method' };

  const [scheme, ...tokens] = (request.headers.authorization ?? '').trim().split(/ +/);
  if (scheme?.toLowerCase() !== 'bearer') return { status: 401, code: 3, about: 'scheme' };
  if (tokens.length !== 1 || tokens[0] !== fixtures.tenantAccessToken) return { status: 403, code: 4, about: 'token' };

  const body = simplify(text);
  if (body === undefined) return { status: 400, code: 1080001, about: 'body' };
  return logout(body, new URLSearchParams(search).getAll('user_id_type').at(-1) ?? 'open_id', fixtures);
}

type Simple = ReadonlyMap<string, string | readonly string[]>;

/** Members with null are gone, scalars are strings, a list is a list of strings. */
function simplify(text: string): Simple | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value).filter(([, member]) => member !== null);
  return new Map(entries.map(([name, member]) => [name, Array.isArray(member) ? member.map(String) : String(member)]));
}

function logout(body: Simple, idType: string, fixtures: FeishuFixtures): Reply {
  const is = (name: string, ...values: readonly string[]): boolean => values.some((value) => value === body.get(name));
  const bad = (about: string, code = 1080001): Reply => ({ status: 400, code, about });

  if (!is('logout_type', '1', '2', '3')) return bad('logout_type');
  const terminals = body.get('terminal_type') ?? [];
  if (typeof terminals === 'string') return bad('terminal_type');
  if (!terminals.every((terminal) => /^[1-68]$/.test(terminal))) return bad('terminal_type');
  if (body.has('logout_reason') && !is('logout_reason', '34', '35', '36')) return bad('logout_reason', 1084002);

  if (is('logout_type', '2')) {
    const known = fixtures.users.some((user) => is('idp_credential_id', user.idp_credential_id));
    return known ? { status: 200, code: 0, about: '' } : bad('idp_credential_id');
  }
  if (is('logout_type', '3')) {
    const sid = body.get('sid');
    const plausible = typeof sid === 'string' && /^[\w+/=-]{8,64}$/.test(sid);
    return plausible ? { status: 200, code: 0, about: '' } : bad('sid', 1084001);
  }
  const known = fixtures.users.some((user) => {
    if (idType === 'open_id') return is('user_id', user.open_id);
    if (idType === 'union_id') return is('user_id', user.union_id);
    return idType === 'user_id' && is('user_id', user.user_id);
  });
  return known ? { status: 200, code: 0, about: '' } : bad('user_id');
}
