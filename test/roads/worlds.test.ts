import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createMock, type Mock, type WorldHandle } from '../../src/index.js';

type Headers = Readonly<Record<string, string>>;

/** Somebody who plays a whole life in one world, and marks each request with the name of the world. */
class Player {
  readonly #url: string;
  readonly #world: WorldHandle;
  /** What leads to the world, once the player has a credential. */
  readonly #signedIn: Headers;

  constructor(mock: Mock, world: WorldHandle, by: 'header' | 'credential') {
    this.#url = mock.url;
    this.#world = world;
    this.#signedIn = by === 'header' ? world.headers : {};
  }

  async #post(path: string, headers: Headers, body?: object): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${this.#url}${path}?marked=${this.#world.name}`, {
      method: 'POST',
      headers: { ...headers, ...(body && { 'Content-Type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  async signIn(): Promise<string> {
    const { body } = await this.#post('/user/login', this.#world.headers, { Username: 'anna', Password: 'secret' });
    return (body as { Data: { bearerToken: string } }).Data.bearerToken;
  }

  async signOut(token: string): Promise<number> {
    return (await this.#post('/user/logout', { ...this.#signedIn, Authorization: `Bearer ${token}` })).status;
  }

  async getTenantToken(): Promise<string> {
    const app = { app_id: 'cli_a', app_secret: 'secret' };
    const { body } = await this.#post('/open-apis/auth/v3/tenant_access_token/internal', this.#world.headers, app);
    return (body as { tenant_access_token: string }).tenant_access_token;
  }

  async logOut(token: string, body: object): Promise<unknown> {
    const headers = { ...this.#signedIn, Authorization: `Bearer ${token}` };
    return (await this.#post('/open-apis/passport/v1/sessions/logout', headers, body)).body;
  }
}

async function playGame(player: Player): Promise<void> {
  const first = await player.signIn();
  expect(await player.signOut(first)).toBe(200);
  expect(await player.signOut(first)).toBe(401);
  const second = await player.signIn();
  expect(await player.signOut(first)).toBe(401);
  expect(await player.signOut(second)).toBe(200);
}

/** Signs Anna, who has the same ids in every world, out at some of her terminals. */
async function playOffice(player: Player, world: WorldHandle, chosen: number): Promise<void> {
  const token = await player.getTenantToken();
  await world.addUser({ open_id: 'ou_anna', user_id: 'anna' }, 'feishu');
  const seats = [1, 2, 3, 4].map((terminal) => world.sessions.seed({ api: 'feishu', subject: 'ou_anna', terminal }));
  const sessions = await Promise.all(seats);
  const [byTerminal, bySid] = [sessions[chosen], sessions[(chosen + 1) % 4]];
  const success = { code: 0, msg: 'success', data: {} };
  const terminal_type = [byTerminal?.terminal];
  expect(await player.logOut(token, { logout_type: 1, user_id: 'ou_anna', terminal_type })).toEqual(success);
  expect(await player.logOut(token, { logout_type: 3, sid: bySid?.id })).toEqual(success);
  const ended = (await world.sessions.list('feishu')).filter(({ live }) => !live).map(({ id }) => id);
  expect(ended.sort()).toEqual([byTerminal?.id, bySid?.id].sort());
}

// What each life leaves in the journal of its world, in this order.
const traces = [
  'Login 200',
  'LogOut 200',
  'LogOut 401',
  'Login 200',
  'LogOut 401',
  'LogOut 200',
  'tenantAccessTokenInternal 200',
  'logout 200',
  'logout 200',
];

test('two hundred worlds at once play whole lives on one mock, and know nothing of one another', async () => {
  await using mock = await createMock();
  const worlds = await Promise.all(Array.from({ length: 200 }, (_, index) => mock.world(`life-${index}`)));
  await Promise.all(
    worlds.map(async (world, index) => {
      const player = new Player(mock, world, index % 2 === 0 ? 'header' : 'credential');
      await playGame(player);
      await playOffice(player, world, Math.floor(index / 2) % 4);
    }),
  );
  for (const world of worlds) {
    const entries = await world.journal.entries();
    expect(entries.map(({ operation, reply }) => `${String(operation)} ${String(reply.status)}`)).toEqual(traces);
    for (const entry of entries) {
      expect([entry.world, entry.request.query]).toEqual([world.name, `marked=${world.name}`]);
    }
  }
  expect(await mock.journal.entries()).toEqual([]);
  await Promise.all(worlds.map((world) => world.drop()));
  const left = (await (await fetch(`${mock.url}/__signoff/worlds`)).json()) as { worlds: { name: string }[] };
  expect(left.worlds.map(({ name }) => name)).toEqual(['default']);
});

const run = promisify(execFile);

// Plays in the built package, where nothing but the mock holds on to memory.
const rounds = `
  import { createMock } from 'signoff';
  const mock = await createMock();
  const post = (path, headers, body) =>
    fetch(mock.url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }).then((response) => response.text());
  async function live(world) {
    const signedIn = JSON.parse(await post('/user/login', world.headers, { Username: 'anna', Password: 'secret' }));
    const authorization = { Authorization: 'Bearer ' + signedIn.Data.bearerToken };
    await post('/user/logout', authorization, {});
    await post('/user/logout', authorization, {});
    for (let count = 0; count < 20; count += 1) await world.issue({ api: 'fungame' });
    const { token } = await world.issue({ api: 'feishu' });
    await world.addUser({ open_id: 'ou_anna' }, 'feishu');
    await world.sessions.seed({ api: 'feishu', subject: 'ou_anna', terminal: 1 });
    await world.next('logout', { status: 429, times: 2 });
    const headers = { Authorization: 'Bearer ' + token };
    await post('/open-apis/passport/v1/sessions/logout', headers, { logout_type: 1, user_id: 'ou_anna' });
  }
  async function playRound() {
    const worlds = await Promise.all(Array.from({ length: 200 }, () => mock.world()));
    const waiting = [...worlds];
    const next = async () => {
      for (let world = waiting.pop(); world !== undefined; world = waiting.pop()) await live(world);
    };
    await Promise.all(Array.from({ length: 10 }, next));
    const held = await settledHeap();
    await Promise.all(worlds.map((world) => world.drop()));
    return held;
  }
  async function settledHeap() {
    let least = Infinity;
    for (let attempt = 0; attempt < 5; attempt += 1) {
      globalThis.gc();
      await new Promise((resolve) => setTimeout(resolve, 10));
      least = Math.min(least, process.memoryUsage().heapUsed);
    }
    return least;
  }
  await playRound();
  const before = await settledHeap();
  let held = 0;
  for (let round = 0; round < 3; round += 1) held = await playRound();
  const after = await settledHeap();
  await mock.close();
  console.log(JSON.stringify({ before, held, after }));
`;

test('worlds that are dropped leave nothing in memory', async () => {
  const flags = ['--expose-gc', '--input-type=module', '-e', rounds];
  const { stdout } = await run(process.execPath, flags, { cwd: import.meta.dirname });
  const { before, held, after } = JSON.parse(stdout) as Record<'before' | 'held' | 'after', number>;
  expect(held / before).toBeGreaterThan(1.15); // so that it would be seen if they did not
  expect(after / before).toBeLessThan(1.1);
}, 120_000);
