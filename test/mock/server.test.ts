import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { createMock, UserError, type Mock } from '../../src/index.js';

const path = '/open-apis/passport/v1/sessions/logout';
const good = '{"logout_type":1,"user_id":"ou_7dab8a3d3cdcc9da365777c7ad535d62"}';
const credential = { Authorization: 'Bearer t-7f1bcd13fc57d46bac21793a18e560', 'Content-Type': 'application/json' };

function connectTo({ url }: Pick<Mock, 'url'>): Socket {
  const { hostname, port } = new URL(url);
  return connect(Number(port), hostname);
}

async function statusOf(url: string, body = good): Promise<number> {
  const response = await fetch(url + path, { method: 'POST', headers: credential, body });
  await response.text();
  return response.status;
}

const close = 'Host: x\r\nConnection: close\r\n';

test.each([
  ['words', 'hello world\r\n\r\n', 400],
  ['an empty line and words', '\r\n\r\nhello\r\n\r\n', 400],
  ['a TLS handshake', Buffer.from('160301020001000001fc0303', 'hex'), 400],
  ['HTTP/2 with prior knowledge', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['an unknown method', `LOGOUT /user/logout HTTP/1.1\r\n${close}\r\n`, 400],
  ['a method in lower case', `post /user/logout HTTP/1.1\r\n${close}\r\n`, 400],
  ['an unknown version', `POST /user/logout HTTP/9.9\r\n${close}\r\n`, 400],
  ['a blank in the path', `POST /user logout HTTP/1.1\r\n${close}\r\n`, 400],
  ['bytes beyond ASCII in the path', Buffer.from(`GET /\x9b31m HTTP/1.1\r\n${close}\r\n`, 'latin1'), 400],
  ['a header without a colon', `POST /user/logout HTTP/1.1\r\n${close}Authorization\r\n\r\n`, 400],
  ['a control character in a header', `POST /user/logout HTTP/1.1\r\n${close}X: a\0b\r\n\r\n`, 400],
  ['a Content-Length that is no number', `POST ${path} HTTP/1.1\r\n${close}Content-Length: x\r\n\r\n`, 400],
  ['two lengths', `POST ${path} HTTP/1.1\r\n${close}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`, 400],
  [
    'a length and chunks',
    `POST ${path} HTTP/1.1\r\n${close}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
  ],
  ['a malformed chunk', `POST ${path} HTTP/1.1\r\n${close}Transfer-Encoding: chunked\r\n\r\nZZ\r\n`, 400],
  ['a header of 20,000 bytes', `POST ${path} HTTP/1.1\r\n${close}X: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ['a path of 20,000 bytes', `POST /${'x'.repeat(20_000)} HTTP/1.1\r\n${close}\r\n`, 431],
  ['20,000 bytes of headers', `POST ${path} HTTP/1.1\r\n${close}${`X: ${'x'.repeat(50)}\r\n`.repeat(400)}\r\n`, 431],
  ['no Host', 'POST /user/logout HTTP/1.1\r\nConnection: close\r\n\r\n', 400], // RFC 9112 section 3.2
])('%s is no HTTP/1.1 and gets problem+json, and the server lives on', async (_, bytes, status) => {
  const bugs: unknown[] = [];
  await using mock = await createMock({ onBug: (error) => bugs.push(error) });
  const socket = connectTo(mock);
  socket.write(bytes);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(head).toMatch(/^content-type: application\/problem\+json$/im);
  expect(JSON.parse(body)).toMatchObject({ status, code: 'REQUEST_MALFORMED' });
  expect(bugs).toEqual([]);
  expect(await statusOf(mock.url)).toBe(200);
});

test.each([
  ['CONNECT', `CONNECT example.com:443 HTTP/1.1\r\n${close}\r\n`],
  ['an unknown expectation', `POST /user/logout HTTP/1.1\r\n${close}Expect: the-unexpected\r\n\r\n`],
])('%s is HTTP/1.1 and is answered: refused, with problem+json', async (_, bytes) => {
  await using mock = await createMock();
  const socket = connectTo(mock);
  socket.write(bytes);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 [45]\d\d /);
  expect(head).toMatch(/^content-type: application\/problem\+json$/im);
  expect(JSON.parse(body)).toMatchObject({ status: Number(head.split(' ', 2)[1]) });
});

test('a malformed HEAD is answered without a body (RFC 9110 section 9.3.2)', async () => {
  await using mock = await createMock();
  const socket = connectTo(mock);
  socket.write(`HEAD /user/logout HTTP/1.1\r\n${close}Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n`);
  const [head = '', body] = (await text(socket)).split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 400 /);
  expect(body).toBe('');
});

test('a client that asks for a tunnel and is gone before the answer breaks nothing', async () => {
  const uncaught: unknown[] = [];
  const onUncaught = (error: unknown): unknown => uncaught.push(error);
  process.on('uncaughtException', onUncaught);
  const mock = await createMock();
  for (let times = 0; times < 10; times += 1) {
    const socket = connectTo(mock);
    await once(socket, 'connect');
    socket.write(`CONNECT example.com:443 HTTP/1.1\r\n${close}\r\n`);
    setImmediate(() => socket.resetAndDestroy());
    await once(socket, 'close');
    expect(await statusOf(mock.url)).toBe(200);
  }
  await mock.close();
  process.off('uncaughtException', onUncaught);
  expect(uncaught).toEqual([]);
});

test('an upgrade that nobody offers is ignored (RFC 9110 section 7.8)', async () => {
  await using mock = await createMock();
  const socket = connectTo(mock);
  const lines = ['Host: x', 'Connection: Upgrade, close', 'Upgrade: websocket'];
  socket.write([`POST /user/logout HTTP/1.1`, ...lines, '', ''].join('\r\n'));
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 401 /);
});

test('a port in use is PORT_IN_USE and names the port', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const failure = await createMock({ port }).catch((error: unknown) => error);
  other.close();
  expect(failure).toBeInstanceOf(UserError);
  expect(failure).toMatchObject({ code: 'PORT_IN_USE', message: expect.stringContaining(String(port)) as string });
});

test.each([
  ['an address of another machine', '203.0.113.1'], // TEST-NET-3 (RFC 5737): nobody has it
  ['a name that cannot exist', 'no.such.host.invalid'], // RFC 2606
  ['something that is no host', 'not a host'],
])('%s is LISTEN_FAILED and named', async (_, host) => {
  const failure = await createMock({ host }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UserError);
  expect(failure).toMatchObject({ code: 'LISTEN_FAILED', message: expect.stringContaining(host) as string });
});

test.each([-1, 65_536, 1.5])('the impossible port %d is an error of the caller', async (port) => {
  const failure = await createMock({ port }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UserError);
});

test('the address of a mock on IPv6 is a URL', async () => {
  await using mock = await createMock({ host: '::1' });
  expect(mock.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
  expect(await statusOf(mock.url)).toBe(200);
});

test('GET / tells a person what is served', async () => {
  await using mock = await createMock();
  const response = await fetch(`${mock.url}/`);
  expect(response.headers.get('Content-Type')).toBe('text/plain; charset=utf-8');
  expect(response.headers.get('X-Powered-By')).toBe(null);
  const page = await response.text();
  for (const part of ['POST /user/logout', `POST ${path}`, 'sessionGone', '1084001']) expect(page).toContain(part);
});

test('close answers a request under way, refuses new ones and frees the port', { timeout: 10_000 }, async () => {
  const mock = await createMock();
  const socket = connectTo(mock);
  const head = Object.entries(credential).map(([name, value]) => `${name}: ${value}`);
  const length = `Content-Length: ${good.length}`;
  socket.write([`POST ${path} HTTP/1.1`, 'Host: x', ...head, length, 'Expect: 100-continue', '', ''].join('\r\n'));
  await once(socket, 'data'); // 100 Continue: the request is under way
  const closed = mock.close();
  await expect(statusOf(mock.url)).rejects.toThrow();
  socket.write(good);
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
  await closed;
  await using next = await createMock({ port: Number(new URL(mock.url).port) });
  expect(await statusOf(next.url)).toBe(200);
});

test('close answers the second of two requests that came in one go', { timeout: 10_000 }, async () => {
  const mock = await createMock();
  const socket = connectTo(mock);
  const headers = Object.entries(credential).map(([name, value]) => `${name}: ${value}`);
  const head = [`POST ${path} HTTP/1.1`, 'Host: x', ...headers, `Content-Length: ${good.length}`, '', ''].join('\r\n');
  socket.write(head + good + head);
  const answers = text(socket);
  await once(socket, 'readable'); // the first is answered, the second under way
  const closed = mock.close();
  socket.write(good);
  expect((await answers).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200']);
  await closed;
});

test.each([
  ['before its first request', ''],
  ['between two requests', 'POST /user/logout HTTP/1.1\r\nHost: x\r\n\r\n'],
])('close does not wait for a client that is silent %s', { timeout: 10_000 }, async (_, bytes) => {
  const mock = await createMock();
  const socket = connectTo(mock);
  await once(socket, 'connect');
  if (bytes !== '') {
    socket.write(bytes);
    await once(socket, 'data');
  }
  socket.on('error', () => undefined); // a reset ends it as well
  const over = once(socket.resume(), 'close');
  const before = performance.now();
  await mock.close();
  await over;
  expect(performance.now() - before).toBeLessThan(2000);
});
