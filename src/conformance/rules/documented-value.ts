import { isDeepStrictEqual } from 'node:util';
import type { Answer } from '../../description/answers.js';
import type { Departure } from '../departure.js';
import { membersOf, showValue } from '../reply-body.js';

/** Where the members of a body are not those of the documented example, character by character. */
export function documentedValue(body: unknown, { body: documented, statements, name }: Answer): readonly Departure[] {
  if (documented.kind !== 'value') return [];
  if (!isObject(documented.value)) return wholeValue(body, documented.value, { statements, name });
  const members = membersOf(body);
  const differing = Object.entries(membersOf(documented.value)).filter(
    ([key, value]) => members[key] !== undefined && !isDeepStrictEqual(members[key], value),
  );
  return differing.map(([key, value]) => ({
    rule: 'documented-value',
    statements,
    cause: `${key} of ${name}`,
    message: `${key} in the answer is ${showValue(members[key])}, not the documented one (${name})`,
    expected: `${key}: ${showValue(value)}`,
    came: `${key}: ${showValue(members[key])}`,
  }));
}

function wholeValue(
  body: unknown,
  value: unknown,
  { statements, name }: Pick<Answer, 'statements' | 'name'>,
): Departure[] {
  if (isDeepStrictEqual(body, value)) return [];
  const message = `the body is not the documented one (${name})`;
  return [{ rule: 'documented-value', statements, message, expected: showValue(value), came: showValue(body) }];
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
