import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { ConformingServer, FeishuFixtures } from '../../trial-server.js';

/** HTTP spoken by hand: odd header case, own reason phrases, escaped JSON, one answer per connection. */
export const rawSocket: ConformingServer<FeishuFixtures> = {
  name: 'raw-socket: hand-written HTTP/1.1, escaped JSON, Connection: close',
  async start() {
    const fixtures = draw();
    const open = new Set<Socket>();
    const server = createServer((socket) => {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      socket.on('error', () => socket.destroy());
      let received = Buffer.alloc(0);
      socket.on('data', (chunk: Buffer) => {
        received = Buffer.concat([received, chunk]);
        const request = readRequest(received);
        if (request === undefined) return;
        socket.removeAllListeners('data');
        socket.resume();
        socket.end(write(...respond(request, fixtures)));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // a TCP server's address is never a string
    return {
      url: `http://127.0.0.1:${port}`,
      fixtures,
      close: () =>
        new Promise<void>((resolve) => {
          server.close(() => {
            resolve();
          });
          for (const socket of open) socket.destroy();
        }),
    };
  },
};

interface Request {
  readonly method: string;
  readonly target: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

type Answer = readonly [status: string, json: string];

function draw(): FeishuFixtures {
  const base64 = (): string => randomBytes(16).toString('base64');
  const hex = (): string => randomBytes(16).toString('hex');
  return {
    tenantAccessToken: `t-${hex().slice(2)}`,
    users: [hex(), hex(), hex(), hex()].map((id) => ({
      user_id: `u${id.slice(0, 7)}`,
      union_id: `on_${hex()}`,
      open_id: `ou_${id}`,
      idp_credential_id: id.slice(8, 20),
    })),
    sids: [base64(), base64(), base64()],
  };
}

/** Nothing as long as a part of the request is still on its way. */
function readRequest(bytes: Buffer): Request | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const [method = '', target = ''] = first.split(' ');
  const rest = bytes.subarray(end + 4);
  const isChunked = headers.get('transfer-encoding')?.toLowerCase() === 'chunked';
  const body = isChunked ? joinChunks(rest) : cut(rest, Number(headers.get('content-length') ?? 0));
  return body === undefined ? undefined : { method, target, headers, body: body.toString('utf8') };
}

function cut(bytes: Buffer, length: number): Buffer | undefined {
  return bytes.length < length ? undefined : bytes.subarray(0, length);
}

function joinChunks(bytes: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (bytes.length < lineEnd + 2 + size + 2) return undefined;
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}

function respond({ method, target, headers, body }: Request, fixtures: FeishuFixtures): Answer {
  const [path, query] = target.split('?');
  if (path !== '/open-apis/passport/v1/sessions/logout') return ['404 Nowhere', ''];
  if (method !== 'POST') return ['405 Not Like This', ''];
  if (headers.get('authorization') !== `Bearer ${fixtures.tenantAccessToken}`) return ['401 Who Are You', ''];
  const code = decide(body, new URLSearchParams(query).get('user_id_type') ?? 'open_id', fixtures);
  const text = code === 0 ? '\\u6210\\u529f' : '\\u53c2\\u6570\\u9519\\u8bef';
  return [code === 0 ? '200 Fine' : '400 Sorry', `\n{ "msg" : "${text}",\t"code" : ${code}, "data" : { } }\n`];
}

function decide(text: string, idType: string, { users, sids }: FeishuFixtures): number {
  const body = readMembers(text);
  const type = body.get('logout_type');
  const reason = body.get('logout_reason');
  const terminals = body.get('terminal_type');
  if (type !== '1' && type !== '2' && type !== '3') return 1080001;
  if (reason !== undefined && reason !== '34' && reason !== '35' && reason !== '36') return 1084002;
  if (terminals !== undefined && !/^\[([1-68](,[1-68])*)?\]$/.test(terminals)) return 1080001;
  if (type === '3') {
    if (!body.has('sid')) return 1084001;
    return sids.some((sid) => JSON.stringify(sid) === body.get('sid')) ? 0 : 1084001;
  }
  if (type === '2') {
    return users.some((user) => JSON.stringify(user.idp_credential_id) === body.get('idp_credential_id')) ? 0 : 1080001;
  }
  const ids = new Map([
    ['open_id', users.map((user) => user.open_id)],
    ['union_id', users.map((user) => user.union_id)],
    ['user_id', users.map((user) => user.user_id)],
  ]).get(idType);
  return ids?.some((id) => JSON.stringify(id) === body.get('user_id')) === true ? 0 : 1080001;
}

/** Each member of a JSON object as JSON text again, which keeps 1 and "1" apart. No object, no members. */
function readMembers(text: string): ReadonlyMap<string, string> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Map();
    return new Map(Object.entries(value).map(([name, member]) => [name, JSON.stringify(member)]));
  } catch {
    return new Map();
  }
}

function write(status: string, json: string): string {
  const head = [
    `HTTP/1.1 ${status}`,
    'SERVER: by hand',
    'CONNECTION: close',
    `CONTENT-LENGTH: ${Buffer.byteLength(json)}`,
  ];
  if (json !== '') head.push('CONTENT-TYPE: Application/JSON;Charset=UTF-8');
  return `${head.join('\r\n')}\r\n\r\n${json}`;
}
