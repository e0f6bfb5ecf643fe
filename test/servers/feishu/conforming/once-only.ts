import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConformingServer, FeishuFixtures, RunningServer } from '../../trial-server.js';

/** Signs everybody out once: who is gone already is a wrong parameter from then on. */
export const onceOnly: ConformingServer<FeishuFixtures> = {
  name: 'once-only: a second logout of the same user is refused',
  start: async () => {
    const service = new LogoutService();
    await service.listen();
    return service;
  },
};

type User = FeishuFixtures['users'][number];

class Refusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

class LogoutService implements RunningServer<FeishuFixtures> {
  url = '';
  readonly fixtures: FeishuFixtures;
  readonly #server: Server;
  readonly #signedIn: Set<User>;
  readonly #sessions: Set<string>;

  constructor() {
    const users = ['wang', 'li', 'zhang', 'liu'].map((name) => LogoutService.#hire(name));
    const sids = [0, 0, 0].map(() => randomBytes(16).toString('base64'));
    this.fixtures = { tenantAccessToken: `t-${randomBytes(20).toString('base64url')}`, users, sids };
    this.#signedIn = new Set(users);
    this.#sessions = new Set(sids);
    this.#server = createServer((request, response) => {
      this.#receive(request, response);
    });
  }

  static #hire(name: string): User {
    const hex = (): string => randomBytes(16).toString('hex');
    return {
      open_id: `ou_${hex()}`,
      union_id: `on_${hex()}`,
      user_id: hex().slice(0, 8),
      idp_credential_id: `${name}@idp.example`,
    };
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen({ host: '127.0.0.1', port: 0 }, resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`; // it listens on TCP
  }

  async close(): Promise<void> {
    const closed = new Promise<unknown>((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #receive(request: IncomingMessage, response: ServerResponse): void {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    request.on('end', () => {
      this.#reply(request, text, response);
    });
  }

  #reply(request: IncomingMessage, text: string, response: ServerResponse): void {
    const target = new URL(`http://localhost${request.url ?? '/'}`);
    if (target.pathname !== '/open-apis/passport/v1/sessions/logout') {
      this.#empty(response, 404);
      return;
    }
    if (request.method !== 'POST') {
      this.#empty(response, 405);
      return;
    }
    if (request.headers.authorization === undefined) {
      this.#empty(response, 401);
      return;
    }
    if (request.headers.authorization !== `Bearer ${this.fixtures.tenantAccessToken}`) {
      this.#empty(response, 403);
      return;
    }
    try {
      this.#logout(this.#read(text), target.searchParams);
      this.#json(response, 200, 0, 'done');
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#json(response, 400, error.code, error.message);
    }
  }

  #logout(body: Map<string, unknown>, query: URLSearchParams): void {
    const idType = this.#checkQuery(query);
    this.#checkOptional(body);
    switch (body.get('logout_type')) {
      case 1: {
        this.#dismiss((user) => user[idType] === body.get('user_id'), 'user_id');
        return;
      }
      case 2: {
        this.#dismiss((user) => user.idp_credential_id === body.get('idp_credential_id'), 'idp_credential_id');
        return;
      }
      case 3: {
        this.#endSession(body.get('sid'));
        return;
      }
      default:
        throw new Refusal(1080001, 'logout_type invalid');
    }
  }

  #checkQuery(query: URLSearchParams): 'open_id' | 'union_id' | 'user_id' {
    const idType = query.get('user_id_type') ?? 'open_id';
    if (idType === 'open_id' || idType === 'union_id' || idType === 'user_id') return idType;
    throw new Refusal(1080001, 'user_id_type invalid');
  }

  #checkOptional(body: Map<string, unknown>): void {
    const terminals = body.get('terminal_type') ?? [];
    const known = new Set<unknown>([1, 2, 3, 4, 5, 6, 8]);
    if (!Array.isArray(terminals) || terminals.some((terminal) => !known.has(terminal))) {
      throw new Refusal(1080001, 'terminal_type invalid');
    }
    const reason = body.get('logout_reason') ?? 34;
    if (reason !== 34 && reason !== 35 && reason !== 36) throw new Refusal(1084002, 'logout_reason invalid');
  }

  #dismiss(isMeant: (user: User) => boolean, parameter: string): void {
    const user = [...this.#signedIn].find(isMeant);
    if (user === undefined) throw new Refusal(1080001, `${parameter} invalid`);
    this.#signedIn.delete(user);
  }

  #endSession(sid: unknown): void {
    if (sid === undefined) throw new Refusal(1080001, 'sid required');
    if (typeof sid !== 'string' || !this.#sessions.delete(sid)) throw new Refusal(1084001, 'sid invalid');
  }

  #read(text: string): Map<string, unknown> {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new Refusal(1080001, 'body invalid');
    }
    if (value === null || Array.isArray(value)) throw new Refusal(1080001, 'body invalid');
    return new Map(Object.entries(Object(value)));
  }

  #json(response: ServerResponse, status: number, code: number, msg: string): void {
    response.statusCode = status;
    response.setHeader('Content-Type', 'application/json;charset=UTF-8');
    response.end(JSON.stringify({ data: null, code, msg }));
  }

  #empty(response: ServerResponse, status: number): void {
    response.statusCode = status;
    response.end();
  }
}
