import type { Departure } from '../conformance/departure.js';
import { weigh } from '../conformance/departure.js';
import { judge, type Due } from '../conformance/judge.js';
import type { Validator } from '../conformance/validator.js';
import type { Description } from '../description/load.js';
import type { Operation } from '../description/operations.js';
import { UserError } from '../errors.js';
import type { Exchange, Finding, Level, SentRequest } from '../exchange.js';
import type { FixturePool } from './fixture-pool.js';
import type { Clock } from './pace.js';
import { rateLimitPause } from './rate-limit.js';
import type { BareRequest, Turn } from './converse.js';
import type { Tell } from './send.js';
import type { Sent } from './sent.js';

/** What a case works with: fixtures, requests, and a place for what it finds. */
export interface Trial {
  readonly fixtures: FixturePool;
  readonly clock: Clock;
  /**
   * Sends a request and waits as long as a rate limit asks.
   * @throws NoAnswer when the server gave none, Inconclusive when the rate limit stays.
   */
  send(tell: Tell): Promise<Exchange>;
  /**
   * Sends requests over one connection, each as soon as the one before is answered.
   * @throws as {@link Trial.send}, and Inconclusive when the server closes the connection in between.
   */
  converse(requests: readonly BareRequest[]): Promise<readonly Exchange[]>;
  /** Judges a reply against a documented answer by name, e.g. `200 loggedOut`. @returns whether nothing departs. */
  judge(exchange: Exchange, answer: string, due: Omit<Due, 'operation' | 'answer'>): boolean;
  /** Reports what was found of a reply. */
  keep(exchange: Exchange, findings: readonly Finding[]): void;
  /** Reports a departure; its level is that of its statements unless one is given. */
  report(exchange: Exchange, departure: Departure, level?: Level): void;
}

/** The server took a request and gave no answer. */
export class NoAnswer extends Error {
  readonly request: SentRequest;

  constructor(message: string, request: SentRequest) {
    super(message);
    this.name = 'NoAnswer';
    this.request = request;
  }
}

/** A case that cannot be decided, through nobody's fault. */
export class Inconclusive extends Error {
  override readonly name = 'Inconclusive';
}

/** A finding with what led to it. */
export interface Evidence {
  readonly finding: Finding;
  readonly request: SentRequest;
}

export interface TrialOptions {
  readonly description: Description;
  readonly validator: Validator;
  readonly fixtures: FixturePool;
  readonly send: (tell: Tell) => Promise<Sent>;
  readonly converse: (requests: readonly BareRequest[]) => Promise<readonly Turn[]>;
  readonly clock: Clock;
  readonly onFinding: (evidence: Evidence) => void;
  /** Told of every exchange and the milliseconds it took. */
  readonly onExchange: (exchange: Exchange, duration: number) => void;
}

export function createTrial(options: TrialOptions): Trial {
  const { description, validator, fixtures, clock, onFinding, onExchange } = options;
  const { statements } = description;
  const send = async (tell: Tell): Promise<Sent> => {
    const sent = await options.send(tell);
    if (sent.kind === 'answered') onExchange(sent.exchange, sent.duration);
    return sent;
  };
  const converse = async (requests: readonly BareRequest[]): Promise<readonly Turn[]> => {
    const turns = await options.converse(requests);
    for (const { sent } of turns) if (sent.kind === 'answered') onExchange(sent.exchange, sent.duration);
    return turns;
  };
  const add = (finding: Finding, { request }: Exchange): void => {
    onFinding({ finding, request });
  };
  return {
    fixtures,
    clock,
    send: (tell) => sendPatiently(() => send(tell), clock),
    converse: (requests) => conversePatiently(() => converse(requests), clock),
    judge(exchange, answer, due) {
      const findings = judge(exchange.reply, { ...due, ...documented(description, answer) }, { statements, validator });
      for (const finding of findings) add(finding, exchange);
      return findings.every(({ level }) => level !== 'must');
    },
    keep(exchange, findings) {
      for (const finding of findings) add(finding, exchange);
    },
    report(exchange, departure, level) {
      const finding = weigh(departure, statements);
      add(level === undefined ? finding : { ...finding, level }, exchange);
    },
  };
}

function documented({ operations }: Description, key: string): Pick<Due, 'operation' | 'answer'> {
  for (const operation of operations) {
    const answer = answerOf(operation, key);
    if (answer !== undefined) return { operation, answer };
  }
  throw new Error(`the description documents no answer "${key}"`);
}

function answerOf({ answers }: Operation, key: string): Due['answer'] | undefined {
  return answers.find(({ statusKey, name }) => key === statusKey || key === `${statusKey} ${name}`);
}

const attempts = 4;
const longestWait = 60_000;

async function sendPatiently(send: () => Promise<Sent>, clock: Clock): Promise<Exchange> {
  for (let attempt = 1; ; attempt += 1) {
    const exchange = answered(await send());
    if (!(await hasWaited(exchange, attempt, clock))) return exchange;
  }
}

// Waits where the server refuses for its rate limit, so that the request can be sent again.
async function hasWaited(exchange: Exchange, attempt: number, { now, wait }: Clock): Promise<boolean> {
  const pause = rateLimitPause(exchange, now());
  if (pause === undefined) return false;
  if (attempt === attempts || pause > longestWait) {
    throw new Inconclusive('the server keeps refusing for its rate limit');
  }
  await wait(pause);
  return true;
}

async function conversePatiently(converse: () => Promise<readonly Turn[]>, clock: Clock): Promise<readonly Exchange[]> {
  for (let attempt = 1; ; attempt += 1) {
    const [first, ...others] = await converse();
    if (first === undefined) return [];
    const exchange = answered(first.sent);
    if (await hasWaited(exchange, attempt, clock)) continue;
    return [exchange, ...others.map((turn) => onSameConnection(turn, clock))];
  }
}

function onSameConnection({ sent, isOnSame }: Turn, { now }: Clock): Exchange {
  // A connection may be closed between two requests, also without a word.
  if (!isOnSame || sent.kind === 'hung-up') throw new Inconclusive('the server closes the connection after an answer');
  const exchange = answered(sent);
  if (rateLimitPause(exchange, now()) === undefined) return exchange;
  throw new Inconclusive('the server refuses for its rate limit');
}

function answered(sent: Sent): Exchange {
  if (sent.kind === 'unreachable') throw new UserError('TARGET_UNREACHABLE', sent.message);
  if (sent.kind !== 'answered') throw new NoAnswer(sent.message, sent.request);
  if (sent.exchange.request.method === 'POST') refuseRedirect(sent.exchange);
  return sent.exchange;
}

// A server that insists on https is reached at another address; that is no breach of its contract.
function refuseRedirect({ reply }: Exchange): void {
  if (reply.status !== 307 && reply.status !== 308) return;
  const location = reply.headers['location']?.[0] ?? 'nowhere';
  throw new UserError(
    'TARGET_REDIRECTS',
    `The target redirects to ${location}. Give that address as the url of the target.`,
  );
}
