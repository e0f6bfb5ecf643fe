import { describe, expect, test } from 'vitest';
import { follow, pointerTo, pointerTokens } from '../../src/description/json-pointer.js';

describe('the tokens of a JSON Pointer', () => {
  test.each([
    ['', []],
    ['/', ['']],
    ['/paths/get', ['paths', 'get']],
    ['#/paths/get', ['paths', 'get']],
    ['/paths/~1user~1logout', ['paths', '/user/logout']],
    ['/a~0b', ['a~b']],
    ['/~01', ['~1']], // RFC 6901 section 4: first `~1`, then `~0`
    ['/a//b', ['a', '', 'b']],
  ])('of %j are %j', (pointer, tokens) => {
    expect(pointerTokens(pointer)).toEqual(tokens);
  });
});

test.each([
  ['', 'a', '/a'],
  ['/a', 'b/c~d', '/a/b~1c~0d'],
  ['/a', 0, '/a/0'],
])('from %j one token %j further is %j', (pointer, token, further) => {
  expect(pointerTo(pointer, token)).toBe(further);
});

describe('what a reference leads to', () => {
  const document = { paths: { '/a/{id}': { get: 1 } }, list: [{ one: 2 }], 'a%': 3, '50%': 4 };

  test.each([
    ['#', document],
    ['#/paths/~1a~1{id}/get', 1],
    ['#/paths/~1a~1%7Bid%7D/get', 1], // RFC 6901 section 6: percent-encoded in a fragment
    ['#/list/0/one', 2],
    ['#/a%25', 3],
    ['#/50%', 4],
    ['#/nowhere', undefined],
    ['#/list/1', undefined],
    ['#/list/0/one/deeper', undefined],
    ['#/constructor', undefined],
    ['#/__proto__/toString', undefined],
    ['other.yaml#/paths', undefined],
  ])('%s', (reference, target) => {
    expect(follow(document, reference)).toBe(target);
  });
});
