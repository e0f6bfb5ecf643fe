import { expect, test } from 'vitest';
import { toCurl } from '../../src/check/curl.js';

test('a request becomes a command that a shell takes as it stands', () => {
  const request = { method: 'POST', url: 'http://h/p?q=1', headers: { 'X-A': "it's" }, body: '{"a":"it\'s"}' };
  expect(toCurl(request)).toBe(`curl -i -X POST 'http://h/p?q=1' -H 'X-A: it'\\''s' --data-binary '{"a":"it'\\''s"}'`);
});

test.each([
  ['Bearer secret', 'Bearer ***'],
  ['Token secret', 'Token ***'],
  ['Basic secret more', 'Basic *** ***'],
  ['secret', '***'],
  ['Bearer', 'Bearer'],
])('the credential in "%s" is masked', (value, shown) => {
  const command = toCurl({ method: 'POST', url: 'http://h', headers: { authorization: value } });
  expect(command).toContain(`authorization: ${shown}'`);
  expect(command).not.toContain('secret');
});
