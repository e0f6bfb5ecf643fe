import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ConformingServer, FunGameFixtures, RunningServer } from '../../trial-server.js';
import { serveLocally } from '../serve-locally.js';

/** Encrypted tokens; refuses a query and a body, which the document knows nothing of. */
export const noExtras: ConformingServer<FunGameFixtures> = {
  name: 'encrypted tokens, a query or a body is refused',
  start,
};

interface Account {
  session: 'open' | 'closed' | 'never opened';
}

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body?: object;
}

async function start(): Promise<RunningServer<FunGameFixtures>> {
  const key = randomBytes(32);
  const accounts: Account[] = Array.from({ length: 7 }, (_, at) => ({ session: at < 5 ? 'open' : 'never opened' }));
  const soon = Date.now() + 600_000;
  const fixtures = {
    tokens: [0, 1, 2, 3, 4].map((account) => seal(key, `${account}:${soon}`)),
    sessionlessTokens: [5, 6].map((account) => seal(key, `${account}:${soon}`)),
    expiredTokens: [seal(key, '0:1000000000000')],
  };
  const server = createServer(async (request, response) => {
    const { status, type, body } = await answer(request, key, accounts);
    response.statusCode = status;
    if (type !== undefined) response.setHeader('Content-Type', type);
    response.end(body === undefined ? '' : JSON.stringify(body, null, '\t'));
  });
  return { fixtures, ...(await serveLocally(server)) };
}

function seal(key: Buffer, plain: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('hex');
}

async function answer(request: IncomingMessage, key: Buffer, accounts: readonly Account[]): Promise<Answer> {
  const [path, query] = (request.url ?? '').split('?', 2);
  if (path !== '/user/logout') return { status: 404 };
  if (request.method !== 'POST') return { status: 405 };
  const account = accountOf(request.headers.authorization, key, accounts);
  if (account === undefined || account.session === 'closed') return { status: 401 };
  if (query !== undefined || (await text(request)) !== '') return refusal('Neither a query nor a body is expected.');
  if (account.session === 'never opened') return payload(400, '退出登录失败！');
  account.session = 'closed';
  return payload(200, '你已成功退出登录！');
}

function accountOf(header: string | undefined, key: Buffer, accounts: readonly Account[]): Account | undefined {
  const token = /^Bearer ([0-9a-f]{58,})$/.exec(header ?? '')?.[1];
  const plain = token === undefined ? undefined : unseal(key, Buffer.from(token, 'hex'));
  const [at, until] = (plain ?? '').split(':').map(Number);
  return at === undefined || until === undefined || until < Date.now() ? undefined : accounts[at];
}

function unseal(key: Buffer, sealed: Buffer): string | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(12, 28));
  try {
    return decipher.update(sealed.subarray(28), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    // A tag that does not fit means that this server never wrote the token.
    return undefined;
  }
}

function refusal(title: string): Answer {
  return { status: 400, type: 'application/problem+json', body: { title, status: 400 } };
}

function payload(status: number, message: string): Answer {
  const body = { RequestType: 1, StatusCode: status, Message: message, Data: {} };
  return { status, type: 'application/json', body };
}
