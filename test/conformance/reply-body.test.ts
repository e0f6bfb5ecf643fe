import { describe, expect, test } from 'vitest';
import { jsonOf, membersOf, showReply, showValue, textOf } from '../../src/conformance/reply-body.js';
import type { ReceivedReply } from '../../src/exchange.js';

const invalidUtf8 = new Uint8Array([0x7b, 0xff, 0x7d]);

describe('the text of a body', () => {
  test('is UTF-8', () => {
    expect(textOf(replyOf('退出登录'))).toBe('退出登录');
    expect(textOf(replyOf(''))).toBe('');
  });

  test('is nothing where it is not UTF-8', () => {
    expect(textOf({ ...replyOf(''), body: invalidUtf8 })).toBeUndefined();
  });
});

describe('the JSON of a body', () => {
  test.each(['{"a":[1]}', 'null', '0', 'false', '""', ' [1]\n'])('%s is JSON, with a value', (text) => {
    expect(jsonOf(replyOf(text))).toEqual({ value: JSON.parse(text) as unknown });
  });

  test.each(['', 'oops', '{"a":1', "{'a':1}", '{"a":1}{"b":2}', 'undefined'])('%j is not JSON', (text) => {
    expect(jsonOf(replyOf(text))).toBeUndefined();
  });

  test('is nothing where the body is not UTF-8', () => {
    expect(jsonOf({ ...replyOf(''), body: invalidUtf8 })).toBeUndefined();
  });
});

test('only an object has members', () => {
  expect(membersOf({ a: 1 })).toEqual({ a: 1 });
  for (const value of [null, [1], 'ab', 5, undefined]) expect(membersOf(value)).toEqual({});
});

describe('a reply in a few words', () => {
  test('has its status, its media type and its body on one line', () => {
    const reply = { ...replyOf('{\n  "a": 1\n}'), headers: { 'content-type': ['application/json'] } };
    expect(showReply(reply)).toBe('status 200, application/json, { "a": 1 }');
  });

  test('says that there is no body, and no more than there is', () => {
    expect(showReply({ ...replyOf(''), status: 401 })).toBe('status 401, no body');
  });

  test('says that a body cannot be shown', () => {
    expect(showReply({ ...replyOf(''), body: invalidUtf8 })).toBe('status 200, a body that is not UTF-8');
  });

  test('cuts a long body', () => {
    expect(showReply(replyOf('x'.repeat(5000))).length).toBeLessThan(250);
    expect(showReply(replyOf('x'.repeat(5000)))).toMatch(/x…$/);
  });
});

test('a value in a few words is its JSON, and nothing where there is none', () => {
  expect([showValue('a'), showValue(null), showValue({ a: 0 }), showValue(undefined)]).toEqual([
    '"a"',
    'null',
    '{"a":0}',
    'nothing',
  ]);
  expect(showValue('x'.repeat(5000)).length).toBeLessThan(250);
});

function replyOf(text: string): ReceivedReply {
  return { status: 200, headers: {}, body: new TextEncoder().encode(text) };
}
