import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConformingServer, FeishuFixtures } from '../../trial-server.js';

/** Takes its time, prints for humans, and looks at the parameters before it looks at the token. */
export const slowPretty: ConformingServer<FeishuFixtures> = {
  name: 'slow-pretty: 100 ms an answer, indented JSON, parameters before credentials',
  async start() {
    const fixtures = enrol();
    const server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part);
      await sleep(100);
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://feishu.test');
      if (pathname !== '/open-apis/passport/v1/sessions/logout') {
        response.writeHead(404, { 'Content-Type': 'application/json; charset=utf-8' });
        response.end(print({ code: 99991201, msg: 'no such path' }));
        return;
      }
      if (request.method !== 'POST') {
        response.writeHead(405, { Allow: 'POST', 'Content-Type': 'application/json; charset=utf-8' });
        response.end(print({ code: 99991301, msg: 'method not allowed' }));
        return;
      }
      const order = readOrder(Buffer.concat(parts).toString('utf8'), searchParams);
      const result =
        order.kind === 'refused'
          ? order
          : (refuseStranger(request.headers.authorization, fixtures) ?? carryOut(order, fixtures));
      response.writeHead(statusOf(result), { 'Content-Type': 'application/json; charset=utf-8' });
      response.end(print({ data: {}, msg: result.msg, code: result.code }));
    });
    await new Promise<void>((resolve) =>
      server.listen(0, '127.0.0.1', () => {
        resolve();
      }),
    );
    const { port } = server.address() as AddressInfo; // TCP, hence never a string
    return {
      url: `http://127.0.0.1:${port}`,
      fixtures,
      close: () => {
        const closed = new Promise<void>((resolve) =>
          server.close(() => {
            resolve();
          }),
        );
        server.closeAllConnections();
        return closed;
      },
    };
  },
};

interface Refused {
  readonly kind: 'refused';
  readonly code: number;
  readonly msg: string;
}
interface Done {
  readonly kind: 'done';
  readonly code: 0;
  readonly msg: string;
}
type Order =
  | { readonly kind: 'user'; readonly idType: 'open_id' | 'union_id' | 'user_id'; readonly id: string }
  | { readonly kind: 'credential'; readonly id: string }
  | { readonly kind: 'session'; readonly sid: string };

function enrol(): FeishuFixtures {
  const id = (): string => randomUUID().replaceAll('-', '');
  return {
    tenantAccessToken: `t-${id()}`,
    users: Array.from({ length: 4 }, (_, index) => ({
      user_id: `staff${1000 + index}`,
      open_id: `ou_${id()}`,
      idp_credential_id: id(),
      union_id: `on_${id()}`,
    })),
    sids: Array.from({ length: 3 }, () => Buffer.from(id(), 'hex').toString('base64')),
  };
}

function print(value: object): string {
  return `${JSON.stringify(value, null, 4)}\n`;
}

function statusOf(result: Refused | Done): number {
  if (result.kind === 'done') return 200;
  return result.code === 401 ? 401 : 400;
}

function readOrder(text: string, query: URLSearchParams): Order | Refused {
  const body = parseObject(text);
  if (body === undefined) return refused(1080001, 'body is not a JSON object');
  const { logout_type, user_id, idp_credential_id, sid, terminal_type, logout_reason } = body;
  if (terminal_type !== undefined && terminal_type !== null) {
    if (!Array.isArray(terminal_type)) return refused(1080001, 'terminal_type is not a list');
    const unknown = terminal_type.filter((terminal) => ![1, 2, 3, 4, 5, 6, 8].includes(terminal));
    if (unknown.length > 0) return refused(1080001, `terminal_type: ${JSON.stringify(unknown)}`);
  }
  if (logout_reason !== undefined && logout_reason !== null) {
    const documented = logout_reason === 34 || logout_reason === 35 || logout_reason === 36;
    if (!documented) return refused(1084002, 'logout_reason');
  }
  const idType = query.get('user_id_type') ?? 'open_id';
  if (idType !== 'open_id' && idType !== 'union_id' && idType !== 'user_id') return refused(1080001, 'user_id_type');
  if (logout_type === 1) {
    return typeof user_id === 'string' ? { kind: 'user', idType, id: user_id } : refused(1080001, 'user_id');
  }
  if (logout_type === 2) {
    if (typeof idp_credential_id !== 'string') return refused(1080001, 'idp_credential_id');
    return { kind: 'credential', id: idp_credential_id };
  }
  if (logout_type !== 3) return refused(1080001, 'logout_type');
  if (sid === undefined || sid === null) return refused(1084001, 'sid is missing');
  return typeof sid === 'string' ? { kind: 'session', sid } : refused(1084001, 'sid is not a string');
}

interface Wire {
  readonly logout_type?: unknown;
  readonly user_id?: unknown;
  readonly idp_credential_id?: unknown;
  readonly sid?: unknown;
  readonly terminal_type?: unknown;
  readonly logout_reason?: unknown;
}

function parseObject(text: string): Wire | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? value : undefined;
  } catch {
    return undefined;
  }
}

function refuseStranger(header: string | undefined, fixtures: FeishuFixtures): Refused | undefined {
  if (header === `Bearer ${fixtures.tenantAccessToken}`) return undefined;
  return refused(401, header === undefined ? 'who are you?' : 'I do not know this token');
}

function carryOut(order: Order, { users, sids }: FeishuFixtures): Refused | Done {
  const done: Done = { kind: 'done', code: 0, msg: 'signed out' };
  switch (order.kind) {
    case 'user':
      return users.some((user) => user[order.idType] === order.id) ? done : refused(1080001, 'user_id is unknown');
    case 'credential':
      return users.some((user) => user.idp_credential_id === order.id)
        ? done
        : refused(1080001, 'credential is unknown');
    case 'session':
      return sids.includes(order.sid) ? done : refused(1084001, 'sid is unknown');
  }
}

function refused(code: number, msg: string): Refused {
  return { kind: 'refused', code, msg };
}
