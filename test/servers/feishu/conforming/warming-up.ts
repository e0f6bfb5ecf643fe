import { createHmac, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConformingServer, FeishuFixtures, RunningServer } from '../../trial-server.js';

/** Answers its first request, and every thirtieth after it, in the older style of the frequency limit: 400. */
export const warmingUp: ConformingServer<FeishuFixtures> = {
  name: 'warming-up: the frequency limit as 400 with 99991400, now and then',
  start,
};

async function start(): Promise<RunningServer<FeishuFixtures>> {
  const fixtures = derive(randomBytes(32));
  let served = 0;
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const text = Buffer.concat(pieces).toString();
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://[::1]');
    const isLogout = pathname === '/open-apis/passport/v1/sessions/logout' && request.method === 'POST';
    if (!isLogout) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('404 page not found');
      return;
    }
    const isTooOften = served % 30 === 0;
    served += 1;
    if (isTooOften) {
      response.setHeader('x-ogw-ratelimit-limit', '30');
      response.setHeader('x-ogw-ratelimit-reset', '1');
    }
    const code = isTooOften ? 99991400 : decide(request.headers, text, searchParams, fixtures);
    const isRefusedAtTheDoor = code === 99991661 || code === 99991663;
    response.statusCode = code === 0 ? 200 : isRefusedAtTheDoor ? 403 : 400;
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.end(JSON.stringify(code === 0 ? { msg: '成功', data: null, code } : { msg: '失败', error: {}, code }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on 127.0.0.1, not on a pipe
  return {
    url: `http://127.0.0.1:${port}`,
    fixtures,
    async close() {
      const ended = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await ended;
    },
  };
}

function derive(key: Buffer): FeishuFixtures {
  const make = (label: string): Buffer => createHmac('sha256', key).update(label).digest().subarray(0, 16);
  const users = ['north', 'east', 'south', 'west'].map((name) => ({
    open_id: `ou_${make(`open ${name}`).toString('hex')}`,
    union_id: `on_${make(`union ${name}`).toString('hex')}`,
    user_id: make(`user ${name}`).toString('hex').slice(0, 8),
    idp_credential_id: `${name}@wind.example`,
  }));
  return {
    tenantAccessToken: `t-${make('tenant').toString('hex')}`,
    users,
    sids: users.slice(0, 3).map((user) => make(user.open_id).toString('base64')),
  };
}

function decide(headers: IncomingHttpHeaders, text: string, query: URLSearchParams, fixtures: FeishuFixtures): number {
  if (headers.authorization === undefined) return 99991661;
  if (headers.authorization !== `Bearer ${fixtures.tenantAccessToken}`) return 99991663;
  try {
    check(JSON.parse(text), query.get('user_id_type'), fixtures);
    return 0;
  } catch (error) {
    return error instanceof RangeError ? Number(error.message) : 1080001;
  }
}

/** Throws a RangeError with the code of a value out of its range; anything else thrown is a wrong parameter. */
function check(body: unknown, idType: string | null, fixtures: FeishuFixtures): void {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) throw new TypeError('body');
  const get = (name: string): unknown => Object.entries(body).find(([key]) => key === name)?.[1];

  const reason = get('logout_reason');
  demand(reason === undefined || reason === 34 || reason === 35 || reason === 36, 1084002);
  const terminals = get('terminal_type');
  demand(terminals === undefined || Array.isArray(terminals), 1080001);
  if (Array.isArray(terminals)) {
    for (const terminal of terminals) demand([1, 2, 3, 4, 5, 6, 8].includes(terminal), 1080001);
  }
  demand(idType === null || ['open_id', 'union_id', 'user_id'].includes(idType), 1080001);

  const type = get('logout_type');
  demand(type === 1 || type === 2 || type === 3, 1080001);
  if (type === 1) {
    const ids = fixtures.users.map((user) => new Map(Object.entries(user)).get(idType ?? 'open_id'));
    demand(
      ids.some((id) => id === get('user_id')),
      1080001,
    );
  } else if (type === 2) {
    demand(
      fixtures.users.some((user) => user.idp_credential_id === get('idp_credential_id')),
      1080001,
    );
  } else {
    demand(get('sid') !== undefined, 1080001);
    demand(
      fixtures.sids.some((sid) => sid === get('sid')),
      1084001,
    );
  }
}

function demand(holds: boolean, code: number): void {
  if (!holds) throw new RangeError(String(code));
}
