import { expect, test } from 'vitest';
import { createMock, type Entry, type Mock } from '../../src/index.js';

const success = '{"RequestType":1,"StatusCode":200,"Message":"你已成功退出登录！","Data":{}}';
const sessionGone = '{"RequestType":1,"StatusCode":400,"Message":"退出登录失败！","Data":{}}';

// The answer that is due, and one that is replayed in its place.
const answers = [
  { which: 'the answer that is due', plan: {}, status: 200, body: success },
  { which: 'a planned answer', plan: { example: 'sessionGone' }, status: 400, body: sessionGone },
] as const;

async function logOut(mock: Mock<'fungame'>): Promise<Response> {
  const { token } = await mock.issue();
  return fetch(`${mock.url}/user/logout`, { method: 'POST', headers: { Authorization: `Bearer ${token}` } });
}

/** The code by which `fetch` tells what is wrong with a connection. */
async function codeOf(failing: Promise<unknown>): Promise<unknown> {
  const error = await failing.then(
    () => new Error('Nothing failed.'),
    (thrown: unknown) => thrown,
  );
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? cause.code : error;
}

async function onlyEntry(mock: Mock<'fungame'>): Promise<Entry | undefined> {
  const [entry, ...others] = await mock.journal.entries();
  expect(others).toEqual([]);
  return entry;
}

async function expectServed(mock: Mock<'fungame'>): Promise<void> {
  const reply = await logOut(mock);
  expect([reply.status, await reply.text()]).toEqual([200, success]);
}

test.each(answers)('reset: the connection of $which is reset', async ({ plan }) => {
  await using mock = await createMock({ apis: ['fungame'] });
  await mock.next('LogOut', { ...plan, fault: 'reset' });
  expect(await codeOf(logOut(mock))).toBe('ECONNRESET');
  expect(await onlyEntry(mock)).toMatchObject({ operation: 'LogOut', fault: 'reset', reply: { headers: {} } });
  expect((await onlyEntry(mock))?.reply).toEqual({ headers: {} });
  await expectServed(mock);
});

test.each(answers)('empty: the connection of $which is closed without a byte', async ({ plan }) => {
  await using mock = await createMock({ apis: ['fungame'] });
  await mock.next('LogOut', { ...plan, fault: 'empty' });
  expect(await codeOf(logOut(mock))).toBe('UND_ERR_SOCKET');
  expect((await onlyEntry(mock))?.fault).toBe('empty');
  expect((await onlyEntry(mock))?.reply).toEqual({ headers: {} });
  await expectServed(mock);
});

test.each(answers)('cut: the head of $which comes, its body does not end', async ({ plan, status, body }) => {
  await using mock = await createMock({ apis: ['fungame'] });
  await mock.next('LogOut', { ...plan, fault: 'cut' });
  const reply = await logOut(mock);
  expect([reply.status, reply.headers.get('content-length')]).toEqual([status, String(Buffer.byteLength(body))]);
  expect(await codeOf(reply.text())).toBe('UND_ERR_SOCKET');
  expect(await onlyEntry(mock)).toMatchObject({ fault: 'cut', reply: { status, body } });
  await expectServed(mock);
});

test.each(answers)('slow: the body of $which takes its time, and comes whole', async ({ plan, status, body }) => {
  await using mock = await createMock({ apis: ['fungame'] });
  await mock.next('LogOut', { ...plan, fault: 'slow', duration: 300 });
  const start = performance.now();
  const reply = await logOut(mock);
  const chunks = [];
  for await (const chunk of reply.body ?? []) chunks.push(chunk as Uint8Array);
  expect(performance.now() - start).toBeGreaterThanOrEqual(300);
  expect(chunks.length).toBeGreaterThan(1);
  expect([reply.status, Buffer.concat(chunks).toString()]).toEqual([status, body]);
  expect(await onlyEntry(mock)).toMatchObject({ fault: 'slow', reply: { status, body } });
  await expectServed(mock);
});

test('slow: a second, unless it is told otherwise', async () => {
  await using mock = await createMock({ apis: ['fungame'] });
  await mock.next('LogOut', { fault: 'slow' });
  const start = performance.now();
  expect(await (await logOut(mock)).text()).toBe(success);
  expect(performance.now() - start).toBeGreaterThanOrEqual(1000);
});

test.each(answers)('content-type: $which is labelled text/html', async ({ plan, status, body }) => {
  await using mock = await createMock({ apis: ['fungame'] });
  await mock.next('LogOut', { ...plan, fault: 'content-type' });
  const reply = await logOut(mock);
  expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect([reply.status, await reply.text()]).toEqual([status, body]);
  const { fault, reply: told } = (await onlyEntry(mock)) ?? {};
  expect([fault, told?.headers['Content-Type'], told?.body]).toEqual([
    'content-type',
    'text/html; charset=utf-8',
    body,
  ]);
  await expectServed(mock);
});

test.each(answers)('delay: $which waits', async ({ plan, status, body }) => {
  await using mock = await createMock({ apis: ['fungame'] });
  await mock.next('LogOut', { ...plan, delay: 200 });
  const start = performance.now();
  const reply = await logOut(mock);
  expect(performance.now() - start).toBeGreaterThanOrEqual(199); // timers may be a millisecond early
  expect([reply.status, await reply.text()]).toEqual([status, body]);
  expect(await onlyEntry(mock)).not.toHaveProperty('fault');
  await expectServed(mock);
});

test('a delay goes before a fault', async () => {
  await using mock = await createMock({ apis: ['fungame'] });
  await mock.next('LogOut', { delay: 200, fault: 'empty' });
  const start = performance.now();
  expect(await codeOf(logOut(mock))).toBe('UND_ERR_SOCKET');
  expect(performance.now() - start).toBeGreaterThanOrEqual(199);
});

test('pages of other origins see a cut or mislabelled answer, too', async () => {
  await using mock = await createMock({ apis: ['fungame'] });
  for (const fault of ['cut', 'slow', 'content-type'] as const) {
    await mock.next('LogOut', { fault, ...(fault === 'slow' && { duration: 10 }) });
    const reply = await fetch(`${mock.url}/user/logout`, { method: 'POST', headers: { Origin: 'https://a.example' } });
    expect([fault, reply.headers.get('access-control-allow-origin')]).toEqual([fault, 'https://a.example']);
    await reply.body?.cancel();
  }
});
