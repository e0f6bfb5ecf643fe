import { setTimeout as wait } from 'node:timers/promises';
import type { Validator } from '../conformance/validator.js';
import { weigh } from '../conformance/departure.js';
import type { Description } from '../description/load.js';
import { UserError } from '../errors.js';
import type { SentRequest } from '../exchange.js';
import type { Case, Contract } from './contract.js';
import { createFixturePool } from './fixture-pool.js';
import type { Fixtures } from './fixtures.js';
import { redact } from './redact.js';
import { send, type Sent, type Tell } from './send.js';
import { recordExchange, type RecordedExchange } from './record.js';
import { createTrial, Inconclusive, NoAnswer, type Evidence, type Trial } from './trial.js';

/** What came of one case. */
export interface CaseResult {
  readonly title: string;
  readonly statements: readonly string[];
  readonly outcome: 'tried' | 'skipped' | 'inconclusive';
  /** Why it was skipped or could not be decided. */
  readonly reason?: string;
  /** The id of the operation it was about, if there are several. */
  readonly operation?: string;
  /** Milliseconds. */
  readonly duration: number;
  /** What it found; secrets are masked. */
  readonly evidence: readonly Evidence[];
  /** What went over the wire; secrets are masked. */
  readonly exchanges: readonly RecordedExchange[];
}

export interface RunOptions {
  readonly description: Description;
  readonly validator: Validator;
  readonly fixtures: Fixtures;
  /** Address of the server, without a trailing slash. */
  readonly base: string;
  /** Milliseconds that the server has for one answer. @default 10000 */
  readonly timeout?: number;
  /** Told of every case as soon as it is over. @default nobody */
  readonly onCase?: ((result: CaseResult) => void) | undefined;
}

export interface Run {
  /** ISO 8601. */
  readonly startedAt: string;
  /** Milliseconds. */
  readonly duration: number;
  readonly cases: readonly CaseResult[];
}

/**
 * Runs the cases of a contract one after the other against a server.
 * @throws UserError TARGET_UNREACHABLE, TARGET_REDIRECTS or FIXTURE_COMMAND_FAILED.
 */
export async function runContract(contract: Contract, options: RunOptions): Promise<Run> {
  const { description, validator, base, timeout = 10_000, onCase } = options;
  const fixtures = createFixturePool(options.fixtures);
  const line = createLine(base, timeout);
  const startedAt = new Date();
  const cases: CaseResult[] = [];
  const sent = new Set<string>();
  for (const one of contract.createCases()) {
    const started = performance.now();
    const evidence: Evidence[] = [];
    const exchanges: RecordedExchange[] = [];
    const trial = createTrial({
      description,
      validator,
      fixtures,
      wait,
      send: line.send,
      onFinding: (found) => evidence.push(found),
      onExchange(exchange, duration) {
        for (const secret of credentialsIn(exchange.request)) sent.add(secret);
        exchanges.push(recordExchange(exchange, duration));
      },
    });
    const verdict = line.isDead()
      ? inconclusive('the server had stopped answering')
      : await tryCase(one, trial, evidence, description);
    const { title, statements, operation } = one;
    const about = { title, statements, ...(operation !== undefined && { operation }) };
    // Titles and reasons are ours; only what went over the wire can hold a secret.
    const seen = redact({ evidence, exchanges }, new Set([...sent, ...fixtures.secrets()]));
    const result = { ...about, ...verdict, duration: performance.now() - started, ...seen };
    cases.push(result);
    onCase?.(result);
  }
  if (!line.everAnswered()) {
    throw new UserError('TARGET_UNREACHABLE', `${base} never gave an answer. Is this the address of the server?`);
  }
  return {
    startedAt: startedAt.toISOString(),
    duration: Date.now() - startedAt.getTime(),
    cases,
  };
}

// Also a forged credential is one: it may be a good one but for a letter.
function credentialsIn({ headers }: SentRequest): readonly string[] {
  const [, value = ''] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization') ?? [];
  const [scheme = '', ...rest] = value.split(' ');
  return rest.length > 0 ? [rest.join(' ')] : /^(?:Bearer|Basic|Token)?$/i.test(scheme) ? [] : [scheme];
}

type Verdict = Pick<CaseResult, 'outcome' | 'reason'>;

function inconclusive(reason: string): Verdict {
  return { outcome: 'inconclusive', reason };
}

async function tryCase(one: Case, trial: Trial, evidence: Evidence[], { statements }: Description): Promise<Verdict> {
  const missing = one.needs.map((kind) => trial.fixtures.missing(kind)).find((reason) => reason !== undefined);
  if (missing !== undefined) return { outcome: 'skipped', reason: missing };
  try {
    await one.run(trial);
    return { outcome: 'tried' };
  } catch (error) {
    if (error instanceof Inconclusive) return inconclusive(error.message);
    if (!(error instanceof NoAnswer)) throw error;
    const departure = {
      rule: 'no-answer',
      statements: one.statements,
      message: `the server ${error.message}`,
      expected: 'an answer',
      came: 'none',
    };
    evidence.push({ finding: weigh(departure, statements), request: error.request });
    return { outcome: 'tried' };
  }
}

/** The line to the server: knows whether anybody is there. */
interface Line {
  readonly send: (tell: Tell) => Promise<Sent>;
  everAnswered(): boolean;
  /** Whether the server has gone, or has let several requests in a row time out. */
  isDead(): boolean;
}

function createLine(base: string, timeout: number): Line {
  let answered = false;
  let silence = 0;
  return {
    async send(tell) {
      const sent = await send(tell, { base, timeout });
      if (sent.kind === 'unreachable') return afterLoss(sent, base, answered, () => (silence = Infinity));
      answered ||= sent.kind !== 'timed-out';
      silence = sent.kind === 'timed-out' ? silence + 1 : 0;
      return sent;
    },
    everAnswered: () => answered,
    isDead: () => silence >= 3,
  };
}

// A server that cannot be reached at all was not tried; one that went away after an answer broke down under a request.
function afterLoss(
  sent: Extract<Sent, { kind: 'unreachable' }>,
  base: string,
  answered: boolean,
  onLoss: () => void,
): Sent {
  if (!answered) {
    throw new UserError(
      'TARGET_UNREACHABLE',
      `${base} cannot be reached: ${sent.message}. Start the server, or correct the url.`,
    );
  }
  onLoss();
  return { kind: 'hung-up', request: { method: '', url: base, headers: {} }, message: `went away (${sent.message})` };
}
