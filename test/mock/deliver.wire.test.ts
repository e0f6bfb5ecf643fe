import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createMock, type Mock } from '../../src/index.js';
import { connectTo, exchange, last, receive, request } from './wire.js';

const faults = ['reset', 'empty', 'cut', 'slow', 'content-type'] as const;
const large = 'x'.repeat(300_000);

const bugs: unknown[] = [];
let folder: string;
let mock: Mock<string>;

beforeAll(async () => {
  const text = (example: string): object => ({ description: 'text', content: { 'text/plain': { example } } });
  const responses = { 200: text('0123456789'), 204: { description: 'nothing' }, 304: { description: 'the same' } };
  const [get, head] = ['Get', 'Head'].map((operationId) => ({ operationId, responses }));
  const paths = {
    '/text': { get, head },
    '/large': { get: { operationId: 'Large', responses: { 200: text(large) } } },
    '/one': { get: { operationId: 'One', responses: { 200: text('1') } } },
    '/refused': { get: { operationId: 'Refused', responses: { 401: { description: 'who are you?' } } } },
  };
  folder = await mkdtemp(join(tmpdir(), 'signoff-'));
  await writeFile(
    join(folder, 'texts.json'),
    JSON.stringify({ openapi: '3.1.0', info: { title: 'Texts', version: '1' }, paths }),
  );
  mock = await createMock({ apis: [join(folder, 'texts.json')], onBug: (error) => bugs.push(error) });
});

afterAll(async () => {
  await mock.close();
  await rm(folder, { recursive: true });
  expect(bugs).toEqual([]);
});

beforeEach(() => mock.reset());

const get = request('GET /text');
const getLast = last('GET /text');
const whole = /^HTTP\/1\.1 200 OK\r\n(?:.+\r\n)+\r\n0123456789$/;

/** The answers in what came, in their order. */
function answersIn(text: string): readonly string[] {
  return text.split(/(?=HTTP\/1\.1 )/).filter((answer) => answer !== '');
}

function headOf(answer: string): string {
  return answer.split('\r\n\r\n', 1)[0] ?? '';
}

function bodyOf(answer: string): string {
  return answer.slice(headOf(answer).length + 4);
}

test('reset: not a byte comes, and the connection is reset', async () => {
  await mock.next('Get', { fault: 'reset' });
  expect(await exchange(mock, getLast)).toEqual({ text: '', end: 'ECONNRESET' });
});

test('empty: not a byte comes, and the connection is closed properly', async () => {
  await mock.next('Get', { fault: 'empty' });
  expect(await exchange(mock, getLast)).toEqual({ text: '', end: 'closed' });
});

test.each([
  ['Get', '/text', '01234', 10],
  ['One', '/one', '', 1],
  ['Large', '/large', large.slice(0, 150_000), 300_000],
])('cut: of %s half of the bytes come, and all are announced', async (operation, path, half, length) => {
  await mock.next(operation, { fault: 'cut' });
  const { text, end } = await exchange(mock, request(`GET ${path}`));
  expect(headOf(text)).toContain(`\r\nContent-Length: ${String(length)}\r\n`);
  expect([bodyOf(text) === half, end]).toEqual([true, 'closed']);
});

test.each([
  ['a 401 without a body', 'Refused', '/refused', {}, 401],
  ['a 204', 'Get', '/text', { status: 204 }, 200],
  ['a 304', 'Get', '/text', { status: 304 }, 200],
])('cut: %s announces a body all the same, since there has to be something to cut', async (...row) => {
  const [, operation, path, plan, status] = row;
  await mock.next(operation, { ...plan, fault: 'cut', ...(operation === 'Refused' && { status: 401 }) });
  const { text, end } = await exchange(mock, request(`GET ${path}`));
  expect(headOf(text)).toMatch(new RegExp(`^HTTP/1\\.1 ${String(status)} `));
  expect(headOf(text)).toContain('\r\nContent-Length: 2\r\n');
  expect([bodyOf(text), end]).toEqual(['{', 'closed']);
  expect(await mock.journal.entries()).toMatchObject([{ fault: 'cut', reply: { status, body: '{}' } }]);
});

test('slow: the bytes come one by one, over the whole time', async () => {
  await mock.next('Get', { fault: 'slow', duration: 300 });
  const socket = connectTo(mock);
  const times: number[] = [];
  const start = performance.now();
  socket.on('data', () => times.push(performance.now() - start));
  socket.write(getLast);
  expect((await receive(socket)).text).toMatch(whole);
  expect(times.length).toBeGreaterThan(5); // the head and ten bytes, some of which may arrive together
  expect(times.at(-1)).toBeGreaterThanOrEqual(300);
  expect(times[0]).toBeLessThan(200); // the head does not wait
});

test('slow: a large body comes in pieces, so that it takes no longer than a small one', async () => {
  await mock.next('Large', { fault: 'slow', duration: 100 });
  const start = performance.now();
  const { text } = await exchange(mock, last('GET /large'));
  expect([bodyOf(text) === large, performance.now() - start < 5000]).toEqual([true, true]);
});

test.each([204, 304])('slow: a %i has no body to wait for, so the head waits', async (status) => {
  await mock.next('Get', { status, fault: 'slow', duration: 200 });
  const start = performance.now();
  const { text } = await exchange(mock, getLast);
  expect(performance.now() - start).toBeGreaterThanOrEqual(199);
  expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${String(status)} `));
  expect(bodyOf(text)).toBe('');
});

test.each([{ delay: 50 }, { fault: 'slow', duration: 50 }, { fault: 'content-type' }] as const)(
  'a connection goes on after %j',
  async (plan) => {
    await mock.next('Get', plan);
    const { text, end } = await exchange(mock, get, get, getLast);
    expect([answersIn(text).map(bodyOf), end]).toEqual([['0123456789', '0123456789', '0123456789'], 'closed']);
  },
);

test.each(['cut', 'empty', 'reset'] as const)(
  '%s ends a connection, and what waits on it is not answered',
  async (fault) => {
    await mock.next('Get', { fault });
    const { text } = await exchange(mock, get, getLast);
    expect(text).toMatch(fault === 'cut' ? /^HTTP\/1\.1 200 [^]*\r\n\r\n01234$/ : /^$/);
    expect((await mock.journal.entries()).map((entry) => entry.fault)).toEqual([fault, undefined]);
    expect((await exchange(mock, getLast)).text).toMatch(whole);
  },
);

test.each([
  ['a delayed one', { delay: 100 }],
  ['a slow one', { fault: 'slow', duration: 100 }],
] as const)('what is sent in one go is answered in order: every fault waits for %s', async (_, first) => {
  for (const fault of faults) {
    await mock.next('Get', first);
    await mock.next('Get', { fault, ...(fault === 'slow' && { duration: 20 }) });
    const { text, end } = await exchange(mock, get, getLast);
    const [before = '', after = ''] = answersIn(text);
    expect([fault, before]).toEqual([fault, expect.stringMatching(whole)]);
    expect([fault, end]).toEqual([fault, fault === 'reset' ? 'ECONNRESET' : 'closed']);
    const bodies = { reset: '', empty: '', cut: '01234', slow: '0123456789', 'content-type': '0123456789' };
    expect([fault, bodyOf(after)]).toEqual([fault, bodies[fault]]);
  }
});

test.each([
  ['reset', /^$/, 'ECONNRESET'],
  ['empty', /^$/, 'closed'],
  ['cut', /^HTTP\/1\.1 200 OK\r\n[^]*Content-Length: 10\r\n[^]*\r\n\r\n$/, 'closed'],
  ['slow', /^HTTP\/1\.1 200 OK\r\n[^]*Content-Length: 10\r\n[^]*\r\n\r\n$/, 'closed'],
  ['content-type', /^HTTP\/1\.1 200 OK\r\n[^]*text\/html[^]*\r\n\r\n$/, 'closed'],
] as const)('HEAD: %s', async (fault, text, end) => {
  await mock.next('Head', { fault, ...(fault === 'slow' && { duration: 20 }) });
  expect(await exchange(mock, last('HEAD /text'))).toEqual({ text: expect.stringMatching(text) as string, end });
  expect((await exchange(mock, getLast)).text).toMatch(whole);
});
