import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import { createMock, type LogLine, type Serving } from '../../src/index.js';

const megabyte = 1024 * 1024; // docs/errors.md, BODY_TOO_LARGE
const valid = '{"logout_type":1,"user_id":"ou_7dab8a3d3cdcc9da365777c7ad535d62"}';

const path = '/open-apis/passport/v1/sessions/logout';
const credential = { Authorization: 'Bearer t-7f1bcd13fc57d46bac21793a18e560', 'Content-Type': 'application/json' };

function connectTo(mock: Serving): Socket {
  const { hostname, port } = new URL(mock.url);
  return connect(Number(port), hostname);
}

/** The head of a logout that ends the connection, with further header lines. */
function head(...lines: readonly string[]): string {
  const headers = Object.entries(credential).map(([name, value]) => `${name}: ${value}`);
  return [`POST ${path} HTTP/1.1`, 'Host: x', 'Connection: close', ...headers, ...lines, '', ''].join('\r\n');
}

function chunk(content: string): string {
  return `${Buffer.byteLength(content).toString(16)}\r\n${content}\r\n`;
}

async function expectServed(mock: Serving): Promise<void> {
  const response = await fetch(mock.url + path, { method: 'POST', headers: credential, body: valid });
  expect(response.status).toBe(200);
}

test.each(['declared', 'chunked'])('a body of exactly 1 MB, %s, is read', async (kind) => {
  await using mock = await createMock({ apis: ['feishu'] });
  const body = valid.padEnd(megabyte);
  const socket = connectTo(mock);
  if (kind === 'declared') socket.write(head(`Content-Length: ${megabyte}`) + body);
  else {
    socket.write(head('Transfer-Encoding: chunked'));
    socket.write(chunk(body.slice(0, megabyte / 2)) + chunk(body.slice(megabyte / 2)) + chunk(''));
  }
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
});

test('a body declared one byte over 1 MB gets 413 before any of it is sent', async () => {
  await using mock = await createMock({ apis: ['feishu'] });
  const socket = connectTo(mock);
  socket.write(head(`Content-Length: ${megabyte + 1}`));
  const [first] = (await socket.take(1).toArray()) as [Buffer];
  expect(first.toString()).toMatch(/^HTTP\/1\.1 413 /);
  socket.destroy();
  await expectServed(mock);
});

test.each(['declared', 'chunked'])('a body of one byte over 1 MB, %s, gets 413 problem+json', async (kind) => {
  await using mock = await createMock({ apis: ['feishu'] });
  const body = valid.padEnd(megabyte + 1);
  const socket = connectTo(mock);
  if (kind === 'declared') socket.write(head(`Content-Length: ${megabyte + 1}`) + body);
  else socket.write(head('Transfer-Encoding: chunked') + chunk(body) + chunk(''));
  const [top = '', problem = ''] = (await text(socket)).split('\r\n\r\n');
  expect(top).toMatch(/^HTTP\/1\.1 413 /);
  expect(top).toMatch(/^content-type: application\/problem\+json$/im);
  expect(top).toMatch(/^signoff-reason: \{/im);
  expect(JSON.parse(problem)).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE' });
  await expectServed(mock);
});

test('after a 413 the connection says that it closes, or serves the next request', { timeout: 5000 }, async () => {
  await using mock = await createMock({ apis: ['feishu'] });
  const socket = connectTo(mock);
  const keepAlive = head('Transfer-Encoding: chunked').replace('Connection: close\r\n', '');
  socket.write(keepAlive + chunk(valid.padEnd(2 * megabyte)) + chunk(''));
  socket.write(head(`Content-Length: ${valid.length}`) + valid);
  const answers = await text(socket);
  const [first = ''] = answers.split('\r\n\r\n');
  const closes = /^connection: close$/im.test(first);
  expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(closes ? ['HTTP/1.1 413'] : ['HTTP/1.1 413', 'HTTP/1.1 200']);
});

test('a body in many small chunks is one body', async () => {
  await using mock = await createMock({ apis: ['feishu'] });
  const socket = connectTo(mock);
  socket.write(head('Transfer-Encoding: chunked'));
  for (const character of valid) socket.write(chunk(character));
  socket.write(chunk(''));
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
});

/** A logout of this size, with a terminal type in every second byte that does not exist. */
function bodyOfViolations(size: number, logoutType = 1): string {
  const start = `{"logout_type":${logoutType},"user_id":"u","terminal_type":[0`;
  return `${start}${',0'.repeat(Math.floor((size - start.length - 2) / 2))}]}`;
}

test.each([
  ['a known logout_type', 1],
  ['an unknown logout_type', 9],
])('a megabyte of violations beside %s is answered within two seconds', async (_, logoutType) => {
  await using mock = await createMock({ apis: ['feishu'] });
  // The sizes grow, so that a mock that takes too long fails at a small one and does not stand still for hours.
  for (const size of [megabyte / 64, megabyte / 32, megabyte / 16, megabyte / 4, megabyte]) {
    const body = bodyOfViolations(size, logoutType);
    const before = performance.now();
    const response = await fetch(mock.url + path, { method: 'POST', headers: credential, body });
    expect(performance.now() - before).toBeLessThan(2000);
    expect(await response.json()).toMatchObject({ code: 1080001 });
  }
  await expectServed(mock);
});

test('thousands of violations are told of in brief', async () => {
  const lines: LogLine[] = [];
  await using mock = await createMock({ apis: ['feishu'], onRequest: (line) => lines.push(line) });
  const body = bodyOfViolations(megabyte / 128);
  await (await fetch(mock.url + path, { method: 'POST', headers: credential, body })).text();
  await vi.waitFor(() => expect(lines).toHaveLength(1));
  expect(lines[0]?.why.length).toBeLessThan(10_000);
});
