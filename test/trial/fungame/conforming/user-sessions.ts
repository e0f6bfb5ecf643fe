import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { RunningTrial } from '../../trial-server.js';
import { listen } from '../../transport/listen.js';

interface User {
  name: string;
  session: string | undefined;
}

export interface UserSessionsOptions {
  /** Tokens are true HS256 JWTs with an expiry, or plain UUIDs. */
  readonly tokens: 'jwt' | 'opaque';
}

// Users, their one session each, and tokens that point at them: a second login makes a token without a session of the
// first one. Sessions live on the server, as the document tells it.
export class UserSessions {
  readonly #key = randomBytes(32);
  readonly #users = new Map<string, User>();
  readonly #owners = new Map<string, { user: User; session: string; expires: number; revoked: boolean }>();
  readonly #options: UserSessionsOptions;

  constructor(options: UserSessionsOptions) {
    this.#options = options;
  }

  async start(): Promise<RunningTrial> {
    const server = createServer((request, response) => {
      const url = request.url?.replace(/\?.*/, '').replace(/\/$/, '').toLowerCase();
      if (url !== '/user/logout') return void response.writeHead(404).end('Not Found');
      if (request.method !== 'POST') {
        return void response.writeHead(307, { Location: '/docs/user/logout' }).end();
      }
      const { status, body } = this.#logout(request.headers.authorization);
      response.writeHead(status, body ? { 'Content-Type': 'application/json;charset=UTF-8' } : {});
      response.end(body ? JSON.stringify(body, null, '\t') : undefined);
    });
    const { url, close } = await listen(server);
    const first = this.#login('kicked', 60);
    this.#login('kicked', 60);
    const tokens = Array.from({ length: 60 }, (_, index) => this.#login(`player-${index}`, 1800));
    return { target: { url, tokens, sessionlessTokens: [first], expiredTokens: [this.#login('late', -60)] }, close };
  }

  #login(name: string, life: number): string {
    const user = this.#users.get(name) ?? { name, session: undefined };
    this.#users.set(name, user);
    user.session = randomUUID();
    const expires = Math.floor(Date.now() / 1000) + life;
    const token =
      this.#options.tokens === 'jwt' ? this.#jwt({ sub: name, jti: randomUUID(), exp: expires }) : randomUUID();
    this.#owners.set(token, { user, session: user.session, expires, revoked: false });
    return token;
  }

  #logout(authorization = ''): { status: number; body?: object } {
    const [scheme = '', token = ''] = authorization.split(' ');
    const grant = this.#owners.get(token);
    if (scheme.toLowerCase() !== 'bearer' || !grant || grant.expires * 1000 < Date.now()) return { status: 401 };
    if (grant.revoked) {
      return { status: 401, body: { RequestType: 1, StatusCode: 401, Message: '请重新登录', Data: {} } };
    }
    if (grant.user.session !== grant.session) {
      return { status: 400, body: { RequestType: 1, StatusCode: 400, Message: '退出登录失败！', Data: {} } };
    }
    grant.revoked = true;
    grant.user.session = undefined;
    return {
      status: 200,
      body: { RequestType: 1, StatusCode: 200, Message: '你已成功退出登录！', Data: {}, UserName: grant.user.name },
    };
  }

  #jwt(claims: object): string {
    const head = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');
    const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const signature = createHmac('sha256', this.#key).update(`${head}.${body}`).digest('base64url');
    return `${head}.${body}.${signature}`;
  }
}
