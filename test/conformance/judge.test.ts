import { describe, expect, test } from 'vitest';
import { judge, type Due } from '../../src/conformance/judge.js';
import { createValidator } from '../../src/conformance/validator.js';
import type { Document, ResponseObject } from '../../src/description/document.js';
import { readOperations } from '../../src/description/operations.js';
import type { Statements } from '../../src/description/statements.js';
import type { Finding, Level, ReceivedReply } from '../../src/exchange.js';

// What makes the answer due is D; the response is R, its schema S, its members C and M, its example E.
const levels: Readonly<Record<string, Level>> = { D: 'must', R: 'must', S: 'must', C: 'must', M: 'info', E: 'letter' };

const schema = {
  type: 'object',
  'x-source': ['S'],
  required: ['Code', 'Message'],
  properties: {
    Code: { type: 'integer', const: 0, 'x-source': ['C'] },
    Message: { type: 'string', 'x-source': ['M'] },
  },
};
const examples = { done: { value: { Code: 0, Message: 'done!' }, 'x-source': ['E'] } };
const documented: ResponseObject = {
  description: 'ok',
  'x-source': ['R'],
  content: { 'application/json': { schema, examples } },
};

describe('a kept promise', () => {
  test('has no findings', () => {
    expect(judgeDocumented(json('{"Code":0,"Message":"done!"}'))).toEqual([]);
    expect(judgeDocumented(json('{"Code":0,"Message":"done!"}'), { byValue: true })).toEqual([]);
  });

  test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset=UTF-8'])(
    'may be labelled %s',
    (type) => {
      expect(judgeDocumented(replyOf(200, type, '{"Code":0,"Message":"done!"}'))).toEqual([]);
    },
  );

  test('may have further members and another layout', () => {
    const reply = json('{\n  "Timestamp": "2025-03-23 19:47:43.000",\n  "Message": "bye",\n  "Code": 0.0\n}');
    expect(judgeDocumented(reply)).toEqual([]);
  });
});

describe('a wrong status', () => {
  test('is one finding, and nothing that follows from it is judged', () => {
    const findings = judgeDocumented(replyOf(500, 'text/html', '<h1>oops</h1>'), { byValue: true });
    expect(findings).toMatchObject([{ rule: 'status', level: 'must', statements: ['D'] }]);
    expect(findings[0]?.message).toMatch(/500.*200/);
    expect(findings[0]?.came).toContain('<h1>oops</h1>');
  });

  test('within its class is a habit, one cause wherever it shows', () => {
    const unauthorized: ResponseObject = { description: '' };
    const [one] = judgeResponse('401', unauthorized, replyOf(403, undefined, ''), { statements: ['D'] });
    const [other] = judgeResponse('401', unauthorized, replyOf(403, 'text/plain', 'no'), { statements: ['R'] });
    expect(one?.cause).toBeDefined();
    expect(one?.cause).toBe(other?.cause);
    expect(judgeResponse('401', unauthorized, replyOf(404, undefined, ''))[0]?.cause).not.toBe(one?.cause);
  });

  test('of the other class is a cause of its own wherever other statements are broken', () => {
    const [served] = judgeResponse('401', { description: '' }, replyOf(200, undefined, ''));
    expect(served?.cause).toBe(`200 for 401: ${served?.statements.join(' ')}`);
  });

  test.each([
    ['4XX', 400],
    ['4XX', 499],
    ['default', 503],
  ])('is none where the response %s is due and %i came', (statusKey, status) => {
    const reply = replyOf(status, 'application/json', '{"Code":0,"Message":"done!"}');
    expect(judgeResponse(statusKey, documented, reply)).toEqual([]);
  });

  test('is one where a range is due and a status outside of it came', () => {
    expect(show(judgeResponse('4XX', documented, json('{"Code":0,"Message":"done!"}')))).toEqual(['status must D']);
  });
});

describe('a wrong media type', () => {
  test.each([['text/html'], ['application/problem+json'], ['application/jsonp'], [undefined]])('is %s', (type) => {
    const findings = judgeDocumented(replyOf(200, type, '{"Code":0,"Message":"done!"}'));
    expect(show(findings)).toEqual(['media-type must R D']);
    expect(findings[0]?.message).toContain(type ?? 'no Content-Type');
  });

  test('does not hide what is wrong with the body', () => {
    const findings = judgeDocumented(replyOf(200, 'text/html', '{"Code":1,"Message":"done!"}'));
    expect(show(findings)).toEqual(['media-type must R D', 'body-schema must C']);
  });

  test('explains a body that is not JSON', () => {
    expect(show(judgeDocumented(replyOf(200, 'text/html', '<p>done!</p>')))).toEqual(['media-type must R D']);
  });

  test('is none in a documented range', () => {
    const response = { ...documented, content: { 'application/*': { schema, examples } } };
    expect(judgeResponse('200', response, json('{"Code":0,"Message":"done!"}'))).toEqual([]);
    const text = replyOf(200, 'text/plain', '{"Code":0,"Message":"done!"}');
    expect(show(judgeResponse('200', response, text))).toEqual(['media-type must R D']);
  });
});

describe('a body that is not JSON', () => {
  test.each([
    ['broken', new TextEncoder().encode('{"Code":0'), 'not JSON'],
    ['empty', new Uint8Array(), 'no body'],
    ['not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 'not JSON'],
  ])('is one finding where it is %s', (_, body, message) => {
    const findings = judgeDocumented({ ...json(''), body });
    expect(show(findings)).toEqual(['body-json must R D']);
    expect(findings[0]?.message).toContain(message);
  });

  test('is none where another type is documented', () => {
    const plain = { description: '', content: { 'text/plain': { schema: { type: 'string' }, example: 'pong' } } };
    expect(judgeResponse('200', plain, replyOf(200, 'text/plain; charset=utf-8', 'pong'))).toEqual([]);
    expect(show(judgeResponse('200', plain, json('"pong"')))).toEqual(['media-type must D']);
  });
});

describe('member names in another case', () => {
  test('are one finding, and everything else is still judged', () => {
    expect(show(judgeDocumented(json('{"code":0,"message":"done!"}')))).toEqual(['member-names must S']);
    const findings = judgeDocumented(json('{"code":1,"message":"done!"}'));
    expect(show(findings)).toEqual(['member-names must S', 'body-schema must C']);
  });

  test('do not hide that a text is not the documented one', () => {
    const findings = judgeDocumented(json('{"code":0,"message":"bye"}'), { byValue: true });
    expect(show(findings)).toEqual(['member-names must S', 'documented-value letter E']);
  });
});

describe('a body that breaks its schema', () => {
  test('is one finding for each place, with the statements of that place', () => {
    const findings = judgeDocumented(json('{"Code":"zero","Message":5}'));
    expect(show(findings)).toEqual(['body-schema must C', 'body-schema info M']);
    expect(findings.map(({ came }) => came)).toEqual(['Code: "zero"', 'Message: 5']);
  });

  test('is one finding for each missing member', () => {
    expect(show(judgeDocumented(json('{}')))).toEqual(['body-schema must S C', 'body-schema must S M']);
  });

  test.each(['null', '[]', '"done!"', '5'])('where the body is %s', (body) => {
    expect(show(judgeDocumented(json(body), { byValue: true }))).toEqual(['body-schema must S']);
  });

  test('breaks the response where its schema names no statement', () => {
    const bare = { ...documented, content: { 'application/json': { schema: { type: 'string' } } } };
    expect(show(judgeResponse('200', bare, json('5')))).toEqual(['body-schema must R']);
  });

  test('is judged by the schema of the answer that is due, where its response has several', () => {
    const problem = { schema: { type: 'object', required: ['title'] }, example: { title: 'oops' } };
    const response = {
      description: '',
      content: { 'application/problem+json': problem, 'application/json': { schema: { type: 'integer' } } },
    };
    expect(judgeResponse('500', response, replyOf(500, 'application/problem+json', '{"title":"oops"}'))).toEqual([]);
    expect(judgeResponse('500', response, replyOf(500, 'application/json', '5'), {}, 1)).toEqual([]);
    expect(show(judgeResponse('500', response, replyOf(500, 'application/json', '"5"'), {}, 1))).toEqual([
      'body-schema must ',
    ]);
  });
});

describe('a documented value', () => {
  test('is due only where it is asked for', () => {
    expect(judgeDocumented(json('{"Code":0,"Message":"bye"}'))).toEqual([]);
    const findings = judgeDocumented(json('{"Code":0,"Message":"bye"}'), { byValue: true });
    expect(show(findings)).toEqual(['documented-value letter E']);
    expect(findings[0]).toMatchObject({ expected: 'Message: "done!"', came: 'Message: "bye"' });
  });

  test('is due character by character', () => {
    expect(show(judgeDocumented(json('{"Code":0,"Message":"done! "}'), { byValue: true }))).toEqual([
      'documented-value letter E',
    ]);
  });

  test('is not looked for in a body that breaks its schema', () => {
    expect(show(judgeDocumented(json('{"Code":1,"Message":"bye"}'), { byValue: true }))).toEqual([
      'body-schema must C',
    ]);
  });
});

describe('an answer without content', () => {
  test('is kept by an empty body', () => {
    expect(judgeResponse('401', { description: '' }, replyOf(401, undefined, ''))).toEqual([]);
  });

  test('is departed from by a body, which never fails', () => {
    const response = { description: '', 'x-source': ['R'] };
    const findings = judgeResponse('401', response, replyOf(401, 'application/json', '{"message":"revoked"}'));
    expect(show(findings)).toEqual(['body-empty info R']);
  });

  test('of another status says nothing about its body', () => {
    expect(show(judgeResponse('401', { description: '' }, replyOf(500, 'text/html', 'oops')))).toEqual([
      'status must D',
    ]);
  });
});

function judgeDocumented(reply: ReceivedReply, due: Partial<Due> = {}): readonly Finding[] {
  return judgeResponse('200', documented, reply, due);
}

// Judges a reply by the first (or another) documented answer of a response.
function judgeResponse(
  statusKey: string,
  response: ResponseObject,
  reply: ReceivedReply,
  due: Partial<Due> = {},
  which = 0,
): readonly Finding[] {
  const document: Document = {
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    paths: { '/a': { get: { operationId: 'a', responses: { [statusKey]: response } } } },
  };
  const [operation] = readOperations(document);
  const answer = operation?.answers[which];
  if (operation === undefined || answer === undefined) throw new Error('the document has no such answer');
  const promised = { statements: statementsOf(), validator: createValidator(document) };
  return judge(reply, { operation, answer, statements: ['D'], ...due }, promised);
}

function statementsOf(): Statements {
  const entries = Object.entries(levels).map(([id, level]) => [id, { id, section: '', says: '', level }] as const);
  return { title: '', address: '', byId: new Map(entries) };
}

function json(text: string): ReceivedReply {
  return replyOf(200, 'application/json', text);
}

function replyOf(status: number, type: string | undefined, text: string): ReceivedReply {
  const headers = type === undefined ? {} : { 'content-type': [type] };
  return { status, headers, body: new TextEncoder().encode(text) };
}

function show(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ rule, level, statements }) => `${rule} ${level} ${statements.join(' ')}`);
}
