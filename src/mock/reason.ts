import type { Violation } from '../exchange.js';
import type { ChosenAnswer } from './choose-answer.js';

/** Why a request was refused. */
export interface Reason {
  /** The broken rule, such as `enum`, or `credential`, or an error code of this project. */
  readonly rule: string;
  /** JSON Pointer into the request. */
  readonly pointer: string;
  readonly message: string;
  /** Ids of the statements behind the rule and behind the answer. */
  readonly statements: readonly string[];
  /** Whatever else is wrong with the request. */
  readonly further?: readonly Omit<Violation, 'statements'>[] | undefined;
}

/** The header that carries the reason of a refusal. */
export const reasonHeader = 'Signoff-Reason';

const limit = 8192;

/** The value of the reason header: JSON in ASCII, at most 8 KB; what is too much is left away from the end. */
export function showReason(reason: Reason, chosen: ChosenAnswer | undefined): string {
  const answer = chosen && { answer: chosen.answer.name, status: chosen.status };
  const { rule, pointer, message, statements, further = [] } = reason;
  const main = { rule, pointer, message, statements, ...answer };
  for (let count = further.length; count >= 0; count -= Math.ceil(count / 2) || 1) {
    const told = count === 0 ? main : { ...main, further: further.slice(0, count) };
    const text = toAscii(JSON.stringify(told));
    if (text.length <= limit) return text;
  }
  return toAscii(JSON.stringify({ rule, ...answer }));
}

function toAscii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
