import { once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createMock, type Mock } from '../../src/index.js';
import { connectTo, exchange, last, receive, request } from './wire.js';

const minute = 60_000;
const soon = 5000; // milliseconds; much less than a minute, much more than a busy machine needs

const success = '{"RequestType":1,"StatusCode":200,"Message":"你已成功退出登录！","Data":{}}';

async function openMock(): Promise<{ readonly mock: Mock<'fungame'>; readonly bugs: unknown[] }> {
  const bugs: unknown[] = [];
  return { mock: await createMock({ apis: ['fungame'], onBug: (error) => bugs.push(error) }), bugs };
}

async function logOutOf(mock: Mock<'fungame'>): Promise<string> {
  const { token } = await mock.issue();
  return last('POST /user/logout', [`Authorization: Bearer ${token}`]);
}

/** Waits until so many requests stand in the journal: they do before they are answered. */
async function untilAsked(mock: Mock<'fungame'>, count: number): Promise<void> {
  await vi.waitFor(async () => expect(await mock.journal.entries()).toHaveLength(count));
}

async function timeOf(work: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work;
  return performance.now() - start;
}

test.each([
  ['delayed', { delay: minute }],
  ['slow', { fault: 'slow', duration: minute }],
  ['delayed and slow', { delay: minute, fault: 'slow', duration: minute }],
] as const)('a mock that closes answers at once and whole who waits for a %s answer', async (_, plan) => {
  const { mock, bugs } = await openMock();
  await mock.next('LogOut', { ...plan, times: 3 });
  const answers = Promise.all([1, 2, 3].map(async () => exchange(mock, await logOutOf(mock))));
  await untilAsked(mock, 3);
  expect(await timeOf(mock.close())).toBeLessThan(soon);
  expect((await answers).map(({ text }) => text.split('\r\n\r\n')[1])).toEqual([success, success, success]);
  expect(bugs).toEqual([]);
});

test.each(['reset', 'empty', 'cut'] as const)('a mock that closes lets a delayed %s happen at once', async (fault) => {
  const { mock, bugs } = await openMock();
  await mock.next('LogOut', { delay: minute, fault });
  const answer = exchange(mock, await logOutOf(mock));
  await untilAsked(mock, 1);
  expect(await timeOf(mock.close())).toBeLessThan(soon);
  expect((await answer).end).toBe(fault === 'reset' ? 'ECONNRESET' : 'closed');
  expect(bugs).toEqual([]);
});

test.each([
  ['in a delay', { delay: minute }],
  ['in a delay before a fault', { delay: minute, fault: 'cut' }],
  ['in a slow answer', { fault: 'slow', duration: minute }],
] as const)('a client that goes away %s is not waited for', async (_, plan) => {
  const { mock, bugs } = await openMock();
  const [starting, clearing] = [vi.spyOn(globalThis, 'setTimeout'), vi.spyOn(globalThis, 'clearTimeout')];
  onTestFinished(() => void vi.restoreAllMocks());
  await mock.next('LogOut', plan);
  const socket = connectTo(mock);
  socket.write(await logOutOf(mock));
  await untilAsked(mock, 1);
  const timers = (): readonly NodeJS.Timeout[] =>
    starting.mock.results.flatMap(({ value }, index) => {
      const milliseconds = Number(starting.mock.calls[index]?.[1]);
      return milliseconds > 500 ? [value as NodeJS.Timeout] : []; // every byte of a slow answer takes so long
    });
  await vi.waitFor(() => expect(timers()).not.toEqual([]));
  const [timer] = timers();
  socket.resetAndDestroy();
  await vi.waitFor(() => expect(clearing.mock.calls.map(([one]) => one)).toContain(timer));
  expect((await exchange(mock, await logOutOf(mock))).text).toMatch(/^HTTP\/1\.1 200 /);
  expect(await timeOf(mock.close())).toBeLessThan(soon);
  expect(bugs).toEqual([]);
});

test('a client that goes away while its answer waits for a turn is not waited for', async () => {
  const { mock, bugs } = await openMock();
  await mock.next('LogOut', { delay: minute });
  await mock.next('LogOut', { fault: 'reset' });
  await mock.next('LogOut', { fault: 'slow', duration: minute });
  const socket = connectTo(mock);
  const authorization = async (): Promise<string> => `Authorization: Bearer ${(await mock.issue()).token}`;
  for (const line of [1, 2, 3].map(() => 'POST /user/logout')) socket.write(request(line, [await authorization()]));
  await untilAsked(mock, 3);
  socket.resetAndDestroy();
  expect((await exchange(mock, await logOutOf(mock))).text).toMatch(/^HTTP\/1\.1 200 /);
  expect(await timeOf(mock.close())).toBeLessThan(soon);
  expect(bugs).toEqual([]);
});

test('any number of answers may wait at the same time, without a word of warning', async () => {
  const { mock } = await openMock();
  const warnings: string[] = [];
  const note = (warning: Error): number => warnings.push(warning.message);
  process.on('warning', note);
  onTestFinished(() => void process.off('warning', note));
  await mock.next('LogOut', { delay: 100, times: 20 });
  await mock.next('LogOut', { fault: 'slow', duration: 100, times: 20 });
  const answers = await Promise.all(Array.from({ length: 40 }, async () => exchange(mock, await logOutOf(mock))));
  await mock.close();
  expect(answers.map(({ text }) => text.split(' ', 2)[1])).toEqual(answers.map(() => '200'));
  expect(warnings).toEqual([]);
});

test('a follower of the journal who stopped reading does not keep a mock from closing', async () => {
  const { mock, bugs } = await openMock();
  const body = 'a'.repeat(16_000);
  for (let count = 0; count < 500; count += 1) await fetch(`${mock.url}/nowhere`, { method: 'POST', body });
  const socket = connectTo(mock);
  socket.write(last('GET /__signoff/worlds/default/journal/events'));
  await once(socket, 'data');
  socket.pause(); // eight megabytes are more than what fits in between
  expect(await timeOf(mock.close())).toBeLessThan(soon);
  const { text } = await receive(socket.resume());
  expect(text.length).toBeLessThan(500 * body.length);
  expect(bugs).toEqual([]);
});
