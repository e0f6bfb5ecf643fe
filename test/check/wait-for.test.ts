import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import type { Clock } from '../../src/check/pace.js';
import { waitFor } from '../../src/check/wait-for.js';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  vi.unstubAllEnvs();
});

async function listen(port = 0): Promise<{ port: number; received: string[] }> {
  const received: string[] = [];
  const server = createServer((socket) => socket.on('data', (data) => received.push(String(data))));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, received };
}

async function freePort(): Promise<number> {
  const { port } = await listen();
  await new Promise((resolve) => servers.pop()?.close(resolve));
  return port;
}

// Time passes by waiting only; `onWait` is told how often.
function clockOf(onWait: (count: number) => Promise<unknown>): Clock {
  let time = 0;
  let count = 0;
  return {
    now: () => time,
    wait: async (milliseconds) => {
      time += milliseconds;
      await onWait((count += 1));
    },
  };
}

test('a server that listens already is not waited for, and gets no request', async () => {
  const { port, received } = await listen();
  const clock = clockOf(() => Promise.reject(new Error('waited')));
  await waitFor(`http://127.0.0.1:${port}`, { patience: 1000, clock });
  expect(received).toEqual([]);
});

test('a server that is starting is waited for', async () => {
  const port = await freePort();
  const clock = clockOf(async (count) => (count === 3 ? listen(port) : undefined));
  await expect(waitFor(`http://127.0.0.1:${port}/api`, { patience: 30_000, clock })).resolves.toBeUndefined();
});

test('a server that never starts is unreachable, saying how long was waited', async () => {
  const address = `http://127.0.0.1:${await freePort()}`;
  await expect(waitFor(address, { patience: 2000, clock: clockOf(() => Promise.resolve()) })).rejects.toMatchObject({
    code: 'TARGET_UNREACHABLE',
    message: expect.stringMatching(/^http:\S+ accepted no connection within 2 s: .*ECONNREFUSED/) as string,
  });
});

test('behind a proxy, it is the proxy that is waited for', async () => {
  const { port } = await listen();
  vi.stubEnv('http_proxy', `http://127.0.0.1:${port}`);
  vi.stubEnv('no_proxy', '');
  const clock = clockOf(() => Promise.reject(new Error('waited')));
  await expect(waitFor('http://api.invalid', { patience: 1000, clock })).resolves.toBeUndefined();
});
