import { describe, expect, test } from 'vitest';
import { readAnswers, type Answer } from '../../src/description/answers.js';
import type { MediaTypeObject, ResponseObject } from '../../src/description/document.js';
import { plainSchemas } from './plain-schemas.js';

describe('the documented answers', () => {
  test('are the named examples of every response', () => {
    const answers = readAnswers(
      {
        '200': {
          description: 'ok',
          content: { 'application/json': { examples: { one: { value: 1 }, two: { value: 2 } } } },
        },
        '400': { description: 'bad', content: { 'application/json': { examples: { wrong: { value: 3 } } } } },
      },
      'GET /a',
      plainSchemas,
    );
    expect(answers.map(({ statusKey, name, body }) => [statusKey, name, valueOf(body)])).toEqual([
      ['200', 'one', 1],
      ['200', 'two', 2],
      ['400', 'wrong', 3],
    ]);
  });

  test('are the responses themselves where no example is named, under their status', () => {
    const answers = readAnswers(
      { '204': { description: 'gone' }, '4XX': { description: 'bad' }, default: { description: '' } },
      '',
      plainSchemas,
    );
    expect(answers.map(({ statusKey, name, body }) => [statusKey, name, body])).toEqual([
      ['204', '204', { kind: 'empty' }],
      ['4XX', '4XX', { kind: 'empty' }],
      ['default', 'default', { kind: 'empty' }],
    ]);
  });

  test('of several media types come one after the other', () => {
    const content = { 'application/json': { examples: { json: { value: 1 } } }, 'text/plain': { example: 'one' } };
    const answers = readAnswers({ '200': { description: 'ok', content } }, 'GET /a', plainSchemas);
    expect(answers.map(({ name, body }) => [name, body])).toEqual([
      ['json', { kind: 'value', mediaType: 'application/json', value: 1, schema: true }],
      ['200', { kind: 'value', mediaType: 'text/plain', value: 'one', schema: true }],
    ]);
  });

  test('are none where no response is documented', () => {
    expect(readAnswers({}, 'GET /a', plainSchemas)).toEqual([]);
  });
});

describe('the body of an answer', () => {
  const schema = { type: 'string', example: 'of the schema' };

  test.each([0, false, null, ''])('may be %j, whichever way it is documented', (value) => {
    expect(bodyOf({ schema, examples: { one: { value } } })).toMatchObject({ kind: 'value', value });
    expect(bodyOf({ schema, example: value })).toMatchObject({ kind: 'value', value });
    expect(bodyOf({ schema: { ...schema, example: value } })).toMatchObject({ kind: 'value', value });
    expect(bodyOf({ schema: { examples: [value, 'another'] } })).toMatchObject({ kind: 'value', value });
  });

  test('is a named example rather than an example, and that rather than one of the schema', () => {
    expect(bodyOf({ schema, example: 'plain', examples: { one: { value: 'named' } } })).toMatchObject({
      value: 'named',
    });
    expect(bodyOf({ schema, example: 'plain' })).toMatchObject({ value: 'plain' });
    expect(bodyOf({ schema })).toMatchObject({ value: 'of the schema' });
  });

  test('is whatever the schema allows where there is no example', () => {
    const bare = { type: 'string' };
    expect(bodyOf({ schema: bare })).toEqual({ kind: 'schema', mediaType: 'application/json', schema: bare });
    expect(bodyOf({})).toEqual({ kind: 'schema', mediaType: 'application/json', schema: true });
    expect(bodyOf({ schema: false })).toEqual({ kind: 'schema', mediaType: 'application/json', schema: false });
  });

  test('is not an example that stands in another file (externalValue)', () => {
    const elsewhere = { externalValue: 'https://example.com/one.json' };
    expect(bodyOf({ schema: { type: 'string' }, examples: { one: elsewhere } })).toMatchObject({ kind: 'schema' });
  });
});

describe('the headers of an answer', () => {
  test('are those with an example, as text', () => {
    const headers = {
      'WWW-Authenticate': { schema: { type: 'string' }, example: 'Bearer' },
      'X-Count': { schema: { type: 'integer' }, example: 0 },
      'X-Of-Schema': { schema: { type: 'string', examples: ['first', 'second'] } },
      'X-Bare': { schema: { type: 'string' } },
    };
    expect(onlyAnswer({ description: '', headers }).headers).toEqual({
      'WWW-Authenticate': 'Bearer',
      'X-Count': '0',
      'X-Of-Schema': 'first',
    });
  });

  test('belong to every example of the response', () => {
    const content = { 'application/json': { examples: { one: { value: 1 }, two: { value: 2 } } } };
    const answers = readAnswers(
      { '200': { description: '', headers: { 'X-A': { example: 'a' } }, content } },
      '',
      plainSchemas,
    );
    expect(answers.map(({ headers }) => headers)).toEqual([{ 'X-A': 'a' }, { 'X-A': 'a' }]);
  });

  test.each(['Content-Type', 'content-type'])('do not include %s, which OpenAPI ignores here', (name) => {
    const headers = { [name]: { schema: { type: 'string' }, example: 'text/plain' } };
    expect(onlyAnswer({ description: '', headers, content: { 'application/json': { example: 1 } } }).headers).toEqual(
      {},
    );
  });
});

describe('when an answer is due', () => {
  test('is said by its example, else by its response', () => {
    const examples = { own: { value: 1, 'x-when': { state: 'gone' } }, inherited: { value: 2 } };
    const response = { description: '', 'x-when': { demand: true }, content: { 'application/json': { examples } } };
    const answers = readAnswers({ '400': response }, 'GET /a', plainSchemas);
    expect(answers.map(({ when }) => when)).toEqual([{ kind: 'state', state: 'gone' }, { kind: 'demand' }]);
  });

  test('is said by a response without content too', () => {
    const response = { description: '', 'x-when': { credential: ['missing'] } };
    expect(onlyAnswer(response).when).toEqual({ kind: 'credential', states: ['missing'] });
  });

  test('is otherwise, where nothing is said', () => {
    expect(onlyAnswer({ description: '' }).when).toEqual({ kind: 'otherwise' });
  });

  test('is refused with its place where it makes no sense', () => {
    const examples = { wrong: { value: 1, 'x-when': 'sometimes' } };
    const responses = { '400': { description: '', content: { 'application/json': { examples } } } };
    expect(() => readAnswers(responses, 'POST /user/logout', plainSchemas)).toThrow(
      expect.objectContaining({
        code: 'DESCRIPTION_INVALID',
        message: expect.stringContaining('POST /user/logout 400 wrong') as string,
      }),
    );
  });
});

test('an answer tells its own statements from those of its response', () => {
  const examples = { one: { value: 1, 'x-source': ['L45'] }, two: { value: 2 } };
  const response = { description: '', 'x-source': ['L41'], content: { 'application/json': { examples } } };
  const answers = readAnswers({ '400': response }, 'GET /a', plainSchemas);
  expect(answers.map(({ statements }) => statements)).toEqual([['L45'], []]);
  expect(answers.map(({ responseStatements }) => responseStatements)).toEqual([['L41'], ['L41']]);
});

function onlyAnswer(response: ResponseObject): Answer {
  const [answer, ...others] = readAnswers({ '200': response }, 'GET /a', plainSchemas);
  if (answer === undefined || others.length > 0) throw new Error('the response has not exactly one answer');
  return answer;
}

function bodyOf(content: MediaTypeObject | { readonly examples: object; readonly schema: object }): Answer['body'] {
  return onlyAnswer({ description: '', content: { 'application/json': content as MediaTypeObject } }).body;
}

function valueOf(body: Answer['body']): unknown {
  return body.kind === 'value' ? body.value : body.kind;
}
