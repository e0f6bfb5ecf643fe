import type { Answer } from '../../description/answers.js';
import { pointerTokens } from '../../description/json-pointer.js';
import type { Violation } from '../../exchange.js';
import type { Departure } from '../departure.js';
import { showValue } from '../reply-body.js';

/** What of a body departs from its schema, one departure for each place. */
export function bodySchema(body: unknown, violations: readonly Violation[], answer: Answer): readonly Departure[] {
  const places = new Map<string, Violation>();
  for (const violation of violations) {
    const place = violation.rule === 'required' ? `${violation.pointer} ${violation.message}` : violation.pointer;
    if (!places.has(place)) places.set(place, violation);
  }
  return [...places.values()].map((violation) => toDeparture(body, violation, answer));
}

function toDeparture(body: unknown, { pointer, rule, message, statements }: Violation, answer: Answer): Departure {
  const name = pointer === '' ? 'the body' : pointerTokens(pointer).join('.') || pointer;
  const place = pointer === '' ? 'the answer' : `${name} in the answer`;
  const value = showValue(valueAt(body, pointer));
  const isTold = pointer !== '' && rule !== 'required';
  return {
    rule: 'body-schema',
    cause: `${place} ${message}`,
    statements: statements.length > 0 ? statements : answer.responseStatements,
    message: `${place} ${message}${isTold ? `, but is ${value}` : ''}`,
    expected: `${name} ${message}`,
    came: `${name}: ${value}`,
  };
}

function valueAt(value: unknown, pointer: string): unknown {
  return pointerTokens(pointer).reduce<unknown>(
    (inner, token) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[token] : undefined,
    value,
  );
}
