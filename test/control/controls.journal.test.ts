import { expect } from 'vitest';
import type { Entry, Mock, WorldHandle } from '../../src/index.js';
import { withControl, type ControlClient } from './control-client.js';

const test = withControl();

type World = Pick<WorldHandle, 'name' | 'headers'>;

interface Page {
  readonly entries: readonly Entry[];
  readonly dropped: number;
  readonly next?: number;
}

async function readPage({ call }: ControlClient, { name }: World, query: Record<string, string> = {}): Promise<Page> {
  return (await call('readJournal', { world: name, query })).body as Page;
}

async function idsOf(control: ControlClient, world: World, query: Record<string, string>): Promise<readonly number[]> {
  return (await readPage(control, world, query)).entries.map(({ id }) => id);
}

/** 1: a logout that succeeds, 2: one that does not, 3: a sign-in, 4: Feishu without a token, 5: no operation. */
async function makeRequests({ url }: Pick<Mock, 'url'>, { headers }: World): Promise<void> {
  const authorized = { ...headers, Authorization: 'Bearer eyJhbGciOiJIUzI1NiIs...' };
  const body = JSON.stringify({ Username: 'alice', Password: 'secret' });
  await fetch(`${url}/user/logout`, { method: 'POST', headers: authorized });
  await fetch(`${url}/user/logout`, { method: 'POST', headers: authorized });
  await fetch(`${url}/user/login`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body,
  });
  await fetch(`${url}/open-apis/passport/v1/sessions/logout?user_id_type=open_id`, { method: 'POST', headers });
  await fetch(`${url}/user/profile`, { headers });
}

test.for<[query: Record<string, string>, ids: number[]]>([
  [{}, [1, 2, 3, 4, 5]],
  [{ api: 'fungame' }, [1, 2, 3]],
  [{ operation: 'LogOut' }, [1, 2]],
  [{ operation: 'logout' }, [4]],
  [{ method: 'GET' }, [5]],
  [{ method: 'post' }, [1, 2, 3, 4]],
  [{ path: '/user/login' }, [3]],
  [{ path: '/open-apis/passport/v1/sessions/logout' }, [4]],
  [{ status: '401' }, [2]],
  [{ status: '200' }, [1, 3]],
  [{ answer: 'loggedIn' }, [3]],
  [{ answer: 'no operation' }, [5]],
  [{ api: 'fungame', status: '200', method: 'POST' }, [1, 3]],
  [{ api: 'feishou' }, []],
  [{ after: '3' }, [4, 5]],
  [{ after: '5' }, []],
  [{ limit: '2', after: '1' }, [2, 3]],
])('the journal is read by %j', async ([query, ids], { mock, control, world }) => {
  await makeRequests(mock, world);
  expect(await idsOf(control, world, query)).toEqual(ids);
});

test('pages follow one another to the end, also of what is filtered', async ({ mock, control, world }) => {
  await makeRequests(mock, world);
  const pages: number[][] = [];
  let after: number | undefined = 0;
  while (after !== undefined) {
    const query = { api: 'fungame', limit: '2', after: String(after) };
    const { entries, next }: Page = await readPage(control, world, query);
    pages.push(entries.map(({ id }) => id));
    after = next;
  }
  expect(pages).toEqual([[1, 2], [3]]);
  expect(await readPage(control, world, { limit: '5' })).not.toHaveProperty('next');
});

test.for([
  [{ limit: '0' }, '/query/limit', 'minimum'],
  [{ limit: '1001' }, '/query/limit', 'maximum'],
  [{ limit: '1.5' }, '/query/limit', 'type'],
  [{ limit: '' }, '/query/limit', 'type'],
  [{ after: '-1' }, '/query/after', 'minimum'],
  [{ status: '99' }, '/query/status', 'minimum'],
  [{ status: '600' }, '/query/status', 'maximum'],
] as const)('%j is refused', async ([query, pointer, rule], { control, world }) => {
  const { body } = await control.call('readJournal', { world: world.name, query });
  expect(body).toMatchObject({ code: 'REQUEST_INVALID', violations: [{ pointer, rule }] });
});

test('a page has at most 100 entries unless more are asked for, and the journal keeps 1,000', async ({
  mock,
  control,
  world,
}) => {
  for (let sent = 0; sent < 1010; sent += 101) {
    const send = (): Promise<Response> => fetch(`${mock.url}/nowhere`, { headers: world.headers });
    await Promise.all(Array.from({ length: 101 }, async () => (await send()).text()));
  }
  const first = await readPage(control, world);
  expect(first.entries.map(({ id }) => id)).toEqual(Array.from({ length: 100 }, (_, index) => index + 11));
  expect(first).toMatchObject({ dropped: 10, next: 110 });
  expect((await readPage(control, world, { limit: '1000' })).entries).toHaveLength(1000);
  expect((await control.call('getWorld', { world: world.name })).body).toMatchObject({ requests: 1010 });
});

test('a journal that is cleared goes on counting, and forgets nothing else', async ({ mock, control, world }) => {
  await makeRequests(mock, world);
  expect(await control.call('clearJournal', { world: world.name })).toMatchObject({ status: 204 });
  expect(await readPage(control, world)).toEqual({ entries: [], dropped: 0 });
  await fetch(`${mock.url}/user/logout`, { method: 'POST', headers: world.headers });
  expect(await idsOf(control, world, {})).toEqual([6]);
  const { body } = await control.call('listSessions', { world: world.name, query: { api: 'fungame' } });
  expect(body).toMatchObject({ sessions: [{ subject: 'documented', live: false }, { subject: 'alice' }] });
});

test('secrets are masked, the same secret each time alike', async ({ mock, control, world }) => {
  await makeRequests(mock, world);
  const { entries } = await readPage(control, world);
  const [first, second] = entries.map(({ request }) => request.headers['authorization']?.[0]);
  expect(first).toMatch(/^Bearer masked:[\da-f]{8}$/);
  expect(second).toBe(first);
  expect(JSON.stringify(entries)).not.toMatch(/eyJhbGciOiJIUzI1NiIs\.\.\.|"secret"/);
});

test('the control API itself is in no journal', async ({ mock, control, world }) => {
  const headers = { 'Signoff-World': world.name };
  await control.call('listSessions', { world: world.name, headers });
  await control.call('getWorld', { world: 'never-used', headers });
  await fetch(`${mock.url}/__signoff/nowhere`, { headers });
  expect(await readPage(control, world)).toEqual({ entries: [], dropped: 0 });
});
