import { randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { RunningTrial } from '../../trial-server.js';
import { listen } from '../../transport/listen.js';
import { Directory } from '../directory.js';

interface Violation {
  readonly field: string;
  readonly description: string;
}

type Fields = Record<string, unknown>;

class Refused extends Error {
  readonly code: number;
  readonly details: object;

  constructor(code: number, message: string, details: object = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

// A gateway before a service: the gateway authorises, validates fields and answers with 9999 codes and an `error`; the
// service behind knows who exists and has the documented codes. Kinds of ids are told apart, terminal 7 is refused.
export class GatewayLike {
  readonly #directory = new Directory();
  readonly #usedSids = new Set<string>();

  async start(): Promise<RunningTrial> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const url = new URL(`http://h${request.url ?? '/'}`);
        response.setHeader('X-Tt-Logid', randomUUID().replaceAll('-', ''));
        if (request.method !== 'POST' || url.pathname !== '/open-apis/passport/v1/sessions/logout') {
          response.writeHead(404, { 'Content-Type': 'text/plain' }).end('404 page not found');
          return;
        }
        try {
          this.#authorise(request.headers.authorization);
          const fields = this.#validate(Buffer.concat(chunks).toString(), url.searchParams);
          this.#logout(fields, url.searchParams.get('user_id_type') ?? 'open_id');
          send(response, 200, { code: 0, data: {}, msg: 'success' });
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          send(response, 400, { code: error.code, msg: error.message, error: { ...error.details, log_id: 'x' } });
        }
      });
    });
    const { url, close } = await listen(server);
    return { target: { url, ...this.#directory.fixtures() }, close };
  }

  #authorise(authorization: string | undefined): void {
    if (!authorization?.startsWith('Bearer ')) throw new Refused(99991661, 'Missing access token for authorization.');
    const token = authorization.slice(7);
    if (token === this.#directory.tenantAccessToken) return;
    throw new Refused(token.startsWith('t-') ? 99991663 : 99991668, 'Invalid access token for authorization.');
  }

  #validate(text: string, query: URLSearchParams): Fields {
    let fields: Fields;
    try {
      fields = JSON.parse(text) as Fields;
    } catch {
      throw new Refused(9499, 'Bad Request');
    }
    if (fields === null || typeof fields !== 'object' || Array.isArray(fields)) throw new Refused(9499, 'Bad Request');
    const violations = [...this.#violations(fields, query)];
    if (violations.length > 0) throw new Refused(99992402, 'field validation failed', { field_violations: violations });
    return fields;
  }

  *#violations(fields: Fields, query: URLSearchParams): Generator<Violation> {
    const type = query.get('user_id_type');
    if (type !== null && !['open_id', 'union_id', 'user_id'].includes(type)) {
      yield { field: 'user_id_type', description: 'user_id_type is optional, options: [open_id,union_id,user_id]' };
    }
    if (fields['logout_type'] === undefined) yield { field: 'logout_type', description: 'logout_type is required' };
    else if (![1, 2, 3].includes(fields['logout_type'] as number))
      yield { field: 'logout_type', description: 'options' };
    for (const field of ['user_id', 'idp_credential_id', 'sid']) {
      if (fields[field] != null && typeof fields[field] !== 'string') yield { field, description: 'string' };
    }
    const terminals = fields['terminal_type'] ?? [];
    const known = (one: unknown): boolean => [1, 2, 3, 4, 5, 6, 8].includes(one as number);
    if (!Array.isArray(terminals) || !terminals.every(known)) yield { field: 'terminal_type', description: 'list' };
    if (!['number', 'undefined'].includes(typeof (fields['logout_reason'] ?? undefined))) {
      yield { field: 'logout_reason', description: 'int' };
    }
  }

  #logout(fields: Fields, kind: string): void {
    const reason = fields['logout_reason'];
    const { logout_type: type, user_id: user, idp_credential_id: credential, sid } = fields;
    if (type === 1) {
      if (typeof user !== 'string' || user === '') throw new Refused(1080001, "param is invalis: 'user_id'");
      if (!this.#directory.has(kind, user)) throw new Refused(99992351, 'open_id not exist');
    }
    if (type === 2 && typeof credential !== 'string') throw new Refused(1080001, "param is invalis: 'credential'");
    if (type === 2 && !this.#directory.has('idp_credential_id', String(credential))) {
      throw new Refused(1080001, 'param is invalis');
    }
    if (type === 3) {
      if (typeof sid !== 'string' || !this.#directory.sids.includes(sid) || this.#usedSids.has(sid)) {
        throw new Refused(1084001, 'The parameter sid is invalid');
      }
    }
    if (reason != null && ![34, 35, 36].includes(reason as number)) {
      throw new Refused(1084002, 'The parameter logout_reason is invalid');
    }
    if (typeof sid === 'string' && type === 3) this.#usedSids.add(sid);
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
