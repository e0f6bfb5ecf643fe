import { once, setMaxListeners } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { Fault, Plan } from '../state/queue.js';
import type { Handled, Reply } from './incoming.js';

/** An answer on its way. */
interface Delivery {
  readonly response: ServerResponse;
  readonly reply: Reply;
  readonly plan: Plan;
  /** Ends every delay, so that whoever waits is answered before the mock closes. */
  readonly closing: AbortSignal;
}

/** Writes an answer to the socket, the way it was planned to travel. The only place that writes one. */
export async function deliver(
  response: ServerResponse,
  { reply, plan = {} }: Handled,
  closing: AbortSignal,
): Promise<void> {
  const delivery = { response, reply, plan, closing };
  if (plan.delay !== undefined) await wait(plan.delay, delivery);
  if (hasLeft(response)) return;
  await (plan.fault === undefined ? send(delivery) : spoilers[plan.fault](delivery));
}

const spoilers: Readonly<Record<Fault, (delivery: Delivery) => Promise<void>>> = {
  reset: async ({ response }) => void (await ownSocket(response))?.resetAndDestroy(),
  empty: async ({ response }) => (await ownSocket(response))?.destroySoon(),
  cut,
  slow: sendSlowly,
  'content-type': send, // the wrong label is in the headers already
};

async function send({ response, reply, closing }: Delivery): Promise<void> {
  if (reply.stream !== undefined) return stream(response, reply, { source: reply.stream, closing });
  writeHead(response, reply);
  response.end(reply.body);
}

function writeHead(response: ServerResponse, { status, headers, body = '' }: Reply): void {
  const hasLength = status !== 204 && status !== 304; // RFC 9110 section 8.6
  response.writeHead(status, { ...(hasLength && { 'Content-Length': Buffer.byteLength(body) }), ...headers });
}

async function cut({ response, reply }: Delivery): Promise<void> {
  const socket = await ownSocket(response);
  if (socket === undefined) return;
  const bytes = Buffer.from(reply.body ?? '');
  writeHead(response, reply);
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
  writeHead(response, reply);
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
  response: ServerResponse,
  { status, headers }: Reply,
  { source, closing }: { readonly source: NonNullable<Reply['stream']>; readonly closing: AbortSignal },
): Promise<void> {
  const over = new AbortController();
  const stopListening = onceOver(response, closing, () => over.abort());
  response.writeHead(status, headers);
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

// An answer that waits for its turn is not told that its client went away.
function hasLeft(response: ServerResponse): boolean {
  return response.destroyed || response.req.socket.destroyed;
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
