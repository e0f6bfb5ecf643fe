import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ConformingServer, FeishuFixtures } from '../../trial-server.js';

/** Writes its answers in small pieces, leaves `msg` empty and reads digits in a string as a number. */
export const chunked: ConformingServer<FeishuFixtures> = {
  name: 'chunked: answers in pieces, empty msg, coerces "1"',
  async start() {
    const town = new Town();
    const server = createServer((request, response) => {
      collect(request)
        .then((text) => town.answer(request, text))
        .then((answer) => stream(answer, response))
        .catch(() => response.destroy());
    });
    const listening = new Promise<void>((resolve) => server.once('listening', resolve));
    server.listen(0, '127.0.0.1');
    await listening;
    const { port } = server.address() as AddressInfo; // bound to a TCP port, see listen
    return {
      url: `http://127.0.0.1:${port}`,
      fixtures: town.fixtures,
      close: () =>
        new Promise<void>((resolve) => {
          server.once('close', resolve);
          server.close();
          server.closeAllConnections();
        }),
    };
  },
};

interface Answer {
  readonly status: number;
  readonly json: string;
}

function collect(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', reject);
    request.on('end', () => {
      resolve(Buffer.concat(chunks).toString());
    });
  });
}

async function stream(answer: Answer, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' });
  for (let at = 0; at < answer.json.length; at += 5) {
    response.write(answer.json.slice(at, at + 5));
    await nextTurn();
  }
  response.end();
}

class Town {
  readonly fixtures: FeishuFixtures;
  /** Everybody by kind of id, then by id. */
  readonly #registers: ReadonlyMap<string, ReadonlySet<unknown>>;

  constructor() {
    const random = (): string => randomBytes(16).toString('hex');
    const users = [...'ABCDEF'].map((letter) => ({
      open_id: `ou_${random()}`,
      union_id: `on_${random()}`,
      user_id: `citizen_${letter}`,
      idp_credential_id: `${letter}@town.example`,
    }));
    const sids = [...'123'].map(() => randomBytes(16).toString('base64'));
    this.fixtures = { tenantAccessToken: `t-${random().slice(2)}`, users, sids };
    this.#registers = new Map([
      ['open_id', new Set<unknown>(users.map((user) => user.open_id))],
      ['union_id', new Set<unknown>(users.map((user) => user.union_id))],
      ['user_id', new Set<unknown>(users.map((user) => user.user_id))],
      ['idp_credential_id', new Set<unknown>(users.map((user) => user.idp_credential_id))],
      ['sid', new Set<unknown>(sids)],
    ]);
  }

  answer(request: IncomingMessage, text: string): Answer {
    const [path, query] = (request.url ?? '').split('?');
    if (path !== '/open-apis/passport/v1/sessions/logout') return say(404, 404);
    if (request.method !== 'POST') return say(405, 405);
    const credential = (request.headers.authorization ?? '').split(' ');
    if (credential[0] !== 'Bearer') return say(401, 99991661);
    if (credential[1] !== this.fixtures.tenantAccessToken) return say(401, 99991663);
    const code = this.#logout(toMap(text), new URLSearchParams(query).get('user_id_type') ?? 'open_id');
    return say(code === 0 ? 200 : 400, code);
  }

  #logout(body: ReadonlyMap<string, unknown> | undefined, idType: string): number {
    if (body === undefined) return 1080001;
    const reason = digits(body.get('logout_reason') ?? 34);
    if (reason !== 34 && reason !== 35 && reason !== 36) return 1084002;
    const terminals = body.get('terminal_type') ?? [];
    const devices: unknown[] = [1, 2, 3, 4, 5, 6, 8];
    if (!Array.isArray(terminals) || !terminals.map(digits).every((each) => devices.includes(each))) return 1080001;
    if (!['open_id', 'union_id', 'user_id'].includes(idType)) return 1080001;

    const type = digits(body.get('logout_type'));
    if (type === 1) return this.#registers.get(idType)?.has(body.get('user_id')) ? 0 : 1080001;
    if (type === 2) return this.#registers.get('idp_credential_id')?.has(body.get('idp_credential_id')) ? 0 : 1080001;
    if (type !== 3 || !body.has('sid')) return 1080001;
    return this.#registers.get('sid')?.has(body.get('sid')) ? 0 : 1084001;
  }
}

function say(status: number, code: number): Answer {
  return { status, json: JSON.stringify({ code, msg: '', data: { trace: randomBytes(4).toString('hex') } }) };
}

function toMap(text: string): ReadonlyMap<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
    return new Map(Object.entries(value));
  } catch {
    return undefined;
  }
}

function digits(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value;
}
