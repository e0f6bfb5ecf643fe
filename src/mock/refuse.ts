import type { Operation } from '../description/operations.js';
import { UserError } from '../errors.js';
import type { Violation } from '../exchange.js';
import type { Awaitable } from '../awaitable.js';
import type { Authentication } from './authenticate.js';
import { answerOfStatus, chooseAnswer, type Cause, type ChosenAnswer } from './choose-answer.js';
import { give, type Call } from './give.js';
import type { Handled, Incoming, Reply } from './incoming.js';
import { createMemo, createMemoOf, type Memo } from './memo.js';
import type { Unmatched } from './match-api.js';
import type { MockedApi } from './mocked-api.js';
import { reasonHeader, showReason, type Reason } from './reason.js';
import { problem } from './reply.js';

type RefusedCredential = Pick<Extract<Authentication, { kind: 'refused' }>, 'state' | 'special'>;

type Refusal = Exclude<Cause, { kind: 'success' }>;

/** A refusal, ready to be given: the documented answer that is due, if any, and the reason as the header tells it. */
interface Refused {
  readonly cause: Refusal;
  readonly chosen: ChosenAnswer | undefined;
  readonly reason: Reason;
  readonly header: string;
}

/** Refuses a request with the documented answer that is due, or with problem+json where none is documented. */
export function refuse(call: Call, cause: Refusal, reason: Reason, why: string = reason.message): Awaitable<Handled> {
  const { operation } = call;
  const make = (): Refused => prepare(operation, cause, reason);
  // Of several reasons there are too many combinations.
  const refused = reason.further === undefined ? memoOf(operation)(keyOf(cause, reason), make) : make();
  return giveRefusal(call, refused, why);
}

// The length of the pointer keeps it apart from the message: both may hold any text of the client's.
function keyOf(cause: Refusal, { rule, pointer, message, statements }: Reason): string {
  const state = cause.kind === 'state' ? `${cause.state} ${String(cause.status)}` : '';
  return `${cause.kind} ${state} ${rule} ${statements.join()} ${String(pointer.length)} ${pointer}${message}`;
}

function prepare(operation: Operation, cause: Refusal, reason: Reason): Refused {
  const chosen = chooseAnswer(operation, cause);
  const ofAnswer = chosen === undefined ? [] : [...chosen.answer.statements, ...chosen.answer.responseStatements];
  const statements = [...new Set([...reason.statements, ...ofAnswer])];
  return { cause, chosen, reason, header: showReason({ ...reason, statements }, chosen) };
}

// Requests are refused for the same few reasons again and again. To prepare that anew took two thirds of the time of a
// request that is refused for its credential, a fifth of one that is refused for its body.
const memoOf = createMemoOf<Operation, Memo<Refused>>(() => createMemo());

function giveRefusal(call: Call, { cause, chosen, reason, header }: Refused, why: string): Awaitable<Handled> {
  if (chosen === undefined) {
    return addReason({ reply: undocumented(call, cause, reason), answer: 'undocumented', why }, header);
  }
  const body = call.api.behaviour.refusalBody?.(chosen, reason);
  const { operation, accept, api } = call;
  return give(call, api.negotiation.choose(operation, chosen, { accept }), {
    why,
    headers: { [reasonHeader]: header },
    body,
  });
}

export function refuseCredential(call: Call, credential: RefusedCredential): Awaitable<Handled> {
  const { operation, api } = call;
  const { state, special } = credential;
  const { wayIn } = api.behaviour;
  const way = state === 'unknown' && wayIn !== undefined ? `: ${wayIn}` : '';
  const told = special === undefined ? state + way : `${state} (${special})`;
  const refused = memoOf(operation)(told, () => prepareCredential(operation, credential, told));
  return giveRefusal(call, refused, refused.reason.message);
}

function prepareCredential(operation: Operation, { state, special }: RefusedCredential, told: string): Refused {
  const cause: Refusal = { kind: 'credential', state, ...(special !== undefined && { special }) };
  const statements = operation.security.flat().flatMap((named) => named.statements);
  return prepare(operation, cause, {
    rule: 'credential',
    pointer: '',
    message: `the credential is ${told}`,
    statements,
  });
}

export function refuseViolations(call: Call, violations: readonly [Violation, ...Violation[]]): Awaitable<Handled> {
  const [{ rule, pointer, message, statements }, ...others] = violations;
  const further = others.length === 0 ? undefined : others.slice(0, 100).map(withoutStatements);
  const reason = { rule, pointer, message, statements, further };
  const told = violations.slice(0, 5).map((violation) => `${violation.pointer} ${violation.message}`);
  const more = violations.length > told.length ? [`and ${violations.length - told.length} more`] : [];
  return refuse(call, { kind: 'violations', violations }, reason, [...told, ...more].join('; '));
}

function withoutStatements({ pointer, rule, message }: Violation): Omit<Violation, 'statements'> {
  return { pointer, rule, message };
}

/** Refuses a client that takes the answer in none of its media types, with the documented 406, if there is one. */
export function refuseUnacceptable(call: Call, due: ChosenAnswer): Awaitable<Handled> | undefined {
  const { operation } = call;
  const chosen = answerOfStatus(operation, '406');
  if (chosen === undefined) return undefined;
  const types = operation.answers.flatMap(({ statusKey, body }) =>
    statusKey === due.answer.statusKey && body.kind !== 'empty' ? [body.mediaType] : [],
  );
  const message = `takes none of ${[...new Set(types)].join(', ')}`;
  const reason = { rule: 'accept', pointer: '/header/accept', message, statements: [] };
  return giveRefusal(call, { cause: notAcceptable, chosen, reason, header: showReason(reason, chosen) }, message);
}

const notAcceptable: Refusal = { kind: 'state', state: 'not-acceptable' };

/**
 * Refuses a body that was too large to be read, with the documented 413.
 * @throws UserError BODY_TOO_LARGE where none is documented.
 */
export function refuseTooLarge(call: Call, most: number): Awaitable<Handled> {
  const { message, code } = bodyTooLarge(most);
  const chosen = answerOfStatus(call.operation, '413');
  if (chosen === undefined) throw bodyTooLarge(most);
  const reason = { rule: code, pointer: '/body', message, statements: [] };
  return give(call, chosen, { why: message, headers: { [reasonHeader]: showReason(reason, chosen) } });
}

export function bodyTooLarge(most: number): UserError {
  return new UserError('BODY_TOO_LARGE', `The body is larger than ${String(most)} bytes.`);
}

/** Answers a request that no operation matches: as the API does, if its behaviour knows, else with problem+json. */
export function refuseUnmatched(match: Unmatched, { method, path }: Incoming, apis: readonly MockedApi[]): Handled {
  const candidates = match.kind === 'other-method' ? match.apis : apis;
  const ofApi = candidates.map(({ behaviour }) => behaviour.answerUnmatched?.(match, path)).find(Boolean);
  const isMethod = match.kind === 'other-method';
  const message = isMethod ? `${method} is not a method of this path` : 'no operation has this path';
  const reason = { rule: isMethod ? 'method' : 'path', pointer: '', message, statements: [] };
  const known = apis.flatMap(({ description }) => description.operations.map((each) => `${each.method} ${each.path}`));
  const handled = {
    reply: ofApi ?? unmatched(match, `${capitalized(message)}. Known: ${known.slice(0, 20).join(', ')}.`),
    answer: 'no operation',
    why: message,
  };
  return withReason(handled, reason);
}

function unmatched(match: Unmatched, detail: string): Reply {
  if (match.kind === 'nothing') return problem(404, 'PATH_NOT_FOUND', detail);
  const reply = problem(405, 'METHOD_NOT_ALLOWED', detail);
  return { ...reply, headers: { ...reply.headers, Allow: match.allow.join(', ') } };
}

function undocumented(call: Call, cause: Refusal, { message, pointer }: Reason): Reply {
  const isMediaType = cause.kind === 'violations' && cause.violations.some(({ rule }) => rule === 'media-type');
  const status = isMediaType ? 415 : statusOfCause(cause);
  const reply = problem(status, 'REQUEST_REFUSED', `${pointer} ${message}`.trim());
  return { ...reply, headers: { ...reply.headers, ...(status === 401 && { 'WWW-Authenticate': challenge(call) }) } };
}

function statusOfCause(cause: Refusal): number {
  if (cause.kind === 'credential') return cause.state === 'insufficient' ? 403 : 401;
  return cause.kind === 'state' ? 409 : 422;
}

// RFC 9110 section 15.5.2 asks for a challenge with every 401.
function challenge({ operation }: Call): string {
  const schemes = operation.security.flat().map(({ scheme }) => (scheme.type === 'http' ? scheme.scheme : 'Bearer'));
  const [name = 'Bearer'] = schemes;
  return name.charAt(0).toUpperCase() + name.slice(1).toLowerCase() + (/^basic$/i.test(name) ? ' realm="mock"' : '');
}

/** Adds the reason header to a refusal that no description documents. */
export function withReason(handled: Handled, reason: Reason): Handled {
  return addReason(handled, showReason(reason, undefined));
}

function addReason(handled: Handled, header: string): Handled {
  const headers = { ...handled.reply.headers, [reasonHeader]: header };
  return { ...handled, reply: { ...handled.reply, headers } };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
