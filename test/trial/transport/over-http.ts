import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Answer, Call, Handler } from './answer.js';
import { listen, type Listening } from './listen.js';

/** Serves a handler with `node:http`, connections kept alive. */
export function overHttp(handler: Handler): Promise<Listening> {
  return listen(createServer((request, response) => void serve(request, response, handler)));
}

async function serve(request: IncomingMessage, response: ServerResponse, handler: Handler): Promise<void> {
  write(response, await handler(await readCall(request)));
}

/** A request of `node:http` or Express in the words of the trial. */
export async function readCall(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(`http://trial.invalid${request.url ?? '/'}`);
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: Buffer.concat(chunks).toString('utf8'),
    socket: request.socket,
  };
}

export function write(response: ServerResponse, answer: Answer): void {
  if (answer.status === 0) {
    response.socket?.destroy();
    return;
  }
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  if (!response.hasHeader('content-length') && answer.status !== 204) {
    response.setHeader('Content-Length', Buffer.byteLength(answer.body));
  }
  response.end(answer.body);
}
