import { randomBytes, randomInt } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { ConformingServer, FeishuFixtures } from '../../trial-server.js';

/** A gateway before a backend: every answer gzipped, general codes for what the document leaves open. */
export const gateway: ConformingServer<FeishuFixtures> = {
  name: 'gateway: gzip, general codes, no contact scope for user_id',
  async start() {
    const fixtures = fillDirectory();
    const server = http.createServer((request, response) => {
      const chunks: Uint8Array[] = [];
      request.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      request.on('end', () => {
        const outcome = passGateway(request, Buffer.concat(chunks), fixtures);
        const packed = gzipSync(outcome.text);
        response.writeHead(outcome.status, {
          'Content-Type': outcome.text.startsWith('{') ? 'application/json; charset=utf-8' : 'text/plain',
          'Content-Encoding': 'gzip',
          'Content-Length': packed.byteLength,
          'X-Tt-Logid': outcome.logId,
          'X-Request-Id': outcome.logId,
          Vary: 'Accept-Encoding',
        });
        response.end(packed);
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    // Listening on TCP, the address is never a pipe's name.
    const address = server.address() as AddressInfo;
    const close = async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
    };
    return { url: `http://${address.address}:${address.port}`, fixtures, close };
  },
};

interface Outcome {
  readonly status: number;
  readonly text: string;
  readonly logId: string;
}

interface Backend {
  readonly code: number;
  readonly msg: string;
  readonly extra?: object;
}

function fillDirectory(): FeishuFixtures {
  const letters = 'abcdefghij';
  const some = (length: number): string =>
    Array.from({ length }, () => letters.charAt(randomInt(letters.length))).join('');
  const person = (): FeishuFixtures['users'][number] => ({
    idp_credential_id: `uid=${some(9)},ou=people`,
    user_id: some(8),
    union_id: `on_${some(32)}`,
    open_id: `ou_${some(32)}`,
  });
  const sid = (): string => Buffer.concat([Buffer.alloc(7), randomBytes(9)]).toString('base64');
  return {
    sids: [sid(), sid(), sid(), sid()],
    users: [person(), person(), person(), person()],
    tenantAccessToken: `t-${some(30)}`,
  };
}

function passGateway(request: http.IncomingMessage, raw: Buffer, fixtures: FeishuFixtures): Outcome {
  const logId = `20241030${randomBytes(12).toString('hex').toUpperCase()}`;
  const [path = '', search = ''] = (request.url ?? '').split('?', 2);
  if (request.method !== 'POST' || path.replace(/^\/+/, '/') !== '/open-apis/passport/v1/sessions/logout') {
    return { status: 404, text: '404 page not found', logId };
  }
  const { code, msg, extra } =
    refuseCredential(request.headers.authorization, fixtures.tenantAccessToken) ??
    askBackend(raw.toString(), new URLSearchParams(search), fixtures);
  if (code === 0) return { status: 200, text: JSON.stringify({ code, data: extra, msg }), logId };
  const troubleshooter = `https://open.feishu.cn/search?log_id=${logId}&code=${code}`;
  const error = { message: 'Refer to the documentation', log_id: logId, troubleshooter, ...extra };
  return { status: 400, text: JSON.stringify({ error, code, msg }), logId };
}

function refuseCredential(header = '', genuine: string): Backend | undefined {
  const token = /^Bearer (.+)$/.exec(header)?.[1];
  if (token === genuine) return undefined;
  if (token === undefined) return { code: 99991661, msg: 'Missing access token for authorization.' };
  if (token.startsWith('t-')) return { code: 99991663, msg: 'Invalid access token for authorization.' };
  return { code: token.startsWith('u-') ? 99991668 : 99991671, msg: 'Invalid access token for authorization.' };
}

function askBackend(text: string, query: URLSearchParams, fixtures: FeishuFixtures): Backend {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { code: 9499, msg: 'Bad Request' };
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { code: 9499, msg: 'Bad Request' };
  const {
    logout_type: type,
    logout_reason: reason,
    terminal_type: terminals,
    ...identifiers
  } = {
    ...(body as { logout_type?: unknown; logout_reason?: unknown; terminal_type?: unknown }), // an object, see above
  };
  const idType = query.get('user_id_type') ?? 'open_id';
  if (!['open_id', 'union_id', 'user_id'].includes(idType)) return wrong('user_id_type');
  if (type !== 1 && type !== 2 && type !== 3) return wrong('logout_type');
  if ((terminals ?? undefined) !== undefined && !areTerminals(terminals)) return wrong('terminal_type');
  if ((reason ?? undefined) !== undefined && !(Number.isInteger(reason) && [34, 35, 36].includes(Number(reason)))) {
    return { code: 1084002, msg: 'The parameter logout_reason is invalid, options: [34,35,36]' };
  }
  if (type === 1 && idType === 'user_id') return missingContactScope();
  return findWhom(type, idType, new Map(Object.entries(identifiers)), fixtures);
}

function findWhom(
  type: 1 | 2 | 3,
  idType: string,
  identifiers: Map<string, unknown>,
  fixtures: FeishuFixtures,
): Backend {
  const done = { code: 0, msg: 'success', extra: { ended: type === 3 ? 1 : 2, accepted_at: String(Date.now()) } };
  const name = type === 1 ? 'user_id' : type === 2 ? 'idp_credential_id' : 'sid';
  const value = identifiers.get(name) ?? '';
  if (typeof value !== 'string' || (value === '' && type !== 3)) return wrong(name);
  if (type === 1) {
    const known = fixtures.users.map((user) => (idType === 'open_id' ? user.open_id : user.union_id));
    if (known.includes(value)) return done;
    return idType === 'open_id'
      ? { code: 99992351, msg: 'not a valid open_id' }
      : { code: 99992363, msg: 'no such id' };
  }
  if (type === 2) return fixtures.users.some((user) => user.idp_credential_id === value) ? done : wrong(name);
  return fixtures.sids.includes(value) ? done : { code: 1084001, msg: 'The parameter sid is invalid' };
}

function areTerminals(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => Number.isInteger(each) && each >= 1 && each <= 8 && each !== 7);
}

function wrong(field: string): Backend {
  return { code: 1080001, msg: `${field} invalid`, extra: { field_violations: [{ field, description: 'invalid' }] } };
}

function missingContactScope(): Backend {
  const subject = 'contact:user.employee_id:readonly';
  return {
    code: 99991672,
    msg: `Access denied. One of the following scopes is required: [${subject}]`,
    extra: { permission_violations: [{ type: 'action_scope_required', subject }] },
  };
}
