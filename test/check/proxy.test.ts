import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isLoopback, proxyFor } from '../../src/proxy.js';
import { send } from '../../src/check/send.js';
import type { Sent } from '../../src/check/sent.js';

const servers: Server[] = [];

beforeEach(() => {
  for (const name of ['http_proxy', 'https_proxy', 'no_proxy', 'all_proxy']) {
    vi.stubEnv(name, undefined);
    vi.stubEnv(name.toUpperCase(), undefined);
  }
});

afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

// A proxy that lets everybody into one tunnel, or nobody.
async function startProxy(tunnelTo?: number): Promise<{ port: number; seen: string[] }> {
  const seen: string[] = [];
  const forward: RequestListener = (request, response) => {
    seen.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers['proxy-authorization'] ?? ''}`.trim());
    response.writeHead(401, { Via: '1.1 proxy' }).end();
  };
  const proxy = createServer(forward).on('connect', (request, socket: Socket) => {
    seen.push(`CONNECT ${request.url ?? ''}`);
    if (tunnelTo === undefined) return socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    const there = connect(tunnelTo, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    there.on('error', () => socket.destroy());
    socket.on('error', () => there.destroy());
    return there.pipe(socket).pipe(there);
  });
  return { port: await listen(proxy), seen };
}

function post(base: string): Promise<Sent> {
  return send((spec, address) => spec.post(`${address}/user/logout`), { base, timeout: 5000 });
}

test('HTTP_PROXY is asked for an http address, with its user name and password', async () => {
  const { port, seen } = await startProxy();
  vi.stubEnv('HTTP_PROXY', `http://me:secret@127.0.0.1:${port}`);
  expect(await post('http://api.test:8080/v1')).toMatchObject({
    kind: 'answered',
    exchange: { request: { url: 'http://api.test:8080/v1/user/logout' }, reply: { status: 401 } },
  });
  expect(seen).toEqual([`POST http://api.test:8080/v1/user/logout Basic ${btoa('me:secret')}`]);
});

test('HTTPS_PROXY tunnels, and the certificate of the server still counts', async () => {
  const key = readFileSync('test/fixtures/tls/key.pem');
  const cert = readFileSync('test/fixtures/tls/certificate.pem');
  const { port, seen } = await startProxy(await listen(createTlsServer({ key, cert })));
  vi.stubEnv('https_proxy', `http://127.0.0.1:${port}`);
  expect(await post('https://api.test')).toMatchObject({
    kind: 'unreachable',
    message: expect.stringContaining('self-signed') as string,
  });
  expect(seen).toEqual(['CONNECT api.test:443']);
});

test('a proxy that opens no tunnel is no breach of the server', async () => {
  const { port } = await startProxy();
  vi.stubEnv('https_proxy', `http://127.0.0.1:${port}`);
  expect(await post('https://api.test')).toMatchObject({
    kind: 'unreachable',
    message: 'its proxy gave no way (Bad response: 502)',
  });
});

test.each([
  ['http://api.test', 'api.test'],
  ['http://v1.api.test', '.api.test'],
  ['http://api.test:8080', 'other.test,api.test:8080'],
  ['http://api.test', '*'],
])('%s is reached directly when NO_PROXY is %s', (address, noProxy) => {
  vi.stubEnv('http_proxy', 'http://proxy.test:3128');
  expect(proxyFor(address)).toBe('http://proxy.test:3128');
  vi.stubEnv('NO_PROXY', noProxy);
  expect(proxyFor(address)).toBeUndefined();
});

test.each(['http://127.0.0.1:4010', 'http://127.8.9.1', 'http://[::1]:80', 'http://localhost/a', 'http://LOCALHOST.'])(
  '%s is loopback, and never sent through a proxy',
  (address) => {
    vi.stubEnv('http_proxy', 'http://proxy.test:3128');
    expect(isLoopback(address)).toBe(true);
    expect(proxyFor(address)).toBeUndefined();
  },
);

test.each(['http://localhost.example.com', 'http://127.0.0.1.example.com', 'http://10.0.0.1', 'http://[::2]'])(
  '%s is not loopback',
  (address) => expect(isLoopback(address)).toBe(false),
);
