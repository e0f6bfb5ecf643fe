import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConformingServer, FeishuFixtures, RunningServer } from '../../trial-server.js';

/** The document taken at its word, with the gateway's codes where it is silent. */
export const literal: ConformingServer<FeishuFixtures> = { name: 'literal: the document word for word', start };

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function start(): Promise<RunningServer<FeishuFixtures>> {
  const fixtures = makeFixtures();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      serve(request, Buffer.concat(chunks).toString('utf8'), fixtures, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
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
}

function makeFixtures(): FeishuFixtures {
  const users = [1, 2, 3, 4].map((number) => ({
    open_id: `ou_${randomBytes(16).toString('hex')}`,
    union_id: `on_${randomBytes(16).toString('hex')}`,
    user_id: randomBytes(4).toString('hex'),
    idp_credential_id: `user${number}@example.com`,
  }));
  const sids = [1, 2, 3].map(() => randomBytes(16).toString('base64'));
  return { tenantAccessToken: `t-${randomBytes(15).toString('hex')}`, users, sids };
}

function serve(request: IncomingMessage, text: string, fixtures: FeishuFixtures, response: ServerResponse): void {
  const logId = randomBytes(17).toString('hex').toUpperCase();
  response.setHeader('X-Tt-Logid', logId);
  const [path, query] = (request.url ?? '/').split('?');
  if (path !== '/open-apis/passport/v1/sessions/logout' || request.method !== 'POST') {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('404 page not found');
    return;
  }
  const answer =
    checkToken(request.headers.authorization, fixtures, logId) ?? logout(text, new URLSearchParams(query), fixtures);
  response.writeHead(answer.status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(answer.body));
}

function checkToken(header: string | undefined, fixtures: FeishuFixtures, logId: string): Answer | undefined {
  if (header === `Bearer ${fixtures.tenantAccessToken}`) return undefined;
  const error = { log_id: logId };
  if (!header?.startsWith('Bearer ')) {
    const msg = 'Missing access token for authorization. Please make a request with token attached.';
    return { status: 400, body: { code: 99991661, msg, error } };
  }
  const code = header.startsWith('Bearer t-') ? 99991663 : 99991668;
  const msg = 'Invalid access token for authorization. Please make a request with token attached.';
  return { status: 400, body: { code, msg, error } };
}

function logout(text: string, query: URLSearchParams, fixtures: FeishuFixtures): Answer {
  const body = readObject(text);
  if (body === undefined) return invalidParameter();
  if (![1, 2, 3].some((type) => type === body['logout_type'])) return invalidParameter();

  const idType = query.get('user_id_type') ?? 'open_id';
  if (idType !== 'open_id' && idType !== 'union_id' && idType !== 'user_id') return invalidParameter();

  const terminals = body['terminal_type'] ?? [];
  if (!Array.isArray(terminals)) return invalidParameter();
  if (!terminals.every((terminal) => [1, 2, 3, 4, 5, 6, 8].includes(terminal))) return invalidParameter();

  const reason = body['logout_reason'] ?? undefined;
  if (reason !== undefined && !Number.isInteger(reason)) return invalidParameter();
  if (reason !== undefined && reason !== 34 && reason !== 35 && reason !== 36) {
    return refuse(1084002, 'The parameter logout_reason is invalid');
  }

  if (body['logout_type'] === 1) {
    const known = fixtures.users.some((user) => user[idType] === body['user_id']);
    return known ? success() : invalidParameter();
  }
  if (body['logout_type'] === 2) {
    const known = fixtures.users.some((user) => user.idp_credential_id === body['idp_credential_id']);
    return known ? success() : invalidParameter();
  }
  const sid = body['sid'] ?? undefined;
  if (typeof sid !== 'string') return invalidParameter();
  return fixtures.sids.includes(sid) ? success() : refuse(1084001, 'The parameter sid is invalid');
}

function readObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return value as Record<string, unknown>; // the line above leaves nothing else
  } catch {
    return undefined;
  }
}

function success(): Answer {
  return { status: 200, body: { code: 0, msg: 'success', data: {} } };
}

function invalidParameter(): Answer {
  return refuse(1080001, 'param is invalis');
}

function refuse(code: number, msg: string): Answer {
  return { status: 400, body: { code, msg } };
}
