import { expect, test } from 'vitest';
import { redact } from '../../src/check/redact.js';

test('a secret inside a longer secret does not show', () => {
  expect(redact('abcdef abcdefgh', new Set(['abcdef', 'abcdefgh', '']))).toBe('*** ***');
});

test.each([
  ['percent-encoded', 'secret value/1', 'q=secret%20value%2F1', 'q=***'],
  ['escaped as in JSON', 'sec"ret-1', '{"a":"sec\\"ret-1"}', '{"a":"***"}'],
  ['in base64', 'user:password', 'Basic dXNlcjpwYXNzd29yZA==', 'Basic ***=='],
  ['by the claims of a JWT', 'eyJhbGciOiJ9.eyJzdWIiOiJ9.c2lnbmF0dXJl', 'claims eyJzdWIiOiJ9', 'claims ***'],
  ['cut off', 'secret-token', 'came secret-to…', 'came ***…'],
])('a secret is masked %s', (_, secret, text, masked) => {
  expect(redact({ deep: [text] }, new Set([secret]))).toEqual({ deep: [masked] });
});

test('a short secret is masked as a word of its own only', () => {
  expect(redact('a token: a', new Set(['a']))).toBe('*** token: ***');
  expect(redact('token', new Set(['ok']))).toBe('token');
});

test('names of members are masked as well', () => {
  expect(redact({ 'the-secret': 1 }, new Set(['the-secret']))).toEqual({ '***': 1 });
});
