import { dueByWhen, type RefusalCause } from '../conformance/due-answer.js';
import type { Answer } from '../description/answers.js';
import type { Operation } from '../description/operations.js';
import { statusCovers } from '../description/status-key.js';
import { UserError } from '../errors.js';
import { createMemoOf } from './memo.js';
import type { Preference } from './prefer.js';

/** Why an answer is due. */
export type Cause = { readonly kind: 'success'; readonly status?: number | undefined } | RefusalCause;

export interface ChosenAnswer {
  readonly answer: Answer;
  readonly status: number;
  /** The type that a documented range stands for. @default the documented one */
  readonly mediaType?: string;
}

/** The documented answer that is due for a cause; `undefined` when the description documents none. */
export function chooseAnswer(operation: Operation, cause: Cause): ChosenAnswer | undefined {
  const { answers } = operation;
  if (cause.kind === 'success') return successFor(operation, cause.status) ?? successOf(operation).chosen;
  const due = dueByWhen(answers, cause);
  if (due !== undefined) return { answer: due, status: statusOf(due.statusKey) };
  return firstOfStatus(answers, statusOrder(cause));
}

/** The answer that is documented of just this status, if nothing else makes it due. */
export function answerOfStatus({ answers }: Operation, status: string): ChosenAnswer | undefined {
  const answer = answers.find(({ statusKey, when }) => statusKey === status && when.kind === 'otherwise');
  return answer && { answer, status: Number(status) };
}

/**
 * The documented answer that somebody asked for by status, by name or by both.
 * @throws UserError EXAMPLE_UNKNOWN when the operation documents no such answer; the message lists those it does.
 */
export function demandAnswer(operation: Operation, { code, example }: Preference): ChosenAnswer {
  const ofCode = operation.answers
    .filter(isFinal)
    .filter(({ statusKey }) => code === undefined || statusCovers(statusKey, code))
    .sort((a, b) => vagueness(a) - vagueness(b));
  const found =
    example === undefined
      ? (ofCode.find(({ when }) => when.kind === 'otherwise') ??
        ofCode.find(({ when }) => when.kind !== 'demand') ??
        ofCode[0])
      : ofCode.find(({ name }) => name === example);
  if (found !== undefined) return { answer: found, status: Number(code ?? statusOf(found.statusKey)) };
  const known = operation.answers.map(({ statusKey, name }) => (name === statusKey ? name : `${statusKey} ${name}`));
  throw new UserError('EXAMPLE_UNKNOWN', `${operation.id} documents no such answer. Documented: ${known.join(', ')}.`);
}

// What is said of one status goes before what is said of a range, and that before the default.
function vagueness({ statusKey }: Answer): number {
  return statusKey === 'default' ? 2 : /XX$/i.test(statusKey) ? 1 : 0;
}

// Where a description says nothing by `x-when`, the order that users of Prism know.
function statusOrder(cause: RefusalCause): readonly string[] {
  if (cause.kind === 'credential') return cause.state === 'insufficient' ? ['403'] : ['401', '403'];
  if (cause.kind === 'state') return cause.status === undefined ? ['409', '400'] : [String(cause.status)];
  const isMediaType = cause.violations.some(({ rule }) => rule === 'media-type');
  return isMediaType ? ['415', '422', '400'] : ['422', '400'];
}

function firstOfStatus(answers: readonly Answer[], order: readonly string[]): ChosenAnswer | undefined {
  const free = answers.filter(({ when }) => when.kind === 'otherwise');
  const exact = order.map((status) => free.find(({ statusKey }) => statusKey === status)).find(Boolean);
  const range = free.find(({ statusKey }) => /^4XX$/i.test(statusKey));
  const answer = exact ?? range ?? free.find(({ statusKey }) => statusKey === 'default');
  return answer && { answer, status: Number(exact?.statusKey ?? order[0]) };
}

// Found once, not for each request.
const successOf = createMemoOf(({ answers }: Operation): { readonly chosen: ChosenAnswer | undefined } => {
  const free = answers
    .filter(({ when }) => when.kind === 'otherwise')
    .filter(isFinal)
    .sort(byStatus);
  const ofClass = (pattern: RegExp): Answer | undefined => free.find(({ statusKey }) => pattern.test(statusKey));
  const answer = ofClass(/^2/) ?? ofClass(/^3/) ?? ofClass(/^default$/) ?? free[0];
  return { chosen: answer && { answer, status: statusOf(answer.statusKey) } };
});

function successFor({ answers }: Operation, status: number | undefined): ChosenAnswer | undefined {
  const answer = answers.find(({ when, statusKey }) => when.kind === 'otherwise' && statusKey === String(status));
  return answer && { answer, status: statusOf(answer.statusKey) };
}

// RFC 9110 section 15.2: another answer has to follow.
function isFinal({ statusKey }: Answer): boolean {
  return !statusKey.startsWith('1');
}

function byStatus(a: Answer, b: Answer): number {
  return vagueness(a) - vagueness(b) || statusOf(a.statusKey) - statusOf(b.statusKey);
}

// A range stands for its first status; `default` without any hint for the success it has to include.
function statusOf(statusKey: string): number {
  if (statusKey === 'default') return 200;
  return Number(statusKey.replace(/XX$/i, '00'));
}
