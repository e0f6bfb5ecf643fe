import type { Outcome } from './behaviour.js';
import { chooseAnswer, demandAnswer } from './choose-answer.js';
import { give, type Call, type Handled } from './give.js';
import { refuse, refuseViolations, withReason } from './refuse.js';
import { problem } from './reply.js';

/**
 * Replays an answer that was asked for by name or status. Nothing is authenticated, validated or changed.
 * @throws UserError EXAMPLE_UNKNOWN.
 */
export async function demand(call: Call): Promise<Handled> {
  return give(call, demandAnswer(call.operation, call.preference), 'asked for');
}

/** Answers what a behaviour made of a request. */
export async function conclude(call: Call, outcome: Outcome): Promise<Handled> {
  if (outcome.kind === 'violation') return refuseViolations(call, [outcome.violation]);
  if (outcome.kind === 'state') {
    return refuse(call, outcome, { rule: 'state', pointer: '', message: outcome.message, statements: [] });
  }
  const chosen = chooseAnswer(call.operation, { kind: 'success' }, call.accept);
  if (chosen !== undefined) return give(call, chosen, outcome.note ?? 'as documented');
  const message = `${call.operation.id} documents no success`;
  const reply = problem(501, 'REQUEST_REFUSED', `${message}.`);
  const reason = { rule: 'answer', pointer: '', message, statements: [] };
  return withReason({ reply, answer: 'undocumented', why: message }, reason, undefined);
}
