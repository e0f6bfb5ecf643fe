import { expect, test } from 'vitest';
import { readCookie } from '../../src/mock/read-cookie.js';

test.each([
  ['a=1', '1'],
  ['b=2; a=1', '1'],
  ['b=2;a=1', '1'],
  ['a="1"', '1'],
  ['a=1=2==', '1=2=='],
  ['a=', ''],
  ['aa=2; a=1', '1'],
  ['A=2; a=1', '1'],
  ['a=1; a=2', '1'],
])('Cookie: %s', (header, value) => {
  expect(readCookie({ cookie: [header] }, 'a')).toBe(value);
});

test.each(['', 'b=1', 'aa=1', 'A=1', '=1', 'b=a=1'])('Cookie: %s has no such cookie', (header) => {
  expect(readCookie({ cookie: [header] }, 'a')).toBeUndefined();
});

test('a cookie may stand in any of several Cookie headers', () => {
  expect(readCookie({ cookie: ['b=2', 'a=1'] }, 'a')).toBe('1');
  expect(readCookie({}, 'a')).toBeUndefined();
});
