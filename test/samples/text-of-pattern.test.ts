import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPattern } from '../../src/samples/pattern.js';
import { textsOfPattern } from '../../src/samples/text-of-pattern.js';

const anyLength = { minLength: 0, maxLength: Infinity };

describe('texts match their pattern', () => {
  test.each([
    '^ou_[0-9a-f]{8}$',
    '^\\p{Lu}{3}$',
    '^\\p{Script=Thai}+$',
    '^[\\u4e00-\\u9fa5]+$',
    '^(?=.*[A-Z])(?=.*\\d)(?=.*[^\\w]).{8,}$',
    '^(?!admin)[a-z]+$',
    '^[\\w\\-\\:]+\\_$',
    '^(\\w+)-\\1$',
    '^(?<word>[a-z]+) \\k<word>$',
    '^-?\\d+(\\.\\d+)?$',
    '^\\S+@\\S+\\.\\S+$',
    '^(?:AD|AE|AF)$',
    '^arn:(aws|aws-cn):s3:::.+$',
    '^[^a-zA-Z0-9]$',
    '^[\\s]+$',
    '\\bfoo\\b',
    '',
  ])('%s', (pattern) => {
    const [text] = [...textsOfPattern(pattern, anyLength)].filter((one) => readPattern(pattern)?.test(one));
    expect(text).toBeDefined();
  });

  test('and most texts of most patterns do', () => {
    const part = fc.constantFrom('a', '\\d', '[b-f]', '[^x]', '(gh|i)', '(?:jk)', '\\w', '.');
    const times = fc.constantFrom('', '?', '*', '+', '{2}', '{1,3}', '{2,}');
    const pattern = fc
      .array(fc.tuple(part, times), { minLength: 1, maxLength: 6 })
      .map((parts) => `^${parts.flat().join('')}$`);
    fc.assert(
      fc.property(pattern, (text) => {
        for (const one of textsOfPattern(text, anyLength)) expect(one).toMatch(new RegExp(text, 'u'));
      }),
    );
  });
});

test.each([
  { pattern: '^[a-z]+$', minLength: 20, maxLength: 20 },
  { pattern: '^[a-z]+\\d+$', minLength: 10, maxLength: 10 },
  { pattern: '^(?:ab)+$', minLength: 6, maxLength: 7 },
  { pattern: '^[A-Z0-9_-]{1,64}$', minLength: 1, maxLength: 2 },
  { pattern: '^.*$', minLength: 5000, maxLength: 5000 },
])('$pattern between $minLength and $maxLength characters', ({ pattern, ...lengths }) => {
  const [text = ''] = textsOfPattern(pattern, lengths);
  expect(text).toMatch(new RegExp(pattern, 'u'));
  expect(text.length).toBeGreaterThanOrEqual(lengths.minLength);
  expect(text.length).toBeLessThanOrEqual(lengths.maxLength);
});

test('further texts are others', () => {
  const first = Array.from(
    { length: 10 },
    (_, number) => [...textsOfPattern('^[a-z]{2}$', { ...anyLength, number })][0],
  );
  expect(new Set(first).size).toBe(10);
});

test.each([
  { what: 'too long', pattern: 'a{1000000}' },
  { what: 'far too long', pattern: '((a{1000}){1000}){1000}' },
  { what: 'no character', pattern: '^[^\\s\\S]$' },
  { what: 'no regular expression', pattern: '(' },
  { what: 'longer than anybody writes', pattern: 'a?'.repeat(5000) },
])('nothing, soon, for a pattern that is $what', ({ pattern }) => {
  expect([...textsOfPattern(pattern, anyLength)]).toEqual([]);
});
