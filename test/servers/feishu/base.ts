import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FeishuFixtures, RunningServer, WrongServer } from '../trial-server.js';
import { done, hangUp, plain } from './reply.js';
import type { Reply } from './reply.js';
import { isObject, parse, rules } from './rules.js';
import type { Body, Call, Rules } from './rules.js';

/** A conforming server in parts, each of which a wrong server may replace. */
export interface Parts {
  readonly path: string;
  readonly method: string;
  /** Answers another method on the path. */
  readonly otherMethod: (call: Call) => Reply;
  /** Reads the body before the rules see it. */
  readonly understand: (body: Body) => Body;
  /** The kind of id that `user_id` holds. */
  readonly idType: (query: URLSearchParams) => string;
  /** Asked in order; the first that refuses gives the answer. */
  readonly rules: Rules;
  readonly success: (call: Call) => Reply;
  /** The last word on every answer of the path. */
  readonly last: (reply: Reply, call: Call) => Reply;
}

export type Changes = Partial<Omit<Parts, 'rules'>> & { readonly rules?: Partial<Rules> };

/** A server that departs from the base by what `change` gives; asked anew at every start, so it may keep state. */
export function wrong(
  name: string,
  level: 'must' | 'letter',
  breaks: readonly [string, ...string[]],
  change: () => Changes,
): WrongServer<FeishuFixtures> {
  return { name, level, breaks, start: () => startBase(change()) };
}

/** Starts the base, with changes if there are any. */
export async function startBase(changes: Changes = {}): Promise<RunningServer<FeishuFixtures>> {
  const parts: Parts = { ...base, ...changes, rules: { ...rules, ...changes.rules } };
  const fixtures = createFixtures();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      send(answer(parts, request, Buffer.concat(chunks).toString('utf8'), fixtures), response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, fixtures, close };
}

const base: Parts = Object.freeze({
  path: '/open-apis/passport/v1/sessions/logout',
  method: 'POST',
  otherMethod: () => plain(404, '404 page not found'),
  understand: (body: Body) => body,
  idType: (query: URLSearchParams) => query.get('user_id_type') ?? 'open_id',
  rules,
  success: done,
  last: (reply: Reply) => reply,
});

function createFixtures(): FeishuFixtures {
  const hex = (): string => randomBytes(16).toString('hex');
  const users = ['ming', 'hong', 'lei', 'fang'].map((name) => ({
    open_id: `ou_${hex()}`,
    union_id: `on_${hex()}`,
    user_id: hex().slice(0, 8),
    idp_credential_id: `${name}@base.example`,
  }));
  const sids = [1, 2, 3].map(() => randomBytes(16).toString('base64'));
  return { tenantAccessToken: `t-${hex()}`, users, sids };
}

function answer(parts: Parts, request: IncomingMessage, text: string, fixtures: FeishuFixtures): Reply {
  const [path, search] = (request.url ?? '').split('?');
  if (path !== parts.path) return plain(404, '404 page not found');
  const call = readCall(parts, request, new URLSearchParams(search), text, fixtures);
  return parts.last(call.method === parts.method ? obey(parts, call) : parts.otherMethod(call), call);
}

function readCall(
  parts: Parts,
  { method = '', headers }: IncomingMessage,
  query: URLSearchParams,
  text: string,
  fixtures: FeishuFixtures,
): Call {
  const value = parse(text);
  return {
    method,
    query,
    authorization: headers.authorization,
    contentType: headers['content-type'] ?? '',
    text,
    body: isObject(value) ? parts.understand(value) : {},
    idType: parts.idType(query),
    fixtures,
  };
}

function obey(parts: Parts, call: Call): Reply {
  for (const rule of Object.values(parts.rules)) {
    const refusal = rule(call);
    if (refusal !== undefined) return refusal;
  }
  return parts.success(call);
}

function send(reply: Reply, response: ServerResponse): void {
  if (reply === hangUp) {
    response.destroy();
    return;
  }
  const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
  response.writeHead(reply.status, { 'Content-Type': reply.type ?? 'application/json; charset=utf-8' }).end(text);
}
