import { weigh, type Departure } from '../../conformance/departure.js';
import { judge, wrongStatus, type Promised } from '../../conformance/judge.js';
import { showReply } from '../../conformance/reply-body.js';
import type { Answer } from '../../description/answers.js';
import type { Operation } from '../../description/operations.js';
import { statusCovers } from '../../description/status-key.js';
import type { Finding, ReceivedReply } from '../../exchange.js';

/** A refusal that is due. */
export interface DueRefusal {
  readonly operation: Operation;
  /** What the request did wrong, to follow `a request`. */
  readonly flaw: string;
  /** The answer whose `x-when` speaks of it; `undefined` where none does, and any refusal will do. */
  readonly answer: Answer | undefined;
  /** Where no answer speaks of it: statuses that fit; another one that is not documented departs from the letter. */
  readonly statuses: readonly number[];
  /** Documented statuses that speak of something else, as far as one that fits is documented too. */
  readonly unfit: readonly number[];
  readonly statements: readonly string[];
  /** Whether acceptance departs from the letter only. @default false */
  readonly isLenient?: boolean;
}

/** How a reply departs from the refusal that is due. */
export function judgeRefusal(reply: ReceivedReply, due: DueRefusal, promised: Promised): readonly Finding[] {
  const { operation, answer, statements } = due;
  if (reply.status < 300) return [accepted(reply, due, promised)];
  if (answer !== undefined) return judge(reply, { operation, answer, statements, byValue: true }, promised);
  if (reply.status < 400 || reply.status > 499) return [noRefusal(reply, due, promised)];
  return judgeUntold(reply, due, promised);
}

function accepted(reply: ReceivedReply, due: DueRefusal, { statements }: Promised): Finding {
  const departure: Departure = {
    rule: 'accepted',
    statements: due.statements,
    message: `${due.operation.id} accepts a request ${due.flaw}`,
    expected: due.answer === undefined ? 'a refusal' : `status ${due.answer.statusKey} (${due.answer.name})`,
    came: showReply(reply),
  };
  return due.isLenient === true ? { ...departure, level: 'letter' } : weigh(departure, statements);
}

function noRefusal(reply: ReceivedReply, { statements, operation }: DueRefusal, promised: Promised): Finding {
  const message = `${operation.id} answers ${String(reply.status)} where a refusal is due`;
  return weigh({ ...wrongStatus(reply, '4XX', { statements }), message, cause: message }, promised.statements);
}

// Where the description does not say which refusal is due, one that it documents has to look as documented.
function judgeUntold(reply: ReceivedReply, due: DueRefusal, promised: Promised): readonly Finding[] {
  const { operation, statements, statuses } = due;
  const documented = operation.answers.filter(({ statusKey }) => /^4|^default$/i.test(statusKey));
  const answer = documented.find(({ statusKey }) => statusCovers(statusKey, reply.status));
  const isElsewhere = due.unfit.includes(reply.status) && statuses.some((status) => isDocumented(documented, status));
  const isFitting = statuses.includes(reply.status) || (answer !== undefined && !isElsewhere);
  const expected = [...documented.map(({ statusKey }) => statusKey), ...statuses.map(String)];
  const departure: Departure = {
    rule: 'status',
    statements,
    message: `${operation.id} refuses a request ${due.flaw} with ${String(reply.status)}, which is not documented for that`,
    expected: `status ${[...new Set(expected)].join(' or ')}`,
    came: showReply(reply),
    cause: `${operation.id} refuses with ${String(reply.status)}`,
  };
  const wrong: readonly Finding[] = isFitting ? [] : [{ ...departure, level: 'letter' }];
  return answer === undefined ? wrong : [...wrong, ...judge(reply, { operation, answer, statements }, promised)];
}

function isDocumented(answers: readonly Answer[], status: number): boolean {
  return answers.some(({ statusKey }) => statusKey === String(status));
}
