import { expect } from 'vitest';
import { createControls } from '../../src/control/controls.js';
import type { Mock, UserError } from '../../src/index.js';
import { memoryStore } from '../../src/state/memory-store.js';
import { createWorlds } from '../../src/state/worlds.js';
import { textOf, withControl, type ControlClient } from './control-client.js';

const clock = { now: Date.parse('2026-09-11T08:00:00.000Z') };
const test = withControl({ now: () => clock.now });

const documented = 'eyJhbGciOiJIUzI1NiIs...';

async function logOut({ url }: Pick<Mock, 'url'>, token: string, world?: string): Promise<number> {
  const headers = { Authorization: `Bearer ${token}`, ...(world !== undefined && { 'Signoff-World': world }) };
  const response = await fetch(`${url}/user/logout`, { method: 'POST', headers });
  return response.status;
}

interface WorldRow {
  readonly name: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly requests: number;
}

async function listWorlds({ call }: ControlClient): Promise<readonly WorldRow[]> {
  return ((await call('listWorlds')).body as { worlds: readonly WorldRow[] }).worlds;
}

test('a mock has the default world before anybody asked for anything, and it cannot be created', async ({
  control,
}) => {
  const reply = await control.call('createWorld', { body: { name: 'default' } });
  expect(reply).toMatchObject({ answer: 'WORLD_EXISTS' });
  expect((await control.call('health')).body).toMatchObject({ worlds: 1 });
  expect((await listWorlds(control)).map(({ name }) => name)).toEqual(['default']);
});

test('a world is created under the name that is given', async ({ control }) => {
  const created = await control.call('createWorld', { body: { name: 'checkout~test.1_a-b' } });
  const now = new Date(clock.now).toISOString();
  expect(created.body).toEqual({ name: 'checkout~test.1_a-b', createdAt: now, lastUsedAt: now, requests: 0 });
  expect((await control.call('getWorld', { world: 'checkout~test.1_a-b' })).body).toEqual(created.body);
  expect(await control.call('dropWorld', { world: 'checkout~test.1_a-b' })).toMatchObject({ status: 204 });
});

test('a name is made up where none is given, with an empty object and with no body at all', async ({ control }) => {
  const created = [await control.call('createWorld'), await control.call('createWorld', { body: {} })];
  const names = created.map((reply) => textOf(reply, 'name'));
  expect(new Set(names).size).toBe(2);
  expect(await listWorlds(control)).toEqual(expect.arrayContaining(created.map(({ body }) => body)));
  for (const world of names) await control.call('dropWorld', { world });
});

test('of many who create one world at the same time, one gets it', async () => {
  const worlds = createWorlds({ store: memoryStore(), seed: () => Promise.resolve() });
  const controls = createControls({ apis: () => [], worlds, fingerprint: String });
  const create = (): Promise<string> =>
    controls.createWorld('wanted').then(
      ({ name }) => name,
      (error: unknown) => (error as UserError).code,
    );
  const taken = Array.from({ length: 7 }, () => 'WORLD_EXISTS');
  expect(await Promise.all(Array.from({ length: 8 }, create))).toEqual(['wanted', ...taken]);
  await controls.dropWorld('wanted');
  expect([await create(), await create()]).toEqual(['wanted', 'WORLD_EXISTS']);
  worlds.close();
});

test('a request begins a world, which cannot be created afterwards', async ({ mock, control }) => {
  expect(await logOut(mock, documented, 'begun')).toBe(200);
  expect(await control.call('createWorld', { body: { name: 'begun' } })).toMatchObject({ answer: 'WORLD_EXISTS' });
  await control.call('dropWorld', { world: 'begun' });
});

test('requests use a world, and looking at it does not', async ({ mock, control, world }) => {
  const begin = clock.now;
  clock.now += 1000;
  await logOut(mock, documented, world.name);
  const used = clock.now;
  clock.now += 1000;
  for (const id of ['readJournal', 'listSessions', 'readQueue']) await control.call(id, { world: world.name });
  const { body } = await control.call('getWorld', { world: world.name });
  const [createdAt, lastUsedAt] = [begin, used].map((time) => new Date(time).toISOString());
  expect(body).toEqual({ name: world.name, createdAt, lastUsedAt, requests: 1 });
  expect(await listWorlds(control)).toContainEqual(body);
});

test('looking at the default world does not use it either', async ({ control }) => {
  const before = (await control.call('getWorld')).body;
  clock.now += 1000;
  expect((await control.call('getWorld')).body).toEqual(before);
});

test('a reset forgets everything but what every fresh world knows', async ({ mock, control, world }) => {
  const at = { world: world.name };
  const token = textOf(await control.call('issueCredential', { ...at, body: { api: 'fungame' } }), 'token');
  await control.call('seedSession', { ...at, body: { api: 'fungame', subject: 'alice' } });
  await control.call('seedUser', { ...at, body: { api: 'feishu', open_id: 'ou_alice' } });
  await control.call('planAnswers', { ...at, body: { operation: 'LogOut', delay: 0 } });
  expect(await logOut(mock, documented, world.name)).toBe(200);
  clock.now += 1000;

  const reset = await control.call('resetWorld', at);
  const now = new Date(clock.now).toISOString();
  expect(reset.body).toEqual({ name: world.name, createdAt: now, lastUsedAt: now, requests: 0 });
  expect((await control.call('readJournal', at)).body).toEqual({ entries: [], dropped: 0 });
  expect((await control.call('readQueue', at)).body).toEqual({ planned: [] });
  const { sessions } = (await control.call('listSessions', at)).body as { sessions: readonly { subject: string }[] };
  expect(sessions.map(({ subject }) => subject)).not.toContain('alice');
  const ofAlice = { api: 'feishu', subject: 'ou_alice' };
  expect(await control.call('seedSession', { ...at, body: ofAlice })).toMatchObject({ answer: 'SUBJECT_UNKNOWN' });
  expect(await logOut(mock, token, world.name)).toBe(401);
  expect(await logOut(mock, documented, world.name)).toBe(200);
});

test('a dropped world is gone, and its tokens lead nowhere', async ({ mock, control }) => {
  const at = { world: 'short-lived' };
  await control.call('createWorld', { body: { name: at.world } });
  const token = textOf(await control.call('issueCredential', { ...at, body: { api: 'fungame' } }), 'token');
  expect(await control.call('dropWorld', at)).toMatchObject({ status: 204, body: undefined });
  for (const id of ['getWorld', 'dropWorld', 'resetWorld', 'readJournal']) {
    expect(await control.call(id, at)).toMatchObject({ answer: 'WORLD_UNKNOWN' });
  }
  expect(await logOut(mock, token)).toBe(401);
  expect(await control.call('getWorld', at)).toMatchObject({ answer: 'WORLD_UNKNOWN' });
  expect(await logOut(mock, token, at.world)).toBe(401); // the world begins anew, and knows nothing of it
  expect((await control.call('getWorld', at)).body).toMatchObject({ requests: 1 });
});

test('the default world begins afresh when it is dropped', async ({ mock, control }) => {
  expect(await logOut(mock, documented)).toBe(200);
  expect(await logOut(mock, documented)).toBe(401);
  expect(await control.call('dropWorld')).toMatchObject({ status: 204 });
  expect((await control.call('getWorld')).body).toMatchObject({ name: 'default', requests: 0 });
  expect(await logOut(mock, documented)).toBe(200);
});
