import { describe, expect, test } from 'vitest';
import { chooseAnswer, demandAnswer, type Cause } from '../../src/mock/choose-answer.js';
import type { ResponseObject } from '../../src/description/document.js';
import { readOperations, type Operation } from '../../src/description/operations.js';
import type { Violation } from '../../src/exchange.js';

/** An operation with these responses, in the order given (whole statuses come first: JavaScript sorts them). */
function operationWith(responses: Readonly<Record<string, Omit<ResponseObject, 'description'>>>): Operation {
  const described = Object.fromEntries(
    Object.entries(responses).map(([key, response]) => [key, { description: key, ...response }]),
  );
  const [operation] = readOperations({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { '/p': { post: { responses: described } } },
  });
  if (operation === undefined) throw new Error('no operation');
  return operation;
}

function chosen(operation: Operation, cause: Cause): { name?: string; status?: number } {
  const choice = chooseAnswer(operation, cause);
  return choice === undefined ? {} : { name: choice.answer.name, status: choice.status };
}

function broken(...places: readonly (readonly [pointer: string, rule: string])[]): Cause {
  const violations = places.map(([pointer, rule]): Violation => ({ pointer, rule, message: '', statements: [] }));
  return { kind: 'violations', violations: violations as [Violation, ...Violation[]] };
}

const success: Cause = { kind: 'success' };
const missing: Cause = { kind: 'credential', state: 'missing' };
const wrongMediaType = broken(['/header/content-type', 'media-type']);
const wrongValue = broken(['/body/age', 'minimum']);

describe('without x-when', () => {
  const every = { '200': {}, '400': {}, '401': {}, '415': {}, '422': {}, '4XX': {}, default: {} };

  function except(...keys: readonly string[]): Operation {
    return operationWith(Object.fromEntries(Object.entries(every).filter(([key]) => !keys.includes(key))));
  }

  test.each([
    ['a refused credential', [], '401', 401, missing],
    ['a refused credential', ['401'], '4XX', 401, missing],
    ['a refused credential', ['401', '4XX'], 'default', 401, missing],
    ['a wrong media type', [], '415', 415, wrongMediaType],
    ['a wrong media type', ['415'], '422', 422, wrongMediaType],
    ['a wrong media type', ['415', '422'], '400', 400, wrongMediaType],
    ['a wrong media type', ['415', '422', '400'], '4XX', 415, wrongMediaType],
    ['a wrong media type', ['415', '422', '400', '4XX'], 'default', 415, wrongMediaType],
    ['a wrong value', [], '422', 422, wrongValue],
    ['a wrong value', ['422'], '400', 400, wrongValue],
    ['a wrong value', ['422', '400'], '4XX', 422, wrongValue],
    ['a wrong value', ['422', '400', '4XX'], 'default', 422, wrongValue],
  ] as const)('%s, where %j are not documented, is answered with %s of %i', (_, absent, name, status, cause) => {
    expect(chosen(except(...absent), cause)).toEqual({ name, status });
  });

  test('a range is more specific than default, whichever stands first', () => {
    const operation = operationWith({ '200': {}, default: {}, '4XX': {} });
    expect(chosen(operation, wrongValue).name).toBe('4XX');
    expect(demandAnswer(operation, { code: '404' })).toMatchObject({ answer: { name: '4XX' }, status: 404 });
  });

  test('nothing is due where nothing is documented', () => {
    expect(chosen(operationWith({ '200': {} }), wrongValue)).toEqual({});
    expect(chosen(operationWith({ '200': {} }), missing)).toEqual({});
  });

  test.each([
    ['the lowest 2xx', { '202': {}, '201': {}, '404': {} }, '201', 201],
    ['2XX', { '2XX': {}, '404': {} }, '2XX', 200],
    ['an exact status before the range that covers it', { '2XX': {}, '201': {} }, '201', 201],
    ['default, of a description that has no success', { default: {}, '404': {} }, 'default', 200],
    ['a redirect before default', { '302': {}, '404': {} }, '302', 302],
  ])('a success is %s', (_, responses, name, status) => {
    expect(chosen(operationWith(responses), success)).toEqual({ name, status });
  });

  test('the first of several examples is given', () => {
    const examples = { second: { value: 2 }, first: { value: 1 } };
    const operation = operationWith({ '200': { content: { 'application/json': { examples } } } });
    expect(chosen(operation, success).name).toBe('second');
  });
});

describe('with x-when', () => {
  const operation = operationWith({
    '200': {},
    '400': {
      content: {
        'application/json': {
          examples: {
            general: { value: 1, 'x-when': { violates: [''] } },
            address: { value: 2, 'x-when': { violates: ['/body/address'] } },
            street: { value: 3, 'x-when': { violates: ['/body/address/street', '/query/street'] } },
            sold: { value: 4, 'x-when': { state: 'sold-out' } },
            rare: { value: 5, 'x-when': { demand: true } },
          },
        },
      },
    },
    '403': { 'x-when': { credential: ['expired', 'revoked'] } },
    '422': {},
  });

  test.each([
    ['a rule at the pointer', 'street', broken(['/body/address/street', 'maxLength'])],
    ['a rule below it', 'street', broken(['/body/address/street/name', 'maxLength'])],
    ['a rule beside it', 'address', broken(['/body/address/streets', 'maxLength'])],
    ['several rules, the longest pointer wins', 'street', broken(['/body/age', 'minimum'], ['/query/street', 'enum'])],
    ['a missing member, which breaks its parent', 'address', broken(['/body/address', 'required'])],
    ['a value of the wrong type, which is no such member', 'address', broken(['/body/address/street', 'type'])],
    ['any other rule', 'general', broken(['/header/x-age', 'minimum'])],
    ['a state of the API', 'sold', { kind: 'state', state: 'sold-out' }],
    ['an expired credential', '403', { kind: 'credential', state: 'expired' }],
  ] as const)('%s: the answer is %s', (_, name, cause) => {
    expect(chosen(operation, cause).name).toBe(name);
  });

  test('an answer for demand only is never due by itself', () => {
    const onlyRare = operationWith({
      '400': { content: { 'application/json': { examples: { rare: { value: 5, 'x-when': { demand: true } } } } } },
    });
    expect(chosen(onlyRare, wrongValue)).toEqual({});
    expect(demandAnswer(onlyRare, { example: 'rare' })).toMatchObject({ status: 400 });
  });
});
