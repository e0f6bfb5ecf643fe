import { expect, test } from 'vitest';
import { bodySchema } from '../../../src/conformance/rules/body-schema.js';
import type { Answer } from '../../../src/description/answers.js';
import type { Violation } from '../../../src/exchange.js';

const answer: Answer = {
  name: 'done',
  statusKey: '200',
  body: { kind: 'empty' },
  headers: {},
  when: { kind: 'otherwise' },
  statements: ['E'],
  responseStatements: ['R'],
};

test('a body without violations departs from nothing', () => {
  expect(bodySchema({ a: 1 }, [], answer)).toEqual([]);
});

test('a departure shows the place by its names and what came there', () => {
  const body = { data: { 'a/b': [{ '~': 'text' }] } };
  expect(bodySchema(body, [violation('/data/a~1b/0/~0')], answer)).toEqual([
    {
      rule: 'body-schema',
      statements: ['V'],
      cause: 'data.a/b.0.~ in the answer must be right',
      message: 'data.a/b.0.~ in the answer must be right, but is "text"',
      expected: 'data.a/b.0.~ must be right',
      came: 'data.a/b.0.~: "text"',
    },
  ]);
});

test('a departure of the whole says so', () => {
  expect(bodySchema(null, [violation('')], answer)).toMatchObject([
    { message: 'the answer must be right', came: 'the body: null' },
  ]);
});

test('several violations of one place are one departure', () => {
  const departures = bodySchema({ a: 1 }, [violation('/a'), violation('/a', 'enum'), violation('/b')], answer);
  expect(departures.map(({ message }) => message)).toEqual([
    'a in the answer must be right, but is 1',
    'b in the answer must be right, but is nothing',
  ]);
});

test('each missing member is a departure of its own', () => {
  const missing = ['a', 'b', 'b'].map((name) => ({
    ...violation('', 'required'),
    message: `must have the member ${name}`,
  }));
  expect(bodySchema({}, missing, answer).map(({ message }) => message)).toEqual([
    'the answer must have the member a',
    'the answer must have the member b',
  ]);
});

test('a violation that names no statement breaks those of the response', () => {
  expect(bodySchema({ a: 1 }, [{ ...violation('/a'), statements: [] }], answer)[0]?.statements).toEqual(['R']);
});

test('a place that the body does not have shows nothing', () => {
  expect(bodySchema({ a: 1 }, [violation('/a/b/c')], answer)[0]?.came).toBe('a.b.c: nothing');
});

function violation(pointer: string, rule = 'type'): Violation {
  return { pointer, rule, message: 'must be right', statements: ['V'] };
}
