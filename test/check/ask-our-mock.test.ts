import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { askOurMock } from '../../src/check/ask-our-mock.js';
import { createMock } from '../../src/index.js';

async function start(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

function serveJson(health: unknown, fixtures: unknown): RequestListener {
  return (request, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(request.url === '/__signoff/health' ? health : { fixtures }));
  };
}

test('a mock of ours tells what a check of its API needs, also below a path', async () => {
  await using mock = await createMock();
  expect(await askOurMock(mock.url, 'fungame')).toMatchObject({ expiredTokens: ['expired-token'] });
  expect(await askOurMock(`${mock.url}/feishu`, 'feishu')).toHaveProperty('sids');
  expect(await askOurMock(mock.url, 'petshop')).toEqual({});
});

test('who answers as ours would says what is sent, and gives no command to run', async () => {
  const url = await start(
    serveJson(
      { apis: ['mine'] },
      { tokenCommand: 'echo t', tokens: 7, credentials: { key: 'k' }, operations: { get: { path: 1 } }, url: 'x' },
    ),
  );
  expect(await askOurMock(url, 'mine')).toEqual({ credentials: { key: 'k' } });
});

test.each([
  ['a page for every path', (_: unknown, response) => response.end('<html>')],
  ['an empty 404', (_: unknown, response) => response.writeHead(404).end()],
  ['a redirect', (_: unknown, response) => response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end()],
  ['a closed connection', (request) => request.socket.destroy()],
  ['other JSON', serveJson([1], {})],
] satisfies [string, RequestListener][])('nothing comes of a server that answers %s', async (_, listener) => {
  expect(await askOurMock(await start(listener), 'mine')).toEqual({});
});

test('other machines are not asked', async () => {
  expect(await askOurMock('http://mock.invalid', 'mine')).toEqual({});
});
