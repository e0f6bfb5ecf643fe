import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createMock, type Mock, type MockOptions } from '../../src/index.js';
import { trackConnections } from '../../src/mock/connections.js';

async function open(options: MockOptions = {}): Promise<{ mock: Mock; bugs: unknown[] }> {
  const bugs: unknown[] = [];
  const mock = await createMock({ onBug: (error) => bugs.push(error), ...options });
  onTestFinished(() => mock.close());
  return { mock, bugs };
}

/** A client that keeps its own half open whatever the mock does. */
async function connectTo({ url }: Pick<Mock, 'url'>): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

async function answered(socket: Socket, request: string): Promise<void> {
  socket.write(request);
  await once(socket, 'data');
}

const unfinished = 'POST /user/logout HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf';

test('a request that does not come to its end keeps no mock from closing: it is refused', async () => {
  const { mock, bugs } = await open();
  const socket = await connectTo(mock);
  socket.write(unfinished);
  await answered(await connectTo(mock), 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'); // the other one has arrived by then
  const came = text(socket);
  await mock.close();
  expect(await came).toMatch(/^HTTP\/1\.1 503 [^]*"code":"STOPPING"/);
  expect(bugs).toEqual([]);
});

test('an answer that never comes keeps no server from closing beyond the deadline', async () => {
  const server = createServer();
  const connections = trackConnections(server, { refuse: () => undefined, deadline: 50 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = await connectTo({ url: `http://127.0.0.1:${port}` });
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(server, 'request');
  const closed = once(server, 'close');
  server.close();
  connections.end();
  await closed;
});

test.each([
  ['a client that never closes its half', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['whoever follows a journal', 'GET /__signoff/worlds/default/journal/events HTTP/1.1\r\nHost: localhost\r\n\r\n'],
])('%s does not delay closing', async (_, request) => {
  const { mock } = await open();
  await answered(await connectTo(mock), request);
  const start = performance.now();
  await mock.close();
  expect(performance.now() - start).toBeLessThan(2000);
});

test.each([
  ['malformed', 'hello\r\n\r\n'],
  ['a CONNECT', 'CONNECT other:1 HTTP/1.1\r\nHost: other:1\r\n\r\n'],
])('a refused client that stays (%s) costs no descriptor for long', async (_, request) => {
  const { mock } = await open();
  const socket = await connectTo(mock);
  await answered(socket, request);
  // Its own half is open still: only the mock's end can end the connection, and a write then finds that out.
  await vi.waitFor(
    () => {
      socket.write('x');
      expect(socket.destroyed).toBe(true);
    },
    { timeout: 5000, interval: 50 },
  );
});
