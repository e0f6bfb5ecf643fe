import { once, setMaxListeners } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { Awaitable } from '../awaitable.js';
import type { Fault, Plan } from '../state/queue.js';
import type { Handled, Reply } from './incoming.js';

/** An answer on its way. */
interface Delivery {
  readonly response: ServerResponse;
  readonly reply: Reply;
  readonly plan: Plan;
  /** Headers of every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** Ends every delay, so that whoever waits is answered before the mock closes. */
  readonly closing: AbortSignal;
}

export interface DeliverOptions {
  /** Ends every delay, so that whoever waits is answered before the mock closes. */
  readonly closing: AbortSignal;
  /** Headers of every answer. @default none */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Writes an answer to the socket, the way it was planned to travel. The only place that writes one. */
export function deliver(
  response: ServerResponse,
  { reply, plan = {} }: Handled,
  { closing, headers = {} }: DeliverOptions,
): Awaitable<void> {
  const delivery = { response, reply, plan, closing, headers };
  return plan.delay === undefined ? depart(delivery) : wait(plan.delay, delivery).then(() => depart(delivery));
}

function depart(delivery: Delivery): Awaitable<void> {
  const { response, plan } = delivery;
  if (hasLeft(response)) return;
  return plan.fault === undefined ? send(delivery) : spoilers[plan.fault](delivery);
}

const spoilers: Readonly<Record<Fault, (delivery: Delivery) => Awaitable<void>>> = {
  reset: async ({ response }) => void (await ownSocket(response))?.resetAndDestroy(),
  empty: async ({ response }) => (await ownSocket(response))?.destroySoon(),
  cut,
  slow: sendSlowly,
  'content-type': send, // the wrong label is in the headers already
};

function send(delivery: Delivery): Awaitable<void> {
  const { response, reply } = delivery;
  if (reply.stream !== undefined) return stream(delivery, reply.stream);
  writeHead(delivery);
  response.end(reply.body);
}

function writeHead({ response, reply: { status, headers, body = '' }, headers: common }: Delivery): void {
  const fields: (string | number)[] = []; // a list: to merge objects of them took a fifteenth of a request
  // RFC 9110 section 8.6
  if (status !== 204 && status !== 304) fields.push('Content-Length', Buffer.byteLength(body));
  for (const name in common) if (headers[name] === undefined) fields.push(name, common[name] ?? '');
  for (const name in headers) fields.push(name, headers[name] ?? '');
  response.writeHead(status, fields);
}

async function cut(delivery: Delivery): Promise<void> {
  const { response, reply } = delivery;
  const socket = await ownSocket(response);
  if (socket === undefined) return;
  const bytes = Buffer.from(reply.body ?? '');
  writeHead(delivery);
  response.flushHeaders();
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => socket.destroySoon());
}

async function sendSlowly(delivery: Delivery): Promise<void> {
  const { response, reply, plan, closing } = delivery;
  const { duration = 1000 } = plan;
  const bytes = Buffer.from(reply.body ?? '');
  if (bytes.length === 0) {
    await wait(duration, delivery);
    if (!hasLeft(response)) await send(delivery);
    return;
  }
  writeHead(delivery);
  response.flushHeaders();
  const start = performance.now();
  const pieces = Math.min(bytes.length, Math.max(Math.floor(duration), 2)); // no timer is finer than a millisecond
  for (let piece = 1; piece <= pieces; piece += 1) {
    const due = start + (duration * piece) / pieces;
    while (performance.now() < due && !closing.aborted && !hasLeft(response))
      await wait(due - performance.now(), delivery);
    if (hasLeft(response)) return;
    const [from = 0, to] = [piece - 1, piece].map((count) => Math.floor((bytes.length * count) / pieces));
    response.write(bytes.subarray(from, to));
  }
  response.end();
}

async function stream(
  { response, reply, closing, headers }: Delivery,
  source: NonNullable<Reply['stream']>,
): Promise<void> {
  const over = new AbortController();
  const stopListening = onceOver(response, closing, () => over.abort());
  response.writeHead(reply.status, { ...headers, ...reply.headers });
  if (response.req.method === 'HEAD') {
    stopListening();
    response.end();
    return;
  }
  response.flushHeaders();
  try {
    for await (const text of source(over.signal)) {
      // A reader that is slower than the source is waited for.
      if (!response.write(text)) await once(response, 'drain', { signal: over.signal }).catch(() => undefined);
    }
  } finally {
    stopListening();
  }
  if (response.writableNeedDrain)
    response.destroy(); // whoever stopped reading would keep the mock from closing
  else response.end();
}

// The answers to earlier requests of the connection come first; until then it is not this answer's.
async function ownSocket(response: ServerResponse): Promise<Socket | undefined> {
  const { socket } = response.req;
  if (response.socket === null && !socket.destroyed) {
    await new Promise<void>((resolve) => {
      response.once('socket', resolve);
      socket.once('close', resolve);
    });
    await setImmediate(); // right behind the bytes of another answer, a reset looks like their end
  }
  return response.socket ?? undefined;
}

// An answer that waits for its turn is not told that its client went away. A mock that closes may have answered already.
function hasLeft(response: ServerResponse): boolean {
  return response.destroyed || response.writableEnded || response.req.socket.destroyed;
}

function wait(milliseconds: number, { response, closing }: Delivery): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => {
        stopListening();
        resolve();
      },
      Math.min(milliseconds, 2 ** 31 - 1),
    ); // what a timer takes at most
    const stopListening = onceOver(response, closing, () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Calls back once, as soon as the client has left or the mock closes. @returns what takes that back. */
function onceOver(response: ServerResponse, closing: AbortSignal, callback: () => void): () => void {
  const { socket } = response.req;
  const stopListening = (): void => {
    socket.off('close', end);
    closing.removeEventListener('abort', end);
  };
  const end = (): void => {
    stopListening();
    callback();
  };
  setMaxListeners(0, closing); // any number of answers may wait
  socket.on('close', end);
  closing.addEventListener('abort', end);
  if (closing.aborted || socket.destroyed) end();
  return stopListening;
}
