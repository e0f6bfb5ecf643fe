import fc, { type Arbitrary } from 'fast-check';
import { connect } from 'node:net';
import { test } from 'vitest';
import { documented } from './api-requests.js';
import { fuzz, fuzzTime } from './budget.js';
import { deadline, overdue, type Came, type Sent } from './client.js';
import { watchMock } from './watched-mock.js';

test('whatever bytes come, every connection ends', { timeout: fuzzTime }, async () => {
  await using watched = await watchMock();
  const { port } = new URL(watched.mock.url);
  let count = 0;
  await fuzz({
    share: 0.05,
    sent: () => count + watched.client.sent(),
    arbitrary: fc.array(bytes(), { minLength: 1, maxLength: 12, size: 'max' }),
    attempt: (connections) =>
      watched.attempt(async () => {
        watched.secrets.add('token', (await watched.mock.issue({ api: 'fungame' })).token);
        // The others can be told by the names before them only, which may be broken here.
        const sending = connections.map(async (text) => {
          count += 1;
          const came = await exchange(Number(port), Buffer.from(watched.secrets.expand(text), 'latin1'));
          for (const reply of came) watched.judge(reply);
        });
        await Promise.all(sending);
        await watched.send({
          method: 'POST',
          path: '/user/logout',
          headers: [['Authorization', 'Bearer {token:0}']],
        });
      }),
  });
});

/** Requests with bytes changed, as text in which every character is a byte. */
function bytes(): Arbitrary<string> {
  const change = fc.oneof(
    fc
      .tuple(fc.nat({ max: 600 }), fc.constantFrom('\r', '\n', '\0', ' ', ':', '\r\n', '\r\n\r\n', '%', '\xff', ','))
      .map(insert),
    fc.tuple(fc.nat({ max: 600 }), fc.string({ maxLength: 5 })).map(insert),
    fc.tuple(fc.nat({ max: 600 }), fc.nat({ max: 30 })).map(
      ([at, length]) =>
        (text: string) =>
          text.slice(0, at) + text.slice(at + length),
    ),
    fc.nat({ max: 600 }).map((at) => (text: string) => text.slice(0, at)),
    fc
      .constantFrom(
        'Transfer-Encoding: chunked\r\n',
        'Transfer-Encoding: gzip, chunked\r\n',
        'Content-Length: 5\r\n',
        'Content-Length: -1\r\n',
        'Expect: 100-continue\r\n',
        'Upgrade: h2c\r\nConnection: Upgrade\r\n',
        'Connection: close\r\n',
        `X: ${'x'.repeat(17_000)}\r\n`,
        ' folded\r\n',
      )
      .map((line) => (text: string) => text.replace('\r\n', `\r\n${line}`)),
    fc
      .constantFrom('HTTP/1.0', 'HTTP/2.0', 'HTTP/1.2', 'http/1.1', '')
      .map((version) => (text: string) => text.replace('HTTP/1.1', version)),
    fc
      .constantFrom('CONNECT', 'post', 'PRI', 'TRACE', 'HEAD', 'GET', 'QUERY', '')
      .map((method) => (text: string) => text.replace('POST', method)),
  );
  const written = documented().map(write);
  return fc
    .tuple(fc.array(written, { minLength: 1, maxLength: 3 }), fc.array(change, { maxLength: 4 }))
    .map(([requests, changes]) => changes.reduce((text, one) => one(text), requests.join('')));
}

function insert([at, inserted]: [number, string]): (text: string) => string {
  return (text) => text.slice(0, at) + inserted + text.slice(at);
}

function write({ method, path, headers, body = '' }: Sent): string {
  const fields = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `${method} ${path} HTTP/1.1\r\nHost: x\r\n${fields}Content-Length: ${String(body.length)}\r\n\r\n${body}`;
}

// The client says everything, and that it has nothing more to say; then the server has to come to an end.
function exchange(port: number, bytes: Buffer): Promise<readonly Came[]> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1' });
    const timer = setTimeout(() => {
      socket.destroy();
      resolve([{ kind: 'broken', why: overdue }]);
    }, deadline);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => undefined); // the server may hang up on what it cannot read
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(readReplies(Buffer.concat(chunks).toString()));
    });
    socket.end(bytes);
  });
}

// As far as the answers can be told apart: one to a HEAD announces a body that does not come. None at all is right, too.
function readReplies(text: string): readonly Came[] {
  const [all, status, head = ''] =
    /^(?:HTTP\/1\.1 100 Continue\r\n\r\n)*HTTP\/1\.1 (\d{3}) .*?\r\n(.*?)\r\n\r\n/s.exec(text) ?? [];
  if (all === undefined) return [];
  const headers = head.split('\r\n').flatMap((line) => line.split(/: (.*)/s).slice(0, 2));
  const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
  const rest = Buffer.from(text.slice(all.length));
  const body = rest.subarray(0, length).toString();
  const reply: Came = {
    kind: 'reply',
    status: Number(status),
    headers,
    body: body.startsWith('HTTP/1.1 ') ? '' : body,
  };
  return [reply, ...readReplies(rest.subarray(length).toString())];
}
