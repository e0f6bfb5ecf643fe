import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { createMock, type LogLine, type Serving } from '../../src/index.js';
import { mockOf } from '../support/mock-of.js';

const megabyte = 1024 * 1024;
const limit = 10 * megabyte; // docs/errors.md, BODY_TOO_LARGE
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

test.each(['declared', 'chunked'])('a body of exactly 10 MB, %s, is read', async (kind) => {
  await using mock = await createMock({ apis: ['feishu'] });
  const body = valid.padEnd(limit);
  const socket = connectTo(mock);
  if (kind === 'declared') socket.write(head(`Content-Length: ${limit}`) + body);
  else {
    socket.write(head('Transfer-Encoding: chunked'));
    socket.write(chunk(body.slice(0, limit / 2)) + chunk(body.slice(limit / 2)) + chunk(''));
  }
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
});

test('a body declared one byte over 10 MB gets 413 before any of it is sent', async () => {
  await using mock = await createMock({ apis: ['feishu'] });
  const socket = connectTo(mock);
  socket.write(head(`Content-Length: ${limit + 1}`));
  const [first] = (await socket.take(1).toArray()) as [Buffer];
  expect(first.toString()).toMatch(/^HTTP\/1\.1 413 /);
  socket.destroy();
  await expectServed(mock);
});

test.each(['declared', 'chunked'])('a body of one byte over 10 MB, %s, gets 413 problem+json', async (kind) => {
  await using mock = await createMock({ apis: ['feishu'] });
  const body = valid.padEnd(limit + 1);
  const socket = connectTo(mock);
  if (kind === 'declared') socket.write(head(`Content-Length: ${limit + 1}`) + body);
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
  socket.write(keepAlive + chunk(valid.padEnd(limit + megabyte)) + chunk(''));
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

test.each([
  [4, 4],
  [4, 5],
])('with maxBody: %i a body of %i bytes is read or refused', async (maxBody, size) => {
  await using mock = await mockOf(
    { paths: { '/': { post: { responses: { '200': { description: 'fine' } } } } } },
    { maxBody },
  );
  const response = await fetch(mock.url, { method: 'POST', body: 'x'.repeat(size) });
  expect(response.status).toBe(size > maxBody ? 413 : 200);
});

test('a documented 413 is the answer', async () => {
  const tooLarge = { description: 'no', content: { 'application/json': { example: { code: 7 } } } };
  const responses = { '200': { description: 'fine' }, '413': tooLarge };
  await using mock = await mockOf({ paths: { '/': { post: { responses } } } }, { maxBody: 4 });
  const response = await fetch(mock.url, { method: 'POST', body: '12345' });
  expect([response.status, await response.json()]).toEqual([413, { code: 7 }]);
  expect(JSON.parse(response.headers.get('signoff-reason') ?? '')).toMatchObject({
    rule: 'BODY_TOO_LARGE',
    pointer: '/body',
  });
});

test.each([-1, 1.5, Number.NaN, Infinity])('maxBody: %d is refused', async (maxBody) => {
  await expect(createMock({ apis: ['feishu'], maxBody })).rejects.toMatchObject({ code: 'ARGUMENT_INVALID' });
});

const upload = {
  requestBody: {
    required: true,
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary', minLength: 5 * megabyte } } },
  },
  responses: { '200': { description: 'fine' }, '422': { description: 'too small' } },
};

const folders: string[] = [];

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** A folder for temporary files that is this test's alone. */
async function ownTemporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-'));
  folders.push(folder);
  vi.stubEnv('TMPDIR', folder);
  return folder;
}

/** The files in a folder that this process holds open, also those without a name any more. */
async function openFilesIn(folder: string): Promise<readonly string[]> {
  const links = (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => ''));
  return (await Promise.all(links)).filter((path) => path.startsWith(folder));
}

function startUpload(mock: Serving, size: number): Socket {
  const socket = connectTo(mock);
  const lines = [`Content-Length: ${size}`, 'Content-Type: application/octet-stream', 'Connection: close'];
  socket.write(['POST / HTTP/1.1', 'Host: x', ...lines, '', ''].join('\r\n'));
  return socket;
}

test.skipIf(process.platform !== 'linux')(
  'a large body waits on disk, in a file without a name, and none is left',
  async () => {
    await using mock = await mockOf({ paths: { '/': { post: upload } } });
    const folder = await ownTemporaryFolder();
    const sockets = [startUpload(mock, 6 * megabyte), startUpload(mock, 6 * megabyte)];
    for (const socket of sockets) socket.write(Buffer.alloc(3 * megabyte, 1));
    await vi.waitFor(async () => expect(await openFilesIn(folder)).toHaveLength(2));
    expect(await readdir(folder)).toEqual([]);
    const [finishing, leaving] = sockets as [Socket, Socket];
    leaving.destroy();
    finishing.write(Buffer.alloc(3 * megabyte, 1));
    expect(await text(finishing)).toMatch(/^HTTP\/1\.1 200 /);
    await vi.waitFor(async () => expect(await openFilesIn(folder)).toEqual([]));
  },
);

test('where no temporary file can be written a large body stays in memory', async () => {
  await using mock = await mockOf({ paths: { '/': { post: upload } } });
  vi.stubEnv('TMPDIR', join(await ownTemporaryFolder(), 'nothing', 'here'));
  const socket = startUpload(mock, 6 * megabyte);
  socket.write(Buffer.alloc(6 * megabyte, 1));
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
});

test('a large body comes off the disk as it came', async () => {
  const schema = { type: 'object', properties: { list: { type: 'array', items: { type: 'integer' } } } };
  const requestBody = { content: { 'application/json': { schema } } };
  const responses = { '200': { description: 'fine' }, '400': { description: 'no' } };
  await using mock = await mockOf({ paths: { '/': { post: { requestBody, responses } } } });
  const list = Array.from({ length: 400_000 }, (_, index) => index);
  const send = (value: object): Promise<Response> =>
    fetch(mock.url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) });
  expect((await send({ list })).status).toBe(200);
  const response = await send({ list: [...list, 'x'] });
  expect(JSON.parse(response.headers.get('signoff-reason') ?? '')).toMatchObject({ pointer: '/body/list/400000' });
});
