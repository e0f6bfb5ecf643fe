import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { send, type Tell } from '../../src/check/send.js';

let server: Server | undefined;

afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

const post: Tell = (spec, base) => spec.post(`${base}/p`);

test('an exchange holds the request as it was told and the answer as it came', async () => {
  const base = await serve((_request, response) => response.writeHead(201, { 'X-A': ['1', '2'] }).end('héllo'));
  const sent = await send((spec) => spec.post(`${base}/p`).withHeaders('X-B', 'b').withBody('{"a": 1}'), {
    base,
    timeout: 5000,
  });
  expect(sent).toMatchObject({
    kind: 'answered',
    exchange: {
      request: { method: 'POST', url: `${base}/p`, headers: { 'X-B': 'b' }, body: '{"a": 1}' },
      reply: { status: 201, headers: { 'x-a': ['1', '2'] }, body: Buffer.from('héllo') },
    },
  });
});

test('a POST without a body says Content-Length: 0 and names no media type', async () => {
  let headers: object = {};
  const base = await serve((request, response) => {
    ({ headers } = request);
    response.end();
  });
  await send(post, { base, timeout: 5000 });
  expect(headers).toMatchObject({ 'content-length': '0' });
  expect(headers).not.toHaveProperty('content-type');
  expect(headers).not.toHaveProperty('accept');
});

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
])('a body in %s is decoded', async (encoding, encode) => {
  const base = await serve((_request, response) =>
    response.writeHead(200, { 'Content-Encoding': encoding }).end(encode(Buffer.from('text'))),
  );
  const sent = await send(post, { base, timeout: 5000 });
  expect(sent).toMatchObject({ kind: 'answered', exchange: { reply: { body: Buffer.from('text') } } });
});

test('a server that says nothing has timed out, also when it dribbles', async () => {
  const base = await serve((_request, response) => {
    const drip = setInterval(() => response.write('.'), 10);
    response.on('close', () => clearInterval(drip));
  });
  expect(await send(post, { base, timeout: 100 })).toMatchObject({ kind: 'timed-out', request: { method: 'POST' } });
});

test.each<[string, RequestListener]>([
  ['hangs up', (request) => request.socket.destroy()],
  [
    'cuts its body off',
    (_request, response) => {
      response.writeHead(200, { 'Content-Length': 100 }).write('a', () => response.destroy());
    },
  ],
  [
    'lies about its encoding',
    (_request, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('no'),
  ],
])('a server that %s gave no whole answer', async (_, listener) => {
  const base = await serve(listener);
  expect(await send(post, { base, timeout: 5000 })).toMatchObject({ kind: 'hung-up', request: { method: 'POST' } });
});

test('where nobody listens, nobody can be reached', async () => {
  const base = await serve(() => undefined);
  await new Promise((resolve) => server?.close(resolve));
  expect(await send(post, { base, timeout: 5000 })).toMatchObject({ kind: 'unreachable' });
});

test('redirects are not followed', async () => {
  const base = await serve((_request, response) => response.writeHead(307, { Location: '/elsewhere' }).end());
  expect(await send(post, { base, timeout: 5000 })).toMatchObject({
    kind: 'answered',
    exchange: { reply: { status: 307 } },
  });
});

test.each(['Upgrade: x\r\nConnection: Upgrade\r\n', ''])(
  'another protocol that nobody asked for is an answer with its status, and ends the connection (%j)',
  async (headers) => {
    const base = await serve(() => undefined);
    let isClosed = false;
    server?.on('connection', (socket) => {
      socket.on('close', () => (isClosed = true));
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headers}\r\n`);
    });
    const sent = await send(post, { base, timeout: 5000 });
    expect(sent).toMatchObject({ kind: 'answered', exchange: { reply: { status: 101 } } });
    await expect.poll(() => isClosed).toBe(true);
  },
);

test('raw deflate is decoded as well', async () => {
  const base = await serve((_request, response) =>
    response.writeHead(200, { 'Content-Encoding': 'deflate' }).end(deflateRawSync('text')),
  );
  expect(await send(post, { base, timeout: 5000 })).toMatchObject({
    kind: 'answered',
    exchange: { reply: { body: Buffer.from('text') } },
  });
});
