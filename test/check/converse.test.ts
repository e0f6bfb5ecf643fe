import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { converse, type BareRequest } from '../../src/check/converse.js';

let server: Server | undefined;
const sockets = new Set<Socket>();

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  server?.close();
});

/** Answers each read of a connection with the next text; without one, it says nothing. */
async function serve(...answers: readonly string[]): Promise<{ base: string; seen: string[]; count: () => number }> {
  const seen: string[] = [];
  const left = [...answers];
  let connections = 0;
  const started = createTcpServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      seen.push(data.toString());
      const answer = left.shift();
      if (answer === '') socket.end();
      else if (answer !== undefined) socket.write(answer);
    });
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const { port } = started.address() as AddressInfo;
  return { base: `http://127.0.0.1:${port}`, seen, count: () => connections };
}

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const refused = 'HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n';
const curl = { 'User-Agent': 'curl/8.5.0', Accept: '*/*' };

function post(headers: BareRequest['headers'] = { 'Content-Length': '0' }): BareRequest {
  return { method: 'POST', path: '/user/logout', headers };
}

test('a request goes out as it is told, to the byte', async () => {
  const { base, seen } = await serve(ok);
  const [turn] = await converse([post({ Authorization: 'Bearer t', ...curl })], { base, timeout: 5000 });
  expect(seen).toEqual([
    `POST /user/logout HTTP/1.1\r\nHost: ${new URL(base).host}\r\nAuthorization: Bearer t\r\n` +
      'User-Agent: curl/8.5.0\r\nAccept: */*\r\n\r\n',
  ]);
  expect(turn).toMatchObject({
    isOnSame: false,
    sent: { kind: 'answered', exchange: { reply: { status: 200, body: Buffer.from('ok') } } },
  });
});

test('what curl sends by itself is not shown as told', async () => {
  const { base } = await serve(ok);
  const [turn] = await converse([post({ Authorization: 'Bearer t', ...curl })], { base, timeout: 5000 });
  expect(turn).toMatchObject({ sent: { exchange: { request: { headers: { Authorization: 'Bearer t' } } } } });
});

test('several requests go over one connection', async () => {
  const { base, count } = await serve(ok, refused);
  const turns = await converse([post(), post()], { base, timeout: 5000 });
  expect(turns.map(({ isOnSame }) => isOnSame)).toEqual([false, true]);
  expect(turns).toMatchObject([{}, { sent: { exchange: { reply: { status: 401 } } } }]);
  expect(count()).toBe(1);
});

test('where the server closes the connection the next request takes another one, and says so', async () => {
  const closing = ok.replace('Content-Length', 'Connection: close\r\nContent-Length');
  const { base, count } = await serve(closing, refused);
  const turns = await converse([post(), post()], { base, timeout: 5000 });
  expect(turns.map(({ isOnSame }) => isOnSame)).toEqual([false, false]);
  expect(count()).toBe(2);
});

test('a conversation ends with the first request that is not answered', async () => {
  const { base, seen } = await serve('');
  const turns = await converse([post(), post()], { base, timeout: 5000 });
  expect(turns).toMatchObject([{ sent: { kind: 'hung-up' } }]);
  expect(seen).toHaveLength(1);
});

test('silence ends at the time limit', async () => {
  const { base } = await serve();
  const turns = await converse([post()], { base, timeout: 50 });
  expect(turns).toMatchObject([{ sent: { kind: 'timed-out', message: 'did not answer within 0.05 s' } }]);
});

test('another protocol that nobody asked for is an answer with its status', async () => {
  const { base } = await serve('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n');
  const turns = await converse([post()], { base, timeout: 5000 });
  expect(turns).toMatchObject([{ sent: { kind: 'answered', exchange: { reply: { status: 101 } } } }]);
});

test('a body is sent with the length that it has', async () => {
  const { base, seen } = await serve(ok);
  const request = { ...post({ 'Content-Length': '2' }), body: '{}' };
  await converse([request], { base, timeout: 5000 });
  expect(seen.join('')).toMatch(/\r\n\r\n\{\}$/);
});
