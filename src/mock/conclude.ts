import { after, type Awaitable } from '../awaitable.js';
import type { Outcome } from './behaviour.js';
import { chooseAnswer, demandAnswer, type ChosenAnswer } from './choose-answer.js';
import { give, type Call } from './give.js';
import type { Handled } from './incoming.js';
import type { Preference } from './prefer.js';
import { refuse, refuseUnacceptable, refuseViolations, withReason } from './refuse.js';
import { problem } from './reply.js';

/**
 * Replays an answer that was asked for by name or status. Nothing is authenticated, validated or changed.
 * @throws UserError EXAMPLE_UNKNOWN.
 */
export function demand(call: Call, wish: Preference): Awaitable<Handled> {
  const { api, operation, accept } = call;
  const { example } = wish;
  const chosen = api.negotiation.choose(operation, demandAnswer(operation, wish), { accept, example });
  return give(call, chosen, { why: 'asked for' });
}

/** Answers what a behaviour made of a request. */
export function conclude(call: Call, outcome: Outcome): Awaitable<Handled> {
  if (outcome.kind === 'violation') return refuseViolations(call, [outcome.violation]);
  if (outcome.kind === 'state') {
    return refuse(call, outcome, { rule: 'state', pointer: '', message: outcome.message, statements: [] });
  }
  const { operation } = call;
  const { answer, status } = outcome;
  const due =
    answer === undefined
      ? chooseAnswer(operation, { kind: 'success', status })
      : demandAnswer(operation, { example: answer });
  if (due === undefined) return refuseAll(operation.id);
  return call.api.negotiation.takes(operation, due, call)
    ? giveDue(call, due, outcome)
    : (refuseUnacceptable(call, due) ?? giveDue(call, due, outcome));
}

type Answered = Extract<Outcome, { kind: 'done' }>;

function giveDue(
  call: Call,
  due: ChosenAnswer,
  { note = 'as documented', answer, body, patch, fill, stream }: Answered,
): Awaitable<Handled> {
  const { api, operation, accept } = call;
  const chosen = api.negotiation.choose(operation, due, { accept, example: answer });
  const filling = fill?.(chosen) ?? { body: body ?? patched(chosen, patch) };
  const giving = after(filling, (filled) => give(call, chosen, { why: note, ...filled }));
  if (stream === undefined) return giving;
  return after(giving, (handled) => ({ ...handled, reply: { ...handled.reply, stream } }));
}

function refuseAll(operation: string): Handled {
  const message = `${operation} documents no success`;
  const reply = problem(501, 'REQUEST_REFUSED', `${message}.`);
  const reason = { rule: 'answer', pointer: '', message, statements: [] };
  return withReason({ reply, answer: 'undocumented', why: message }, reason);
}

function patched({ answer: { body } }: ChosenAnswer, patch: Readonly<Record<string, unknown>> | undefined): unknown {
  const isObject = body.kind === 'value' && typeof body.value === 'object';
  return patch !== undefined && isObject ? { ...body.value, ...patch } : undefined;
}
