import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { createMock, type Entry, type LogLine, type Mock } from '../../src/index.js';

const feishu = '/open-apis/passport/v1/sessions/logout';
const token = 't-7f1bcd13fc57d46bac21793a18e560';
const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
const limit = 16 * 1024;

async function lastEntry(mock: Mock): Promise<Entry> {
  const entry = (await mock.journal.entries()).at(-1);
  if (entry === undefined) throw new Error('The journal is empty.');
  return entry;
}

test('an exchange is written down as it was, its secrets left out', async () => {
  const lines: LogLine[] = [];
  const now = Date.UTC(2026, 8, 11, 8);
  await using mock = await createMock({ now: () => now, onRequest: (line) => lines.push(line) });
  const body = '{"logout_type":1,"user_id":"ou_7dab8a3d3cdcc9da365777c7ad535d62","logout_reason":34}';
  await fetch(`${mock.url}${feishu}?user_id_type=open_id&a=%20b`, { method: 'POST', headers, body });
  const entry = await lastEntry(mock);
  expect(entry).toEqual({
    id: 1,
    time: '2026-09-11T08:00:00.000Z',
    milliseconds: expect.any(Number) as number,
    world: 'default',
    api: 'feishu',
    operation: 'logout',
    request: {
      method: 'POST',
      path: feishu,
      query: 'user_id_type=open_id&a=+b',
      headers: expect.objectContaining({
        authorization: [expect.stringMatching(/^Bearer masked:[\da-f]{8}$/)],
        'content-type': ['application/json'],
        host: [new URL(mock.url).host],
      }) as Entry['request']['headers'],
      body,
    },
    reply: {
      status: 200,
      headers: expect.objectContaining({
        'Content-Type': 'application/json; charset=utf-8',
      }) as Entry['reply']['headers'],
      body: '{"code":0,"msg":"success","data":{}}',
    },
    answer: 'success',
    why: '1 session ended',
  });
  expect(lines).toStrictEqual([
    {
      method: 'POST',
      path: feishu,
      status: 200,
      answer: 'success',
      why: '1 session ended',
      milliseconds: entry.milliseconds,
    },
  ]);
});

test('what was not there is not written down', async () => {
  await using mock = await createMock();
  await fetch(`${mock.url}/nowhere?`);
  const { api, operation, request, reply, answer, fault } = await lastEntry(mock);
  expect([api, operation, answer, fault]).toEqual([undefined, undefined, 'no operation', undefined]);
  expect(Object.keys(request).sort()).toEqual(['headers', 'method', 'path']);
  expect(reply).not.toHaveProperty('bodyTruncated');
});

test('headers that came twice are both there, and so is one called __proto__', async () => {
  await using mock = await createMock();
  const { hostname, port } = new URL(mock.url);
  const socket = connect(Number(port), hostname);
  const head = ['GET /nowhere HTTP/1.1', 'Host: x', 'X-One: a', 'x-one: b', '__proto__: c', 'Connection: close'];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  await text(socket);
  const { request } = await lastEntry(mock);
  expect(request.headers['x-one']).toEqual(['a', 'b']);
  expect(Object.getOwnPropertyDescriptor(request.headers, '__proto__')?.value).toEqual(['c']);
});

test('ids and reasons that only sound like secrets are kept', async () => {
  await using mock = await createMock();
  const body = JSON.stringify({
    logout_type: 2,
    idp_credential_id: 'user@xxx.xx',
    user_id: 'e33ggbyz',
    open_id: 'ou_1',
    logout_reason: 34,
    token_type: 'Bearer',
  });
  await fetch(`${mock.url}${feishu}`, { method: 'POST', headers, body });
  const { request, reply } = await lastEntry(mock);
  expect(request.body).toBe(body);
  expect(reply.body).toBe('{"code":0,"msg":"success","data":{}}');
});

test.each([
  ['as long as what is kept', limit, limit, undefined],
  ['longer than that', limit + 1, limit, true],
  ['of almost 1 MB', 1_000_000, limit, true],
])('a body %s', async (_, length, kept, truncated) => {
  await using mock = await createMock();
  await fetch(`${mock.url}${feishu}`, { method: 'POST', headers, body: 'a'.repeat(length) });
  const { request } = await lastEntry(mock);
  expect([request.body?.length, request.bodyTruncated]).toEqual([kept, truncated]);
});

test('a body that is too large to be read is not kept', async () => {
  await using mock = await createMock();
  await fetch(`${mock.url}${feishu}`, { method: 'POST', headers, body: 'a'.repeat(10 * 1024 * 1024 + 1) });
  const { request, reply } = await lastEntry(mock);
  expect([request.body, reply.status]).toEqual([undefined, 413]);
});

test('why a request was refused is not told at any length', async () => {
  await using mock = await createMock();
  const name = 'n'.repeat(200_000);
  const body = JSON.stringify({ logout_type: 1, user_id: { [name]: 1 }, terminal_type: [{ [name]: 1 }] });
  await fetch(`${mock.url}${feishu}`, { method: 'POST', headers, body });
  expect((await lastEntry(mock)).why.length).toBeLessThanOrEqual(limit);
});

test('of a body that is no text nothing is kept, and that is said', async () => {
  await using mock = await createMock();
  const body = Uint8Array.from([0x61, 0xff, 0xfe, 0x00, 0x62]);
  await fetch(`${mock.url}${feishu}`, { method: 'POST', headers, body });
  const { request } = await lastEntry(mock);
  expect([request.body, request.bodyTruncated]).toEqual([undefined, true]);
});

test('megabytes of anything are masked about as quickly as they are read', async () => {
  await using mock = await createMock();
  for (const unit of ['"\\"', '"token":"', 'token=', '[', '%25']) {
    const body = unit.repeat(Math.floor(1_000_000 / unit.length));
    const reply = await fetch(`${mock.url}/nowhere`, { method: 'POST', body, signal: AbortSignal.timeout(5000) });
    expect(reply.status).toBe(404);
  }
});
