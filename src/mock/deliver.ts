import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Fault, Plan } from '../state/queue.js';
import type { Handled, Reply } from './incoming.js';

/**
 * Writes an answer to the socket, the way it was planned to travel. The only place that writes one.
 * @param closing ends every delay, so that whoever waits is answered before the mock closes.
 */
export async function deliver(
  response: ServerResponse,
  { reply, plan = {} }: Handled,
  closing: AbortSignal,
): Promise<void> {
  if (plan.delay !== undefined) await wait(plan.delay, closing);
  if (response.destroyed) return; // the client went away
  if (plan.fault !== undefined) await breaks[plan.fault](response, reply, plan, closing);
  else if (reply.stream !== undefined) await stream(response, reply, reply.stream, closing);
  else send(response, reply);
}

type Break = (response: ServerResponse, reply: Reply, plan: Plan, closing: AbortSignal) => void | Promise<void>;

const breaks: Readonly<Record<Fault, Break>> = {
  reset: ({ socket }) => {
    socket?.resetAndDestroy();
  },
  empty: ({ socket }) => {
    socket?.destroySoon();
  },
  cut,
  slow: (response, reply, { duration = 1000 }, closing) => sendSlowly(response, reply, duration, closing),
  'content-type': (response, reply) =>
    send(response, { ...reply, headers: { ...reply.headers, 'Content-Type': 'text/html; charset=utf-8' } }),
};

function send(response: ServerResponse, reply: Reply): void {
  writeHead(response, reply, Buffer.byteLength(reply.body ?? ''));
  response.end(reply.body);
}

function writeHead(response: ServerResponse, { status, headers }: Reply, length: number): void {
  const hasLength = status !== 204 && status !== 304; // RFC 9110 section 8.6
  response.writeHead(status, { ...(hasLength && { 'Content-Length': length }), ...headers });
}

// An answer without a body announces one all the same, or there would be nothing to cut.
function cut(response: ServerResponse, { body = '', ...reply }: Reply): void {
  const bytes = Buffer.from(body === '' ? '{}' : body);
  const { socket } = response;
  writeHead(
    response,
    { ...reply, status: reply.status === 204 || reply.status === 304 ? 200 : reply.status },
    bytes.length,
  );
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => socket?.destroySoon());
}

async function sendSlowly(
  response: ServerResponse,
  reply: Reply,
  duration: number,
  closing: AbortSignal,
): Promise<void> {
  const bytes = Buffer.from(reply.body ?? '');
  writeHead(response, reply, bytes.length);
  response.flushHeaders();
  const pause = duration / Math.max(bytes.length, 1);
  for (const byte of bytes) {
    await wait(pause, closing);
    if (response.destroyed) return;
    response.write(Uint8Array.of(byte));
  }
  response.end();
}

async function stream(
  response: ServerResponse,
  reply: Reply,
  source: (signal: AbortSignal) => AsyncIterable<string>,
  closing: AbortSignal,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  response.writeHead(reply.status, reply.headers);
  response.flushHeaders();
  for await (const text of source(AbortSignal.any([gone.signal, closing]))) {
    // A reader that is slower than the source is waited for.
    if (!response.write(text))
      await new Promise<void>((resolve) => response.once('drain', resolve).once('close', resolve));
  }
  response.end();
}

async function wait(milliseconds: number, closing: AbortSignal): Promise<void> {
  if (closing.aborted) return;
  await setTimeout(milliseconds, undefined, { signal: closing }).catch(() => undefined);
}
