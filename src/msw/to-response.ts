import { HttpResponse } from 'msw';
import type { Handled, Reply } from '../mock/incoming.js';
import type { Plan } from '../state/queue.js';

/** Makes an answer into a `Response` that travels the way it was planned to, as far as a `Response` can go wrong. */
export async function toResponse({ reply, plan = {} }: Handled, method: string): Promise<Response> {
  const { delay = 0, fault } = plan;
  if (delay > 0) await wait(delay);
  if (fault === 'reset' || fault === 'empty') return HttpResponse.error();
  const { body } = reply;
  const bytes = typeof body === 'object' ? Uint8Array.from(body) : new TextEncoder().encode(body);
  const init = { status: reply.status, headers: headersOf(reply, bytes.length) };
  const isEmpty = hasNoBody(reply.status) || method === 'HEAD' || bytes.length === 0;
  return new HttpResponse(isEmpty ? null : bodyOf(bytes, plan), init);
}

function bodyOf(
  bytes: Uint8Array<ArrayBuffer>,
  { fault, duration = 1000 }: Plan,
): Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> {
  if (fault === 'cut') return cut(bytes);
  return fault === 'slow' ? slow(bytes, duration) : bytes;
}

function headersOf({ status, headers }: Reply, length: number): Record<string, string> {
  const hasLength = status !== 204 && status !== 304; // RFC 9110 section 8.6
  return { ...(hasLength && { 'Content-Length': String(length) }), ...headers };
}

// A `Response` of these can have none (Fetch standard).
function hasNoBody(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}

function cut(bytes: Uint8Array): ReadableStream<Uint8Array> {
  const half = Math.floor(bytes.length / 2);
  return streamOf([bytes.subarray(0, half)], 0, (controller) => {
    controller.error(new TypeError('The connection was closed before the whole body came.'));
  });
}

// Browsers have no timer finer than this many milliseconds.
const tick = 5;

function slow(bytes: Uint8Array, duration: number): ReadableStream<Uint8Array> {
  const count = Math.min(bytes.length, Math.max(Math.floor(duration / tick), 1));
  const at = (piece: number): number => Math.floor((bytes.length * piece) / count);
  const pieces = Array.from({ length: count }, (_, piece) => bytes.subarray(at(piece), at(piece + 1)));
  return streamOf(pieces, duration / count, (controller) => {
    controller.close();
  });
}

type Controller = ReadableStreamDefaultController<Uint8Array>;

function streamOf(
  pieces: readonly Uint8Array[],
  pause: number,
  end: (controller: Controller) => void,
): ReadableStream<Uint8Array> {
  const left = [...pieces];
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = left.shift();
      if (piece === undefined) {
        end(controller);
        return;
      }
      await wait(pause);
      controller.enqueue(piece);
    },
  });
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
