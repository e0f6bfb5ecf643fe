import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { ConformingServer, FeishuFixtures } from '../../trial-server.js';

/** Says as little as the document lets it: no `data`, short texts, empty 401 answers, no charset. */
export const terse: ConformingServer<FeishuFixtures> = {
  name: 'terse: empty 401, no data, no charset, unknown sid is a success',
  async start() {
    const fixtures = invent();
    const server = createServer(async (request, response) => {
      const [status, code] = judge({ request, text: await drain(request), fixtures });
      if (status === 405) response.setHeader('Allow', 'POST');
      if (code === undefined) {
        response.writeHead(status, { 'Content-Length': 0 }).end();
        return;
      }
      const json = `{"msg":"${code === 0 ? 'ok' : 'bad request'}","code":${code}}`;
      response.writeHead(status, { 'content-type': 'application/json', 'content-length': json.length }).end(json);
    });
    const port = await new Promise<number>((resolve, reject) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        if (address === null || typeof address === 'string') reject(new Error('no port'));
        else resolve(address.port);
      });
    });
    return {
      url: `http://127.0.0.1:${port}`,
      fixtures,
      async close() {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  },
};

interface Case {
  readonly request: IncomingMessage;
  readonly text: string;
  readonly fixtures: FeishuFixtures;
}

type Verdict = readonly [status: number, code?: number];
type Fields = Readonly<Record<string, unknown>>;
type Row = readonly [code: number, broken: (fields: Fields, idType: string, fixtures: FeishuFixtures) => boolean];

function invent(): FeishuFixtures {
  const digest = (text: string): string =>
    createHash('md5')
      .update(text + seed)
      .digest('hex');
  const seed = randomUUID();
  return {
    tenantAccessToken: `t-g104${digest('tenant')}`,
    users: ['an', 'bo', 'chen', 'dai', 'e'].map((name) => ({
      open_id: `ou_${digest(`open${name}`)}`,
      union_id: `on_${digest(`union${name}`)}`,
      user_id: `${name}-${digest(name).slice(0, 6)}`,
      idp_credential_id: `EMPLOYEE/${name.toUpperCase()}`,
    })),
    sids: ['one', 'two', 'three'].map((name) => Buffer.from(digest(name), 'hex').toString('base64').replace(/=+$/, '')),
  };
}

async function drain(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const piece of request) text += piece;
  return text;
}

function judge({ request, text, fixtures }: Case): Verdict {
  const url = request.url ?? '';
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  if (!/^\/open-apis\/passport\/v1\/sessions\/logout\/?$/.test(path)) return [404];
  if (request.method !== 'POST') return [405];
  if (request.headers.authorization !== `Bearer ${fixtures.tenantAccessToken}`) return [401];

  const fields = parse(text);
  if (fields === null) return [400, 1080001];
  const idType = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)).get('user_id_type') ?? 'open_id';
  const row = rows.find(([, broken]) => broken(fields, idType, fixtures));
  return row === undefined ? [200, 0] : [400, row[0]];
}

function parse(text: string): Fields | null {
  if (!text.trimStart().startsWith('{')) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// The first row that applies gives the code.
const rows: readonly Row[] = [
  [1080001, ({ logout_type: type }) => type !== 1 && type !== 2 && type !== 3],
  [1080001, ({ logout_type: type }, idType) => type === 1 && !/^(open_id|union_id|user_id)$/.test(idType)],
  [1080001, ({ terminal_type: list }) => list !== undefined && !isTerminalList(list)],
  [1084002, ({ logout_reason: reason }) => reason !== undefined && reason !== 34 && reason !== 35 && reason !== 36],
  [
    1080001,
    ({ logout_type: type, user_id: id }, idType, { users }) =>
      type === 1 && !users.some((user) => new Map(Object.entries(user)).get(idType) === id),
  ],
  [
    1080001,
    ({ logout_type: type, idp_credential_id: id }, _, { users }) =>
      type === 2 && !users.some((user) => user.idp_credential_id === id),
  ],
  // A session that nobody knows has ended already; only what cannot be one at all is refused.
  [
    1084001,
    ({ logout_type: type, sid }) => type === 3 && !(typeof sid === 'string' && /^[A-Za-z0-9+/]{22}$/.test(sid)),
  ],
];

function isTerminalList(value: unknown): boolean {
  return Array.isArray(value) && value.every((entry) => Number.isInteger(entry) && '1234568'.includes(String(entry)));
}
