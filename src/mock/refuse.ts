import type { Violation } from '../exchange.js';
import { after, type Awaitable } from '../state/awaitable.js';
import type { Authentication } from './authenticate.js';
import { chooseAnswer, type Cause, type ChosenAnswer } from './choose-answer.js';
import { give, type Call } from './give.js';
import type { Handled, Incoming, Reply } from './incoming.js';
import type { MockedApi, Unmatched } from './mocked-api.js';
import { reasonHeader, showReason, type Reason } from './reason.js';
import { problem } from './reply.js';

type Refusal = Exclude<Cause, { kind: 'success' }>;

/** Refuses a request with the documented answer that is due, or with problem+json where none is documented. */
export function refuse(call: Call, cause: Refusal, reason: Reason): Awaitable<Handled> {
  const chosen = chooseAnswer(call.operation, cause);
  if (chosen === undefined) return withReason(undocumented(call, cause, reason), reason, chosen);
  const giving = give(call, chosen, reason.message, call.api.behaviour.refusalBody?.(chosen, reason));
  return after(giving, (handled) => withReason(handled, reason, chosen));
}

export function refuseCredential(
  call: Call,
  { state, special }: Extract<Authentication, { kind: 'refused' }>,
): Awaitable<Handled> {
  const message = `the credential is ${special === undefined ? state : `${state} (${special})`}`;
  const cause: Refusal = { kind: 'credential', state, ...(special !== undefined && { special }) };
  const statements = call.operation.security.flat().flatMap((named) => named.statements);
  return refuse(call, cause, { rule: 'credential', pointer: '', message, statements });
}

export function refuseViolations(call: Call, violations: readonly [Violation, ...Violation[]]): Awaitable<Handled> {
  const [{ rule, pointer, message, statements }, ...others] = violations;
  const further = others
    .slice(0, 100)
    .map((other) => ({ pointer: other.pointer, rule: other.rule, message: other.message }));
  const reason = { rule, pointer, message, statements, ...(further.length > 0 && { further }) };
  const told = violations.slice(0, 5).map((violation) => `${violation.pointer} ${violation.message}`);
  const more = violations.length > told.length ? [`and ${violations.length - told.length} more`] : [];
  const why = [...told, ...more].join('; ');
  return after(refuse(call, { kind: 'violations', violations }, reason), (handled) => ({ ...handled, why }));
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
  return withReason(handled, reason, undefined);
}

function unmatched(match: Unmatched, detail: string): Reply {
  if (match.kind === 'nothing') return problem(404, 'PATH_NOT_FOUND', detail);
  const reply = problem(405, 'METHOD_NOT_ALLOWED', detail);
  return { ...reply, headers: { ...reply.headers, Allow: match.allow.join(', ') } };
}

function undocumented(call: Call, cause: Refusal, { message, pointer }: Reason): Handled {
  const isMediaType = cause.kind === 'violations' && cause.violations.some(({ rule }) => rule === 'media-type');
  const status = isMediaType ? 415 : statusOfCause(cause);
  const reply = problem(status, 'REQUEST_REFUSED', `${pointer} ${message}`.trim());
  const headers = { ...reply.headers, ...(status === 401 && { 'WWW-Authenticate': challenge(call) }) };
  return { reply: { ...reply, headers }, answer: 'undocumented', why: message };
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

/** Adds the reason header to a refusal. */
export function withReason(handled: Handled, reason: Reason, chosen: ChosenAnswer | undefined): Handled {
  const ofAnswer = chosen === undefined ? [] : [...chosen.answer.statements, ...chosen.answer.responseStatements];
  const statements = [...new Set([...reason.statements, ...ofAnswer])];
  const header = { [reasonHeader]: showReason({ ...reason, statements }, chosen) };
  return { ...handled, reply: { ...handled.reply, headers: { ...handled.reply.headers, ...header } } };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
