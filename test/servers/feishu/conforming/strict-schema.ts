import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConformingServer, FeishuFixtures } from '../../trial-server.js';

/** Refuses everything the document does not name: other members, null, duplicates, a bare media type. */
export const strictSchema: ConformingServer<FeishuFixtures> = {
  name: 'strict-schema: refuses whatever is not documented',
  start: async () => {
    const fixtures = createFixtures();
    const server = createServer((request, response) => {
      const received: Buffer[] = [];
      request
        .on('data', (bytes: Buffer) => received.push(bytes))
        .on('end', () => {
          const [path = '', query = ''] = (request.url ?? '').split('?');
          const problem =
            findRoutingProblem(request.method, path) ??
            findCredentialProblem(request.headers.authorization, fixtures) ??
            findMediaTypeProblem(request.headers['content-type']) ??
            findQueryProblem(new URLSearchParams(query)) ??
            findBodyProblem(Buffer.concat(received).toString('utf8'), new URLSearchParams(query), fixtures);
          const { status, code, at } = problem ?? { status: 200, code: 0, at: '' };
          const payload = {
            code,
            data: code === 0 ? {} : [at],
            msg: code === 0 ? 'success' : `refused because of ${at}`,
          };
          response.statusCode = status;
          response.setHeader('Content-Type', 'application/json; charset=utf-8');
          response.setHeader('Cache-Control', 'no-store');
          response.end(JSON.stringify(payload));
        });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // the server listens on TCP
    return {
      url: `http://127.0.0.1:${port}`,
      fixtures,
      close: async () => {
        const closed = new Promise((resolve) => server.close(resolve));
        server.closeAllConnections();
        await closed;
      },
    };
  },
};

interface Problem {
  readonly status: number;
  readonly code: number;
  readonly at: string;
}

type Check = (value: unknown) => boolean;

function createFixtures(): FeishuFixtures {
  const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
  const users = ['a', 'b', 'c', 'd'].map((letter) => ({
    idp_credential_id: `${letter}.${hex(3)}@strict.example`,
    open_id: `ou_${hex(16)}`,
    union_id: `on_${hex(16)}`,
    user_id: `${letter}${hex(4)}`,
  }));
  const sids = ['x', 'y', 'z'].map(() => `AAAAAAAAAA${randomBytes(8).toString('hex').slice(0, 12)}==`);
  return { users, sids, tenantAccessToken: `t-${hex(15)}` };
}

function findRoutingProblem(method = '', path: string): Problem | undefined {
  if (path !== '/open-apis/passport/v1/sessions/logout') return { status: 404, code: 404, at: 'path' };
  return method === 'POST' ? undefined : { status: 405, code: 405, at: 'method' };
}

function findCredentialProblem(header = '', { tenantAccessToken }: FeishuFixtures): Problem | undefined {
  if (header === `Bearer ${tenantAccessToken}`) return undefined;
  return { status: 400, code: header.startsWith('Bearer t-') ? 99991663 : 99991661, at: 'Authorization' };
}

function findMediaTypeProblem(header = ''): Problem | undefined {
  return /^application\/json; ?charset=utf-8$/i.test(header) ? undefined : invalid('Content-Type');
}

function findQueryProblem(query: URLSearchParams): Problem | undefined {
  const other = [...query.keys()].find((name) => name !== 'user_id_type');
  if (other !== undefined) return invalid(`query/${other}`);
  const values = query.getAll('user_id_type');
  const valid = values.length < 2 && values.every((value) => ['open_id', 'union_id', 'user_id'].includes(value));
  return valid ? undefined : invalid('query/user_id_type');
}

function findBodyProblem(text: string, query: URLSearchParams, fixtures: FeishuFixtures): Problem | undefined {
  const body = readObject(text);
  if (body === undefined) return invalid('body');
  for (const [name, value] of body) {
    const member = members.get(name);
    if (member === undefined) return invalid(`body/${name}`);
    if (!member.check(value)) return { status: 400, code: member.code, at: `body/${name}` };
  }
  const type = body.get('logout_type');
  if (type === undefined) return invalid('body/logout_type');
  const needed = type === 1 ? 'user_id' : type === 2 ? 'idp_credential_id' : 'sid';
  if (!body.has(needed)) return invalid(`body/${needed}`);
  const idType = type === 1 ? (query.get('user_id_type') ?? 'open_id') : needed;
  const isKnown =
    type === 3
      ? fixtures.sids.some((sid) => sid === body.get('sid'))
      : fixtures.users.some((user) =>
          Object.entries(user).some(([key, id]) => key === idType && id === body.get(needed)),
        );
  if (isKnown) return undefined;
  return type === 3 ? { status: 400, code: 1084001, at: 'body/sid' } : invalid(`body/${needed}`);
}

const documentedTerminals: readonly unknown[] = [1, 2, 3, 4, 5, 6, 8];

const members: ReadonlyMap<string, { readonly check: Check; readonly code: number }> = new Map([
  ['logout_type', { check: oneOf(1, 2, 3), code: 1080001 }],
  ['logout_reason', { check: oneOf(34, 35, 36), code: 1084002 }],
  ['terminal_type', { check: isTerminalSet, code: 1080001 }],
  ['user_id', { check: isText, code: 1080001 }],
  ['idp_credential_id', { check: isText, code: 1080001 }],
  ['sid', { check: isSid, code: 1084001 }],
]);

function oneOf(...values: readonly unknown[]): Check {
  return (value) => values.includes(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length > 0 && value.length <= 256;
}

function isSid(value: unknown): boolean {
  return typeof value === 'string' && /^[A-Za-z0-9+/]{4,}={0,2}$/.test(value);
}

function isTerminalSet(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0 || new Set(value).size < value.length) return false;
  return value.every((terminal) => documentedTerminals.includes(terminal));
}

function readObject(text: string): ReadonlyMap<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value instanceof Object && !Array.isArray(value) ? new Map(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}

function invalid(at: string): Problem {
  return { status: 400, code: 1080001, at };
}
