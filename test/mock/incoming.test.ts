import { expect, test } from 'vitest';
import { groupHeaders, headerValues } from '../../src/mock/incoming.js';

test('headers are found in any case, a repeated one in the order of arrival', () => {
  const headers = groupHeaders(['X-A', '1', 'x-b', '2', 'x-a', '3']);
  expect(headerValues(headers, 'X-a')).toEqual(['1', '3']);
  expect(headerValues(headers, 'X-B')).toEqual(['2']);
});

test('an empty value is a value, a missing header is none', () => {
  const headers = groupHeaders(['X-A', '']);
  expect(headerValues(headers, 'x-a')).toEqual(['']);
  expect(headerValues(headers, 'x-b')).toEqual([]);
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is a header like any other', (name) => {
  expect(headerValues(groupHeaders([]), name)).toEqual([]);
  expect(headerValues(groupHeaders([name, '1', name, '2']), name)).toEqual(['1', '2']);
});
