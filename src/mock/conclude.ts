import { after, type Awaitable } from '../awaitable.js';
import type { Outcome } from './behaviour.js';
import { chooseAnswer, demandAnswer, type ChosenAnswer } from './choose-answer.js';
import { give, type Call } from './give.js';
import type { Handled } from './incoming.js';
import type { Preference } from './prefer.js';
import { refuse, refuseViolations, withReason } from './refuse.js';
import { problem } from './reply.js';

/**
 * Replays an answer that was asked for by name or status. Nothing is authenticated, validated or changed.
 * @throws UserError EXAMPLE_UNKNOWN.
 */
export function demand(call: Call, wish: Preference): Awaitable<Handled> {
  return give(call, demandAnswer(call.operation, wish), { why: 'asked for' });
}

/** Answers what a behaviour made of a request. */
export function conclude(call: Call, outcome: Outcome): Awaitable<Handled> {
  if (outcome.kind === 'violation') return refuseViolations(call, [outcome.violation]);
  if (outcome.kind === 'state') {
    return refuse(call, outcome, { rule: 'state', pointer: '', message: outcome.message, statements: [] });
  }
  const { note = 'as documented', answer, status, body, patch, fill, stream } = outcome;
  const chosen =
    answer === undefined
      ? chooseAnswer(call.operation, { kind: 'success', status }, call.accept)
      : demandAnswer(call.operation, { example: answer });
  if (chosen !== undefined) {
    const filling = fill?.(chosen) ?? { body: body ?? patched(chosen, patch) };
    const giving = after(filling, (filled) => give(call, chosen, { why: note, ...filled }));
    if (stream === undefined) return giving;
    return after(giving, (handled) => ({ ...handled, reply: { ...handled.reply, stream } }));
  }
  const message = `${call.operation.id} documents no success`;
  const reply = problem(501, 'REQUEST_REFUSED', `${message}.`);
  const reason = { rule: 'answer', pointer: '', message, statements: [] };
  return withReason({ reply, answer: 'undocumented', why: message }, reason);
}

function patched({ answer: { body } }: ChosenAnswer, patch: Readonly<Record<string, unknown>> | undefined): unknown {
  const isObject = body.kind === 'value' && typeof body.value === 'object';
  return patch !== undefined && isObject ? { ...body.value, ...patch } : undefined;
}
