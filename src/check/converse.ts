import { request as requestHttp, type Agent, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { ReceivedReply, SentRequest } from '../exchange.js';
import { connectionFor } from '../proxy.js';
import { toReply } from './read-reply.js';
import type { SendOptions } from './send.js';
import { toFailure, TooLate, type Sent } from './sent.js';
import { listenForUpgrade } from './watch-upgrade.js';

/** A request told to the byte, for what Pactum cannot send: with these headers and Host, and no others. */
export interface BareRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came of one request of a conversation. */
export interface Turn {
  readonly sent: Sent;
  /** Whether it went over the connection of the request before. */
  readonly isOnSame: boolean;
}

/** Sends requests one after the other, over one connection as long as the server keeps it; ends with the first without an answer. */
export async function converse(
  requests: readonly BareRequest[],
  { base, timeout }: SendOptions,
): Promise<readonly Turn[]> {
  const agent = connectionFor(base, timeout);
  const turns: Turn[] = [];
  try {
    for (const request of requests) {
      const turn = await take(request, { base, timeout, agent });
      turns.push(turn);
      if (turn.sent.kind !== 'answered') break;
    }
    return turns;
  } finally {
    agent.destroy();
  }
}

async function take(
  request: BareRequest,
  { base, timeout, agent }: SendOptions & { readonly agent: Agent },
): Promise<Turn> {
  const { method, path, headers, body } = request;
  const url = new URL(base + path);
  const shown: SentRequest = {
    method,
    url: url.href,
    headers: ofTheTeller(headers),
    ...(body !== undefined && { body }),
  };
  const start = url.protocol === 'https:' ? requestHttps : requestHttp;
  const started = performance.now();
  // Told before any other header, as clients do.
  const told = start(url, { method, agent, setHost: false, headers: { Host: url.host, ...headers } });
  for (const name of ['Content-Length', 'Transfer-Encoding', 'Connection']) {
    if (headers[name] === undefined) told.removeHeader(name);
  }
  try {
    const reply = await new Promise<ReceivedReply>((resolve, reject) => {
      const timer = setTimeout(() => told.destroy(new TooLate()), timeout);
      told.once('close', () => clearTimeout(timer));
      told.once('error', reject);
      listenForUpgrade(told, (answer) => resolve(toReply(answer, new Uint8Array())));
      told.once('response', (answer) => {
        readWhole(answer).then(resolve, reject);
      });
      told.end(body);
    });
    const exchange = { request: shown, reply };
    return { sent: { kind: 'answered', exchange, duration: performance.now() - started }, isOnSame: told.reusedSocket };
  } catch (error) {
    return { sent: toFailure(error, shown, timeout), isOnSame: told.reusedSocket };
  }
}

async function readWhole(answer: IncomingMessage): Promise<ReceivedReply> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer) chunks.push(chunk as Uint8Array); // Node.js' own, without an encoding set
  return toReply(answer, Buffer.concat(chunks));
}

// What a client such as curl adds by itself need not be told to it.
function ofTheTeller(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const own = headers['User-Agent']?.startsWith('curl/') === true ? ['User-Agent', 'Accept', 'Content-Length'] : [];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !own.includes(name)));
}
