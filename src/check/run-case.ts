import { showReply } from '../conformance/reply-body.js';
import type { Validator } from '../conformance/validator.js';
import type { Description } from '../description/load.js';
import { UserError } from '../errors.js';
import type { Exchange, SentRequest } from '../exchange.js';
import type { Case } from './contract.js';
import { fixtureKeys, type FixturePool } from './fixture-pool.js';
import type { Line } from './line.js';
import type { Clock } from './pace.js';
import { recordExchange, type RecordedExchange } from './record.js';
import { redact } from './redact.js';
import { createTrial, Inconclusive, NoAnswer, type Evidence, type Trial } from './trial.js';

/** What came of one case. */
export interface CaseResult {
  readonly title: string;
  readonly statements: readonly string[];
  readonly outcome: 'tried' | 'skipped' | 'inconclusive';
  /** Why it was skipped or could not be decided. */
  readonly reason?: string;
  /** Whether a success was due in it. @default false */
  readonly succeeds?: boolean;
  /** The keys of the target file without which it could not be tried. @default none */
  readonly lacks?: readonly string[];
  /** Whether it was not chosen by whoever ran the check. @default false */
  readonly isLeftOut?: boolean;
  /** The id of the operation it was about, if there are several. */
  readonly operation?: string;
  /** Milliseconds. */
  readonly duration: number;
  /** What it found; secrets are masked. */
  readonly evidence: readonly Evidence[];
  /** What went over the wire; secrets are masked. */
  readonly exchanges: readonly RecordedExchange[];
}

/** What the cases of one run share. */
export interface Stage {
  readonly description: Description;
  readonly validator: Validator;
  readonly fixtures: FixturePool;
  readonly line: Line;
  readonly clock: Clock;
  /** How often a request that got no answer is sent again, where it changes nothing. @default 0 */
  readonly retries?: number | undefined;
  /** Statements that a 5xx breaks, whatever was asked. @default it is no finding of itself */
  readonly breakdown?: readonly string[] | undefined;
  /** Every credential that was sent. */
  readonly sent: Set<string>;
}

/** Tries one case. */
export async function runCase(one: Case, stage: Stage): Promise<CaseResult> {
  const { description, validator, line, fixtures, clock, sent, retries = 0 } = stage;
  const started = performance.now();
  const evidence: Evidence[] = [];
  const exchanges: RecordedExchange[] = [];
  const breakdowns: Exchange[] = [];
  const trial = createTrial({
    description,
    validator,
    fixtures,
    clock,
    // A request that was not answered may have done its work all the same.
    send: (tell) => line.send(tell, one.mayChange === true ? 0 : retries),
    converse: (requests) => line.converse(requests),
    onFinding: (found) => evidence.push(found),
    onExchange(exchange, duration) {
      for (const secret of credentialsIn(exchange.request)) sent.add(secret);
      exchanges.push(recordExchange(exchange, duration));
      if (isBreakdown(exchange)) breakdowns.push(exchange);
    },
  });
  const verdict = line.isDead()
    ? inconclusive('the server had stopped answering')
    : await tryCase(one, trial, evidence);
  evidence.push(...showBreakdown(one, breakdowns, evidence, stage));
  // Titles and reasons are ours; only what went over the wire can hold a secret.
  const seen = redact({ evidence, exchanges }, new Set([...sent, ...fixtures.secrets()]));
  return { ...headOf(one), ...verdict, duration: performance.now() - started, ...seen };
}

// RFC 9110 section 15.6.2: what a server says of a method that it does not know anywhere.
function isBreakdown({ request, reply }: Exchange): boolean {
  return reply.status >= 500 && !(reply.status === 501 && request.method !== 'POST');
}

// Whatever was asked, a server that breaks down is at fault; where the case has found one already, it is that.
function showBreakdown(
  { statements, operation }: Case,
  [first]: readonly Exchange[],
  evidence: readonly Evidence[],
  { breakdown }: Stage,
): readonly Evidence[] {
  // A case that names its operation is none of the contract's own journeys.
  if (breakdown === undefined || first === undefined || operation !== undefined) return [];
  if (evidence.some(({ finding }) => finding.level === 'must')) return [];
  const { request, reply } = first;
  const departure = {
    rule: 'breakdown',
    statements: [...new Set([...breakdown, ...statements])],
    message: `the server breaks down: it answers ${String(reply.status)}`,
    expected: 'a status below 500',
    came: showReply(reply),
    cause: `breaks down with ${String(reply.status)}`,
  };
  return [{ finding: { ...departure, level: 'must' }, request }];
}

/** What came of a case that is not tried. */
export function skipCase(one: Case, reason: string, isLeftOut: boolean): CaseResult {
  const nothing = { duration: 0, evidence: [], exchanges: [] };
  return { ...headOf(one), outcome: 'skipped', reason, ...(isLeftOut && { isLeftOut }), ...nothing };
}

type Head = Pick<CaseResult, 'title' | 'statements' | 'operation' | 'succeeds'>;

function headOf({ title, statements, operation, succeeds }: Case): Head {
  return { title, statements, ...(operation !== undefined && { operation }), ...(succeeds === true && { succeeds }) };
}

// Also a forged credential is one: it may be a good one but for a letter.
function credentialsIn({ headers }: SentRequest): readonly string[] {
  const [, value = ''] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization') ?? [];
  const [scheme = '', ...rest] = value.split(' ');
  return rest.length > 0 ? [rest.join(' ')] : /^(?:Bearer|Basic|Token)?$/i.test(scheme) ? [] : [scheme];
}

type Verdict = Pick<CaseResult, 'outcome' | 'reason' | 'lacks'>;

function inconclusive(reason: string): Verdict {
  return { outcome: 'inconclusive', reason };
}

async function tryCase(one: Case, trial: Trial, evidence: Evidence[]): Promise<Verdict> {
  const missing = one.needs.filter((kind) => trial.fixtures.missing(kind) !== undefined);
  const [reason] = [one.skip, ...missing.map((kind) => trial.fixtures.missing(kind))].filter(
    (each) => each !== undefined,
  );
  const lacks = [...(one.lacks ?? []), ...missing.map((kind) => fixtureKeys[kind][0])];
  if (reason !== undefined) return { outcome: 'skipped', reason, ...(lacks.length > 0 && { lacks }) };
  try {
    await one.run(trial);
    return { outcome: 'tried' };
  } catch (error) {
    if (error instanceof Inconclusive) return inconclusive(error.message);
    // What is only observed may be answered with a redirect, such as an address with a slash too many.
    const isElsewhere = error instanceof UserError && error.code === 'TARGET_REDIRECTS';
    if (one.observes === true && isElsewhere) return inconclusive('the server redirects elsewhere');
    if (!(error instanceof NoAnswer)) throw error;
    const departure = {
      rule: 'no-answer',
      statements: one.statements,
      message: `the server ${error.message}`,
      expected: 'an answer',
      came: 'none',
    };
    evidence.push({ finding: { ...departure, level: 'must' }, request: error.request });
    return { outcome: 'tried' };
  }
}
