import { once } from 'node:events';
import { Agent, request, type ClientRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startMockCli, type RunningCli } from '../support/cli.js';

const queue = '/__signoff/worlds/default/queue';
const journal = '/__signoff/worlds/default/journal';

/** What became of a request: a whole answer, no connection, or half an answer. */
type Fate =
  { kind: 'answered'; status: number; body: string } | { kind: 'refused' } | { kind: 'cut'; received: string };

/** Posts on a connection of its own. */
function post(url: string, headers: Record<string, string> = {}, body = ''): Promise<Fate> {
  return new Promise((resolve) => {
    const all = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), ...headers };
    const sent = request(url, { method: 'POST', headers: all, agent: false }, (response) => {
      let received = `${String(response.statusCode)} `;
      response.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
      response.on('error', () => undefined); // told by what follows
      response.on('close', () => {
        resolve(response.complete ? toAnswer(response, received) : { kind: 'cut', received });
      });
    });
    sent.on('error', () => {
      const { bytesRead = 0 } = sent.socket ?? {};
      resolve(bytesRead === 0 ? { kind: 'refused' } : { kind: 'cut', received: `${bytesRead} bytes` });
    });
    sent.end(body);
  });
}

function toAnswer({ statusCode = 0 }: IncomingMessage, received: string): Fate {
  return { kind: 'answered', status: statusCode, body: received.slice(4) };
}

async function startMock(args: readonly string[] = []): Promise<RunningCli> {
  const mock = await startMockCli(['--log', 'none', ...args]);
  onTestFinished(async () => {
    await mock.stop();
  });
  return mock;
}

async function countEntries(url: string, operation: string): Promise<number> {
  const page = (await (await fetch(`${url}${journal}?operation=${operation}&limit=1000`)).json()) as { entries: [] };
  return page.entries.length;
}

test('SIGTERM amid 500 requests: each is answered whole or refused before it began, and it exits with 0', async () => {
  const mock = await startMock();
  const plan = JSON.stringify({ operation: 'LogOut', delay: 60_000, times: 250 });
  expect(await post(mock.url + queue, {}, plan)).toMatchObject({ body: '{"planned":250}' });
  const waiting = Array.from({ length: 250 }, () => post(`${mock.url}/user/logout`));
  await vi.waitFor(async () => expect(await countEntries(mock.url, 'LogOut')).toBe(250), 15_000);

  const path = `${mock.url}/open-apis/passport/v1/sessions/logout`;
  const underWay = Array.from({ length: 250 }, () => post(path));
  await Promise.race(underWay); // so that it stops while most of them are not answered yet
  const code = await mock.stop();

  expect(code).toBe(0);
  for (const fate of await Promise.all(waiting)) expect(fate).toEqual({ kind: 'answered', status: 401, body: '' });
  const fates = await Promise.all(underWay);
  const answer = { kind: 'answered', status: 400, body: expect.stringMatching(/^\{"code":99991661,.*\}$/) as string };
  for (const fate of fates) expect([{ kind: 'refused' }, answer]).toContainEqual(fate);
  expect(fates.filter(({ kind }) => kind === 'answered').length).toBeGreaterThan(0);
  expect(await post(path)).toEqual({ kind: 'refused' });
});

test('answers that wait are not announced as a leak', async () => {
  const mock = await startMock(['fungame']);
  await post(mock.url + queue, {}, JSON.stringify({ operation: 'LogOut', delay: 60_000, times: 50 }));
  const waiting = Array.from({ length: 50 }, () => post(`${mock.url}/user/logout`));
  await vi.waitFor(async () => expect(await countEntries(mock.url, 'LogOut')).toBe(50), 15_000);
  expect(await mock.stop()).toBe(0);
  expect(new Set((await Promise.all(waiting)).map(({ kind }) => kind))).toEqual(new Set(['answered']));
  expect(mock.output.stderr).toBe('');
});

test('neither followers of a journal nor connections without a request keep it from stopping', async () => {
  const mock = await startMock();
  const { hostname, port } = new URL(mock.url);
  const events = await answerOf(request(`${mock.url}${journal}/events`, { agent: false }));
  let seen = '';
  events.setEncoding('utf8').on('data', (chunk: string) => (seen += chunk));
  const idle = new Agent({ keepAlive: true });
  (await answerOf(request(`${mock.url}/user/logout`, { method: 'POST', agent: idle }))).resume();
  await once(idle, 'free'); // answered, and kept open for another request
  const silent = connect(Number(port), hostname);
  const halfAsked = connect(Number(port), hostname);
  await Promise.all([once(silent, 'connect'), once(halfAsked, 'connect')]);
  halfAsked.write('POST /user/logout HTTP/1.1\r\nHost: ');
  await vi.waitFor(() => expect(seen).toContain('"operation":"LogOut"'));
  const closed = Promise.all([events, silent, halfAsked].map(closeOf));

  const stopping = performance.now();
  expect(await mock.stop()).toBe(0);
  expect(performance.now() - stopping).toBeLessThan(3000);
  await closed;
  expect(events.complete).toBe(true);
  idle.destroy();
});

async function answerOf(sent: ClientRequest): Promise<IncomingMessage> {
  const [answer] = (await once(sent.end(), 'response')) as [IncomingMessage];
  return answer;
}

// Whoever has not asked a whole question may be hung up on.
function closeOf(stream: Readable): Promise<void> {
  return new Promise((resolve) => {
    stream
      .on('error', () => undefined)
      .on('close', resolve)
      .resume();
  });
}

test('a slow answer under way when it is told to stop comes whole', async () => {
  const mock = await startMock(['fungame']);
  const plan = { operation: 'LogOut', example: 'loggedOut', fault: 'slow', duration: 60_000 };
  await post(mock.url + queue, {}, JSON.stringify(plan));
  const asked = request(`${mock.url}/user/logout`, { method: 'POST', agent: false });
  const body = text(await answerOf(asked)); // the head has come, most of the body has not
  expect(await mock.stop()).toBe(0);
  expect(JSON.parse(await body)).toMatchObject({ StatusCode: 200 });
});
