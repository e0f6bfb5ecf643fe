import { describe, expect, test } from 'vitest';
import { documentedValue } from '../../../src/conformance/rules/documented-value.js';
import type { Answer, AnswerBody } from '../../../src/description/answers.js';

describe('a body that is the documented one', () => {
  test.each([
    { why: 'to the letter', due: { a: 1, b: 'text', c: { d: [null] } }, came: { a: 1, b: 'text', c: { d: [null] } } },
    { why: 'in another order', due: { a: 1, b: 2 }, came: { b: 2, a: 1 } },
    { why: 'with further members', due: { a: 1 }, came: { a: 1, b: 2 } },
    { why: 'where a member is missing, which is for its schema to say', due: { a: 1, b: 2 }, came: { a: 1 } },
    { why: 'as a single text', due: 'pong', came: 'pong' },
    { why: 'as a list', due: [1, 2], came: [1, 2] },
    { why: 'as null', due: null, came: null },
  ])('$why', ({ due, came }) => {
    expect(documentedValue(came, answerOf(due))).toEqual([]);
  });
});

describe('a body that is another', () => {
  test('is one departure for each member, with the statements of the example', () => {
    const departures = documentedValue({ a: 2, b: 'other', c: 3 }, answerOf({ a: 1, b: 'text', c: 3 }));
    expect(departures).toMatchObject([
      { rule: 'documented-value', statements: ['E'], expected: 'a: 1', came: 'a: 2' },
      { rule: 'documented-value', statements: ['E'], expected: 'b: "text"', came: 'b: "other"' },
    ]);
    for (const { message } of departures) expect(message).toContain('done');
  });

  test.each([
    { due: { a: 1 }, came: { a: '1' } },
    { due: { a: 0 }, came: { a: null } },
    { due: { a: null }, came: { a: 0 } },
    { due: { a: '' }, came: { a: 'text' } },
    { due: { a: {} }, came: { a: [] } },
    { due: { a: 'a b' }, came: { a: 'ab' } },
    { due: { a: 'text' }, came: { a: 'text ' } },
    { due: { a: '好！' }, came: { a: '好!' } },
  ])('as $came is not $due', ({ due, came }) => {
    expect(documentedValue(came, answerOf(due))).toHaveLength(1);
  });

  test.each([
    { due: 'pong', came: 'ping' },
    { due: 'pong', came: 'pong\n' },
    { due: [1, 2], came: [2, 1] },
    { due: 0, came: false },
  ])('also where it is no object: $came is not $due', ({ due, came }) => {
    expect(documentedValue(came, answerOf(due))).toHaveLength(1);
  });
});

test.each<AnswerBody>([{ kind: 'empty' }, { kind: 'schema', mediaType: 'application/json', schema: true }])(
  'without a documented value nothing differs: $kind',
  (body) => {
    expect(documentedValue({ any: 'thing' }, { ...answerOf(0), body })).toEqual([]);
  },
);

function answerOf(value: unknown): Answer {
  const body: AnswerBody = { kind: 'value', mediaType: 'application/json', value, schema: true };
  return {
    name: 'done',
    statusKey: '200',
    body,
    headers: {},
    when: { kind: 'otherwise' },
    statements: ['E'],
    responseStatements: ['R'],
  };
}
