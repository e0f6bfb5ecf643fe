import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { judge } from '../../src/conformance/judge.js';
import { createValidator, type Validator } from '../../src/conformance/validator.js';
import { loadDescription, type Description } from '../../src/description/load.js';
import type { Finding } from '../../src/exchange.js';

// How the real FunGame server departs from its document, and how much each departure may weigh.

let description: Description;
let validator: Validator;
beforeAll(async () => {
  description = await loadDescription(fileURLToPath(new URL('../../openapi/fungame.yaml', import.meta.url)));
  validator = createValidator(description.document);
});

const success = { RequestType: 1, StatusCode: 200, Message: '你已成功退出登录！', Data: {} };

describe('no finding at all', () => {
  test.each([
    { why: 'the documented answer', body: success },
    {
      why: 'members that the document omits',
      body: { Event: 'user_logout', ...success, Timestamp: '2025-04-21 10:00:00.000' },
    },
  ])('$why', ({ body }) => {
    expect(judgeSuccess(body)).toEqual([]);
  });
});

test('camelCase names are one finding', () => {
  const body = { requestType: 1, statusCode: 200, message: '你已成功退出登录！', timestamp: '', data: {} };
  expect(show(judgeSuccess(body))).toEqual(['member-names must F16']);
});

test.each(['Bye!', '你已成功退出登录！ ', '你已成功退出登录!', '您已成功退出登录！', '你已成功退出登录！再见。'])(
  'another text is a departure from the letter: "%s"',
  (Message) => {
    expect(show(judgeSuccess({ ...success, Message }))).toEqual(['documented-value letter F21']);
  },
);

describe('a must', () => {
  test.each([
    { what: 'another RequestType', body: { ...success, RequestType: 2 }, statement: 'F17' },
    { what: 'a RequestType that is a text', body: { ...success, RequestType: '1' }, statement: 'F17' },
    { what: 'a StatusCode that is not that of HTTP', body: { ...success, StatusCode: 400 }, statement: 'F18' },
    { what: 'an empty Message', body: { ...success, Message: '' }, statement: 'F19' },
    { what: 'no Data', body: { RequestType: 1, StatusCode: 200, Message: success.Message }, statement: 'F16 F20' },
    { what: 'a Data with members', body: { ...success, Data: { user: 1 } }, statement: 'F20' },
    { what: 'a Data that is no object', body: { ...success, Data: [] }, statement: 'F20' },
  ])('is $what', ({ body, statement }) => {
    const findings = judgeSuccess(body);
    expect(show(findings)).toEqual([`body-schema must ${statement}`]);
  });
});

function judgeSuccess(body: unknown): readonly Finding[] {
  const [operation] = description.operations;
  const answer = operation?.answers.find(({ statusKey }) => statusKey === '200');
  if (operation === undefined || answer === undefined) throw new Error('no success is described');
  const reply = {
    status: 200,
    headers: { 'content-type': ['application/json; charset=utf-8'] },
    body: new TextEncoder().encode(JSON.stringify(body)),
  };
  return judge(
    reply,
    { operation, answer, statements: ['F32'], byValue: true },
    { statements: description.statements, validator },
  );
}

function show(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ rule, level, statements }) => `${rule} ${level} ${statements.join(' ')}`);
}
