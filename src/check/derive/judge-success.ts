import { weigh, type Departure } from '../../conformance/departure.js';
import { judge, type Promised } from '../../conformance/judge.js';
import { answerByName } from '../../conformance/paired-answer.js';
import { showReply } from '../../conformance/reply-body.js';
import type { Answer } from '../../description/answers.js';
import { isInRange } from '../../description/media-type.js';
import type { Operation } from '../../description/operations.js';
import { statusCovers } from '../../description/status-key.js';
import type { Finding, ReceivedReply } from '../../exchange.js';
import { Inconclusive } from '../trial.js';
import type { BaseDraft } from './base-drafts.js';

/** A success that is due. */
export interface DueSuccess {
  readonly operation: Operation;
  /** What is particular about the request, to follow `a request`. */
  readonly feature: string;
  readonly source: BaseDraft['source'];
  /** The name of the request's example, for an answer that is due by value. */
  readonly example?: string;
  /** Whether the request is a documented example as it stands. */
  readonly isExample: boolean;
  /** Whether what a fixture names was deleted by a request before; shared by the requests of one operation. */
  readonly spent: { isSpent: boolean };
}

/**
 * How a reply departs from the success that is due.
 * @throws Inconclusive where a refusal may be about resources that only the user could name.
 */
export function judgeSuccess(reply: ReceivedReply, due: DueSuccess, promised: Promised): readonly Finding[] {
  const { operation } = due;
  if (reply.status >= 400) return judgeRefused(reply, due, promised);
  due.spent.isSpent ||= operation.method === 'DELETE';
  const successes = successesOf(operation).filter(({ statusKey }) => statusCovers(statusKey, reply.status));
  if (successes.length === 0) return [undocumented(reply, due, promised)];
  const byValue = due.isExample ? dueByValue(operation, successes, due.example) : undefined;
  const answer = byValue ?? ofMediaType(successes, reply);
  const findings = judge(
    reply,
    { operation, answer, statements: statementsOf(due), byValue: byValue !== undefined },
    promised,
  );
  // What a server answers to a success may rest on what it holds, unless a statement speaks of it.
  return findings.map((finding) =>
    finding.rule === 'documented-value' && finding.statements.length === 0 ? { ...finding, level: 'letter' } : finding,
  );
}

/** The answers of an operation that are due when nothing is wrong. */
export function successesOf({ answers }: Operation): readonly Answer[] {
  return answers.filter(({ when, statusKey }) => when.kind === 'otherwise' && /^[23]|^default$/i.test(statusKey));
}

function statementsOf({ operation }: DueSuccess): readonly string[] {
  return [...new Set([...successesOf(operation).flatMap((each) => each.responseStatements), ...operation.statements])];
}

function dueByValue(operation: Operation, successes: readonly Answer[], example = ''): Answer | undefined {
  const paired = answerByName(operation, example);
  if (paired !== undefined && successes.includes(paired)) return paired;
  return successes.length === 1 ? successes[0] : undefined;
}

function ofMediaType(successes: readonly Answer[], { headers }: ReceivedReply): Answer {
  const type = headers['content-type']?.[0] ?? '';
  const fitting = successes.find(({ body }) => body.kind !== 'empty' && isInRange(type, body.mediaType));
  const answer = fitting ?? successes[0];
  if (answer === undefined) throw new Error('there is no answer to choose from'); // the caller has looked
  return answer;
}

const aboutResources = new Set([402, 403, 404, 409, 410, 412, 423, 428]);

function judgeRefused(reply: ReceivedReply, due: DueSuccess, promised: Promised): readonly Finding[] {
  const { operation, source, feature } = due;
  const { status } = reply;
  if (due.spent.isSpent && [404, 409, 410].includes(status)) {
    throw new Inconclusive(`the server answers ${String(status)}, as a request before has deleted what was there`);
  }
  const isExcused = source !== 'fixture' && (aboutResources.has(status) || (source === 'made-up' && status < 500));
  if (isExcused && status !== 401) {
    const way = `give values that exist under operations.${operation.id} in the target file`;
    throw new Inconclusive(`the server answers ${String(status)}, perhaps because nothing is there: ${way}`);
  }
  const departure: Departure = {
    rule: 'refused',
    statements: statementsOf(due),
    message: `${operation.id} refuses a valid request ${feature}`.trimEnd(),
    expected: `status ${[...new Set(successesOf(operation).map(({ statusKey }) => statusKey))].join(' or ')}`,
    came: showReply(reply),
  };
  return [weigh(departure, promised.statements)];
}

function undocumented(reply: ReceivedReply, due: DueSuccess, promised: Promised): Finding {
  const { operation } = due;
  const statuses = [...new Set(successesOf(operation).map(({ statusKey }) => statusKey))].join(' or ');
  const departure: Departure = {
    rule: 'status',
    statements: statementsOf(due),
    message: `${operation.id} answers ${String(reply.status)}, which is not documented`,
    expected: `status ${statuses || 'of a success'}`,
    came: showReply(reply),
    cause: `${operation.id} answers ${String(reply.status)}`,
  };
  return weigh(departure, promised.statements);
}
