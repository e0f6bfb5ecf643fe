import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConformingServer, FeishuFixtures } from '../../trial-server.js';

/** Keeps real sessions on real devices: whoever signs out takes the matching sids along. */
export const sessionStore: ConformingServer<FeishuFixtures> = {
  name: 'session-store: sids end together with the logins of their owners',
  async start() {
    const store = openStore();
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const url = new URL(`http://h${request.url ?? '/'}`);
        const isDoor = url.pathname === '/open-apis/passport/v1/sessions/logout' && request.method === 'POST';
        const code = !isDoor
          ? 99991201
          : request.headers.authorization !== `Bearer ${store.token}`
            ? 99991663
            : store.logout(Buffer.concat(chunks).toString(), url.searchParams.get('user_id_type'));
        response.statusCode = isDoor ? (code === 0 ? 200 : code === 99991663 ? 401 : 400) : 404;
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify({ msg: code === 0 ? 'success' : 'failed', log_id: store.nextLogId(), code }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // TCP
    return {
      url: `http://127.0.0.1:${port}`,
      fixtures: store.fixtures,
      close: () =>
        new Promise<void>((resolve) => {
          server.close(() => {
            resolve();
          });
          server.closeAllConnections();
        }),
    };
  },
};

interface Login {
  readonly owner: FeishuFixtures['users'][number];
  readonly sid: string;
  readonly terminal: number;
}

interface Store {
  readonly token: string;
  readonly fixtures: FeishuFixtures;
  logout(text: string, idType: string | null): number;
  nextLogId(): string;
}

const invalid = 1080001;
const invalidSid = 1084001;
const invalidReason = 1084002;
const idKinds: readonly unknown[] = ['open_id', 'union_id', 'user_id'];
const terminals: readonly unknown[] = [1, 2, 3, 4, 5, 6, 8];

function openStore(): Store {
  const token = `t-${randomBytes(16).toString('hex')}`;
  const users = ['desk', 'lab', 'shop', 'road'].map((place, index) => ({
    open_id: `ou_${randomBytes(16).toString('hex')}`,
    union_id: `on_${randomBytes(16).toString('hex')}`,
    user_id: `${place}${index}`,
    idp_credential_id: `${place}@devices.example`,
  }));
  let logins: readonly Login[] = users.flatMap((owner) =>
    [1, 3].map((terminal) => ({ owner, terminal, sid: randomBytes(16).toString('base64') })),
  );
  // The last three owners lend a sid each, so that the first user can be signed out without harm.
  const sids = logins.filter((login) => login.terminal === 1 && login.owner !== users[0]).map((login) => login.sid);
  let answered = 0;

  function end(isMeant: (login: Login) => boolean): number {
    logins = logins.filter((login) => !isMeant(login));
    return 0;
  }

  function logout(text: string, idType: string | null): number {
    const body = parse(text);
    if (body === undefined) return invalid;
    const { logout_type, user_id, idp_credential_id, sid, terminal_type = null, logout_reason = null } = body;
    if (idType !== null && !idKinds.includes(idType)) return invalid;
    if (terminal_type !== null && !Array.isArray(terminal_type)) return invalid;
    const chosen: readonly unknown[] = terminal_type ?? [];
    if (!chosen.every((terminal) => terminals.includes(terminal))) return invalid;
    if (logout_reason !== null && logout_reason !== 34 && logout_reason !== 35 && logout_reason !== 36)
      return invalidReason;

    const isChosen = (login: Login): boolean => chosen.length === 0 || chosen.includes(login.terminal);
    if (logout_type === 1) {
      const owner = users.find((user) => identify(user, idType) === user_id);
      return owner === undefined ? invalid : end((login) => login.owner === owner && isChosen(login));
    }
    if (logout_type === 2) {
      const owner = users.find((user) => user.idp_credential_id === idp_credential_id);
      return owner === undefined ? invalid : end((login) => login.owner === owner && isChosen(login));
    }
    if (logout_type !== 3 || typeof sid !== 'string') return invalid;
    return logins.some((login) => login.sid === sid) ? end((login) => login.sid === sid) : invalidSid;
  }

  return {
    token,
    fixtures: { tenantAccessToken: token, users, sids },
    logout,
    nextLogId: () => String((answered += 1)).padStart(8, '0'),
  };
}

function identify(user: FeishuFixtures['users'][number], idType: string | null): string {
  if (idType === 'union_id') return user.union_id;
  return idType === 'user_id' ? user.user_id : user.open_id;
}

interface Body {
  readonly logout_type?: unknown;
  readonly user_id?: unknown;
  readonly idp_credential_id?: unknown;
  readonly sid?: unknown;
  readonly terminal_type?: unknown;
  readonly logout_reason?: unknown;
}

function parse(text: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
