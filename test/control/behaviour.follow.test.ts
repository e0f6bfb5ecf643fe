import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, vi } from 'vitest';
import { controlFile } from '../../src/bundled.js';
import { createControls } from '../../src/control/controls.js';
import { createDoor } from '../../src/control/door.js';
import { loadDescription } from '../../src/description/load.js';
import { createMock, type Mock, type WorldHandle } from '../../src/index.js';
import { memoryStore } from '../../src/state/memory-store.js';
import { createWorlds } from '../../src/state/worlds.js';
import { withControl, type ControlCall, type ControlClient } from './control-client.js';
import { readEvents, take } from './event-stream.js';
import { sendRaw } from './raw-request.js';

const test = withControl();

type World = Pick<WorldHandle, 'name' | 'headers'>;

async function send({ url }: Pick<Mock, 'url'>, { headers }: World, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += 1) await fetch(`${url}/user/logout`, { method: 'POST', headers });
}

async function follow(control: ControlClient, world: World, call: ControlCall = {}): Promise<Response> {
  const response = await fetch(control.request('followJournal', { world: world.name, ...call }));
  expect(response.status).toBe(200);
  return response;
}

async function idsOf(response: Response, count: number): Promise<readonly string[]> {
  return (await take(readEvents(response), count)).map(({ id }) => id);
}

test('whoever follows gets what the journal holds, then each entry as it is written', async ({
  mock,
  control,
  world,
}) => {
  await send(mock, world, 2);
  const response = await follow(control, world);
  const events = readEvents(response);
  const before = await take(events, 2);
  await send(mock, world, 1);
  const told = [...before, ...(await take(events, 1))];
  const entries = await world.journal.entries();
  expect(told.map(({ id, event }) => [id, event])).toEqual([
    ['1', 'entry'],
    ['2', 'entry'],
    ['3', 'entry'],
  ]);
  expect(told.map(({ data }) => JSON.parse(data) as unknown)).toEqual(entries);
  await events.return();
});

test('the stream is one of events, in UTF-8, and nobody is to store it', async ({ control, world }) => {
  const response = await follow(control, world);
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-store');
  await response.body?.cancel();
});

test.for<[call: ControlCall, ids: string[]]>([
  [{ query: { after: '0' } }, ['1', '2', '3', '4']],
  [{ query: { after: '2' } }, ['3', '4']],
  [{ headers: { 'Last-Event-ID': '3' } }, ['4']],
  [{ query: { after: '1' }, headers: { 'Last-Event-ID': '2' } }, ['3', '4']],
  [{ query: { after: '3' }, headers: { 'Last-Event-ID': '0' } }, ['1', '2', '3', '4']],
  // Three have been written when the client comes: an id beyond them is of a former world, and a wish beyond them stands.
  [{ headers: { 'Last-Event-ID': '57' } }, ['1', '2', '3', '4']],
  [{ query: { after: '1' }, headers: { 'Last-Event-ID': '57' } }, ['1', '2', '3', '4']],
  [{ headers: { 'Last-Event-ID': '3' }, query: { after: '57' } }, ['4']],
])('%j decides where it begins', async ([call, ids], { mock, control, world }) => {
  await send(mock, world, 3);
  const response = await follow(control, world, call);
  await send(mock, world, 1);
  expect(await idsOf(response, ids.length)).toEqual(ids);
});

test('an `after` that is not reached yet is waited for', async ({ mock, control, world }) => {
  const response = await follow(control, world, { query: { after: '2' } });
  await send(mock, world, 3);
  expect(await idsOf(response, 1)).toEqual(['3']);
});

test('more than a page of entries comes whole and in order', async ({ mock, control, world }) => {
  await send(mock, world, 230);
  const ids = await idsOf(await follow(control, world), 230);
  expect(ids).toEqual(Array.from({ length: 230 }, (_, index) => String(index + 1)));
});

test.for<[call: ControlCall, pointer: string, rule: string]>([
  [{ query: { after: '-1' } }, '/query/after', 'minimum'],
  [{ query: { after: 'x' } }, '/query/after', 'type'],
  [{ headers: { 'Last-Event-ID': '-1' } }, '/header/last-event-id', 'pattern'],
  [{ headers: { 'Last-Event-ID': '1'.repeat(16) } }, '/header/last-event-id', 'pattern'],
])('%j is refused', async ([call, pointer, rule], { control, world }) => {
  const { body } = await control.call('followJournal', { world: world.name, ...call });
  expect(body).toMatchObject({ code: 'REQUEST_INVALID', violations: [{ pointer, rule }] });
});

test.for(['dropWorld', 'resetWorld'])(
  '%s ends the stream, and every event before it is whole',
  async (id, { mock, control, world }) => {
    await send(mock, world, 1);
    const events = readEvents(await follow(control, world));
    await take(events, 1);
    await control.call(id, { world: world.name });
    expect(await events.next()).toEqual({ done: true, value: undefined });
  },
);

test('whoever comes back to a world that was reset meanwhile misses nothing', async ({ mock, control, world }) => {
  await send(mock, world, 3);
  const events = readEvents(await follow(control, world));
  const last = (await take(events, 3)).at(-1);
  await control.call('resetWorld', { world: world.name });
  expect(await events.next()).toMatchObject({ done: true });
  await send(mock, world, 2);
  const again = await follow(control, world, { headers: { 'Last-Event-ID': String(last?.id) } });
  expect(await idsOf(again, 2)).toEqual(['1', '2']);
});

test('a mock that closes ends the streams and does not wait for anybody', async () => {
  const mock = await createMock({ apis: ['fungame'] });
  const url = `${mock.url}/__signoff/worlds/default/journal/events`;
  const streams = await Promise.all([fetch(url), fetch(url)]);
  await mock.close();
  for (const stream of streams) expect(await readEvents(stream).next()).toMatchObject({ done: true });
});

test('a client that leaves costs the others nothing', async ({ mock, control, world }) => {
  const staying = await follow(control, world);
  const leaving = new AbortController();
  const left = await fetch(control.request('followJournal', { world: world.name }), { signal: leaving.signal });
  leaving.abort();
  await expect(readEvents(left).next()).rejects.toThrow();
  await send(mock, world, 2);
  expect(await idsOf(staying, 2)).toEqual(['1', '2']);
});

test('a client that leaves is followed no more', async ({ bugs }) => {
  const worlds = createWorlds({ store: memoryStore(), seed: () => Promise.resolve() });
  const controls = createControls({ apis: () => [], worlds, fingerprint: String });
  const { journal } = await worlds.open('default');
  const original = { ...journal };
  const isOver = vi.fn();
  const following = vi.spyOn(journal, 'follow').mockImplementation(async function* (after, signal) {
    yield* original.follow(after, signal);
    isOver();
  });
  const onBug = (bug: unknown): unknown => bugs.push(bug);
  const door = createDoor({
    load: () => loadDescription(controlFile),
    controls,
    apis: () => [],
    version: '1',
    host: '127.0.0.1',
    onBug,
  });
  const server = createServer(door.handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on TCP
  const { body } = await fetch(`http://127.0.0.1:${String(port)}/__signoff/worlds/default/journal/events`);
  expect(following).toHaveBeenCalledOnce();
  expect(isOver).not.toHaveBeenCalled();
  await body?.cancel();
  await vi.waitFor(() => expect(isOver).toHaveBeenCalledOnce());
  await door.close();
  worlds.close();
  server.close();
});

test('the answers to the others go on while somebody follows', async ({ mock, control, world }) => {
  const response = await follow(control, world);
  expect((await control.call('health')).body).toMatchObject({ status: 'ok' });
  await send(mock, world, 1);
  expect(await control.call('clearJournal', { world: world.name })).toMatchObject({ status: 204 });
  await send(mock, world, 1);
  expect(await idsOf(response, 2)).toEqual(['1', '2']);
});

test('HEAD of what may be followed is answered at once', async ({ mock, world }) => {
  const { status, head, body } = await sendRaw(mock, `HEAD /__signoff/worlds/${world.name}/journal/events HTTP/1.1`, [
    'Host: localhost',
  ]);
  expect([status, body]).toEqual([200, '']);
  expect(head).toMatch(/^Content-Type: text\/event-stream/im);
  expect(head).not.toMatch(/^Content-Length:/im);
});
