import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fetchText } from '../../src/description/fetch-text.js';
import { refusalOf } from '../support/refusal.js';

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

test('gives the text, and where it was after all redirects', async () => {
  const base = await serve((request, response) => {
    if (request.url === '/api') return response.writeHead(307, { Location: 'v1/api.yaml' }).end();
    return response.end('openapi: 3.1.0');
  });
  const { text, address } = await fetchText(new URL('/api', base));
  expect(text).toBe('openapi: 3.1.0');
  expect(address.href).toBe(`${base}/v1/api.yaml`);
});

test('unpacks what is compressed', async () => {
  const base = await serve((_, response) => {
    response.setHeader('Content-Encoding', 'gzip').end(gzipSync('openapi: 3.1.0'));
  });
  expect((await fetchText(new URL(base))).text).toBe('openapi: 3.1.0');
});

test('an address that redirects without end is not reached', async () => {
  const base = await serve((_, response) => response.writeHead(302, { Location: '/' }).end());
  const refusal = await refusalOf(fetchText(new URL(base)));
  expect(refusal.code).toBe('DESCRIPTION_UNREACHABLE');
  expect(refusal.message).toContain('redirects more than 20 times');
});

test('a redirect leads to a server, not to a file', async () => {
  const base = await serve((_, response) => response.writeHead(302, { Location: 'file:///etc/hosts' }).end());
  const refusal = await refusalOf(fetchText(new URL(base)));
  expect(refusal.message).toContain('it redirects to file:');
});

test.each([
  [404, 'answered 404 Not Found, not 200.'],
  [401, 'Download the file with the credentials that it needs, and give its path.'],
])('an answer with %i is none', async (status, message) => {
  const base = await serve((_, response) => response.writeHead(status).end('openapi: 3.1.0'));
  const refusal = await refusalOf(fetchText(new URL('/a.yaml', base)));
  expect(refusal.code).toBe('DESCRIPTION_NOT_FOUND');
  expect(refusal.message).toContain(`${base}/a.yaml answered ${String(status)}`);
  expect(refusal.message).toContain(message);
});

test('a web page is no description', async () => {
  const base = await serve((_, response) => response.end('\n<!DOCTYPE html><title>openapi: 3.1.0</title>'));
  const refusal = await refusalOf(fetchText(new URL('/docs', base)));
  expect(refusal.code).toBe('DESCRIPTION_UNREADABLE');
  expect(refusal.message).toBe(
    `${base}/docs is a web page, no description. Give the address of the YAML or JSON file itself.`,
  );
});

test('what is larger than the limit is not read to its end, also where it is small before it is unpacked', async () => {
  const base = await serve((request, response) => {
    if (request.url === '/packed')
      return response.setHeader('Content-Encoding', 'gzip').end(gzipSync(Buffer.alloc(3e6)));
    response.on('error', () => undefined);
    return void response.write(Buffer.alloc(3e6)); // and never an end
  });
  for (const path of ['/', '/packed']) {
    const refusal = await refusalOf(fetchText(new URL(path, base), { size: 1e6 }));
    expect(refusal.code).toBe('DESCRIPTION_UNREADABLE');
    expect(refusal.message).toContain('is larger than 1 MB');
  }
});

test('nobody waits longer than the limit for a whole answer', async () => {
  const base = await serve((request, response) => {
    if (request.url === '/half') response.write('openapi:');
  });
  for (const path of ['/', '/half']) {
    const refusal = await refusalOf(fetchText(new URL(path, base), { timeout: 50 }));
    expect(refusal.code).toBe('DESCRIPTION_UNREACHABLE');
    expect(refusal.message).toContain('no whole answer within 0.05 s');
  }
});

test('a server that is not there, or breaks off, is not reached', async () => {
  const base = await serve((_, response) => {
    response.writeHead(200, { 'Content-Length': '100' }).write('openapi:', () => response.destroy());
  });
  expect((await refusalOf(fetchText(new URL(base)))).code).toBe('DESCRIPTION_UNREACHABLE');
  const [server] = servers;
  await new Promise((resolve) => server?.close(resolve));
  const refusal = await refusalOf(fetchText(new URL(base)));
  expect(refusal.code).toBe('DESCRIPTION_UNREACHABLE');
  expect(refusal.message).toContain('ECONNREFUSED');
});

test('goes through the proxy of the environment, which is named where it fails', async () => {
  const seen: unknown[] = [];
  const proxy = await serve((request, response) => {
    seen.push(request.url);
    response.end('openapi: 3.1.0');
  });
  vi.stubEnv('HTTP_PROXY', proxy);
  expect((await fetchText(new URL('http://docs.test/a.yaml'))).text).toBe('openapi: 3.1.0');
  expect(seen).toEqual(['http://docs.test/a.yaml']);

  vi.stubEnv('HTTPS_PROXY', proxy.replace('http://', 'http://me:secret@'));
  const refusal = await refusalOf(fetchText(new URL('https://docs.test/a.yaml'), { timeout: 5000 }));
  expect(refusal.message).toContain(`through the proxy ${new URL(proxy).host}: `);
  expect(refusal.message).not.toContain('secret');
});

test('user and password go to their own origin only, and into no message', async () => {
  const seen: unknown[] = [];
  const other = await serve((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(404).end();
  });
  const base = await serve((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(302, { Location: request.url === '/a' ? '/b' : `${other}/c?token=secret` }).end();
  });
  const refusal = await refusalOf(fetchText(new URL('/a', base.replace('//', '//me:secret@'))));
  const basic = `Basic ${Buffer.from('me:secret').toString('base64')}`;
  expect(seen).toEqual([basic, basic, undefined]);
  expect(refusal.message).toBe(`${other}/c answered 404 Not Found, not 200.`);
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}
