import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConformingServer, FeishuFixtures } from '../../trial-server.js';

/** A chain of middlewares, each of which may answer; its sids are UUIDs. */
export const middleware: ConformingServer<FeishuFixtures> = {
  name: 'middleware: UUID sids, 401 as JSON, data with members',
  async start() {
    const fixtures = seed();
    const run = compose([logId, route, readBody, authenticate(fixtures), validate, logout(fixtures)]);
    const server = createServer((request, response) => {
      const context: Context = { request, response, url: new URL(`http://x${request.url ?? '/'}`), body: {} };
      run(context).catch(() => response.destroy());
    });
    await new Promise<void>((resolve) =>
      server.listen({ port: 0, host: '127.0.0.1' }, () => {
        resolve();
      }),
    );
    const { port } = server.address() as AddressInfo; // listen() was given a port
    return {
      url: `http://127.0.0.1:${port}`,
      fixtures,
      close: async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  },
};

interface Context {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  body: Readonly<Record<string, unknown>>;
}

type Next = () => Promise<void>;
type Middleware = (context: Context, next: Next) => Promise<void>;

function seed(): FeishuFixtures {
  const user = (name: string): FeishuFixtures['users'][number] => ({
    open_id: `ou_${randomBytes(16).toString('hex')}`,
    union_id: `on_${randomBytes(16).toString('hex')}`,
    user_id: randomUUID().slice(0, 8),
    idp_credential_id: `CN=${name},O=Example`,
  });
  return {
    tenantAccessToken: `t-${randomUUID()}`,
    users: ['Ada', 'Ben', 'Cleo', 'Dora'].map(user),
    sids: [randomUUID(), randomUUID(), randomUUID()],
  };
}

function compose(chain: readonly Middleware[]): (context: Context) => Promise<void> {
  const step = async (at: number, context: Context): Promise<void> => {
    await chain[at]?.(context, () => step(at + 1, context));
  };
  return (context) => step(0, context);
}

async function logId({ response }: Context, next: Next): Promise<void> {
  response.setHeader('x-tt-logid', randomUUID());
  await next();
}

async function route({ request, response, url }: Context, next: Next): Promise<void> {
  if (url.pathname !== '/open-apis/passport/v1/sessions/logout') {
    send(response, 404, { code: 404, msg: 'gone' });
    return;
  }
  if (request.method === 'POST') return next();
  response.setHeader('allow', 'POST');
  send(response, 405, { code: 405, msg: 'POST only' });
}

async function readBody(context: Context, next: Next): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of context.request) chunks.push(chunk);
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError('not an object');
    context.body = Object.fromEntries(Object.entries(value));
  } catch {
    context.body = {}; // refused further on, for want of a logout_type
  }
  await next();
}

function authenticate({ tenantAccessToken }: FeishuFixtures): Middleware {
  return async ({ request, response }, next) => {
    const match = /^Bearer (?<token>\S+)$/.exec(request.headers.authorization ?? '');
    if (match?.groups?.['token'] === tenantAccessToken) return next();
    response.setHeader('www-authenticate', match === null ? 'Bearer' : 'Bearer error="invalid_token"');
    send(response, 401, { msg: 'Unauthorized', code: 401 });
  };
}

async function validate({ response, url, body }: Context, next: Next): Promise<void> {
  const faults = [
    [1080001, oneOf([1, 2, 3], body['logout_type'])],
    [1080001, oneOf(['open_id', 'union_id', 'user_id', null], url.searchParams.get('user_id_type'))],
    [1080001, areTerminals(body['terminal_type'])],
    [1084002, oneOf([undefined, null, 34, 35, 36], body['logout_reason'])],
    [1080001, body['logout_type'] !== 1 || isFilled(body['user_id'])],
    [1080001, body['logout_type'] !== 2 || isFilled(body['idp_credential_id'])],
    [1084001, body['logout_type'] !== 3 || isFilled(body['sid'])],
  ] as const;
  const fault = faults.find(([, holds]) => !holds);
  if (fault === undefined) return next();
  send(response, 400, { code: fault[0], msg: 'see the document', data: body });
}

function logout({ users, sids }: FeishuFixtures): Middleware {
  return async ({ response, url, body }) => {
    const done = {
      code: 0,
      msg: 'success',
      data: { request: randomUUID(), terminals: body['terminal_type'] ?? 'all' },
    };
    if (body['logout_type'] === 3) {
      const known = oneOf(sids, body['sid']);
      known ? send(response, 200, done) : send(response, 400, { code: 1084001, msg: 'no such session' });
      return;
    }
    const idType =
      body['logout_type'] === 2 ? 'idp_credential_id' : (url.searchParams.get('user_id_type') ?? 'open_id');
    const id = idType === 'idp_credential_id' ? body['idp_credential_id'] : body['user_id'];
    const known = users.some((user) => Object.entries(user).some((entry) => entry[0] === idType && entry[1] === id));
    known ? send(response, 200, done) : send(response, 400, { code: 1080001, msg: 'no such user' });
  };
}

function oneOf(values: readonly unknown[], value: unknown): boolean {
  return values.includes(value);
}

function areTerminals(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return Array.isArray(value) && value.every((terminal) => oneOf([1, 2, 3, 4, 5, 6, 8], terminal));
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function send(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}
