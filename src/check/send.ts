import pactum from 'pactum';
import type Spec from 'pactum/src/models/Spec.js';
import { Agent, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { ReceivedReply, SentRequest } from '../exchange.js';
import { agentFor } from '../proxy.js';
import { toReply, type IncomingReply } from './read-reply.js';
import { toFailure, TooLate, type Sent } from './sent.js';
import { watchUpgrade } from './watch-upgrade.js';

/** Tells a request in Pactum's words; `base` is the address of the server, without a trailing slash. */
export type Tell = (spec: Spec, base: string) => Spec;

export interface SendOptions {
  readonly base: string;
  /** Milliseconds for the whole exchange. */
  readonly timeout: number;
}

/** Sends one request on a connection of its own, through the proxy of the environment if there is one, and reads the answer whole. */
export async function send(tell: Tell, { base, timeout }: SendOptions): Promise<Sent> {
  pactum.settings.setLogLevel('SILENT'); // process-wide: Pactum would print what we report
  let reply: ReceivedReply | undefined;
  const told: Spec = tell(pactum.spec(), base);
  told.inspect(false).withRequestTimeout(2 * timeout); // of silence only; there is a deadline of our own
  told.expect(({ res }) => {
    const answer = res as unknown as IncomingReply & { readonly buffer: Uint8Array }; // what Pactum hands over
    reply = toReply(answer, answer.buffer);
  });
  // Pactum's `withCore` would copy the agent into a plain object.
  const agent = agentFor(base, timeout) || (base.startsWith('https:') ? new HttpsAgent() : new Agent());
  requestIn(told).core = { agent };
  const end = new AbortController();
  const started = performance.now();
  try {
    const tossed = told.toss().then(() => undefined);
    const upgrade = await Promise.race([tossed, upgradeOf(agent, end.signal), deadline(timeout, end.signal)]);
    if (upgrade !== undefined) reply = toReply(upgrade, new Uint8Array());
    const request = showRequest(told);
    if (reply === undefined) return { kind: 'hung-up', request, message: 'gave no whole answer' };
    return { kind: 'answered', exchange: { request, reply }, duration: performance.now() - started };
  } catch (error) {
    return toFailure(causeOf(error), showRequest(told), timeout);
  } finally {
    end.abort();
    agent.destroy(); // also the connection of a request that is over before its answer is
  }
}

function upgradeOf(agent: Agent, end: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve) => {
    const unwatch = watchUpgrade(agent, resolve);
    end.addEventListener('abort', unwatch, { once: true });
  });
}

// Keeps the process alive meanwhile: a request whose answer was lost must not end it.
function deadline(timeout: number, end: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new TooLate());
    }, timeout);
    end.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
}

interface ToldRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  core?: { readonly agent: Agent };
}

// Pactum shows the request to expectations only, and those are not asked when nothing was answered.
function requestIn(told: Spec): ToldRequest {
  return (told as unknown as { readonly _request: ToldRequest })._request;
}

function showRequest(told: Spec): SentRequest {
  const { method, url, headers = {}, body } = requestIn(told);
  const shown = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  return {
    method,
    url,
    headers: Object.fromEntries(shown),
    ...(typeof body === 'string' ? { body } : body !== undefined && { body: JSON.stringify(body) }),
  };
}

// Pactum wraps what went wrong into an assertion error of its own.
function causeOf(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return error;
  const { message } = error as { message?: unknown };
  return message instanceof Error ? message : error;
}
