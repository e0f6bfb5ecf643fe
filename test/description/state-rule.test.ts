import { expect, test } from 'vitest';
import { isStateRule, readStateRule } from '../../src/description/state-rule.js';
import type { ParameterObject } from '../../src/description/document.js';

const parameters: readonly ParameterObject[] = [
  { name: 'bookId', in: 'path', required: true },
  { name: 'X-Token', in: 'header' },
  { name: 'token', in: 'query' },
];

test.each([
  [{ action: 'none' }, { action: 'none' }],
  [
    { action: 'list', collection: 'books' },
    { action: 'list', collection: 'books' },
  ],
  [
    { action: 'read', collection: 'books', key: '/path/bookId', member: 'isbn' },
    { action: 'read', collection: 'books', key: ['path', 'bookId'], member: 'isbn' },
  ],
  [
    { action: 'replace', collection: 'books', key: '/body/a~1b/0' },
    { action: 'replace', collection: 'books', key: ['body', 'a/b', '0'] },
  ],
  [
    { action: 'issue', token: '/body/access_token', subject: '/body/user', lifetime: 0.5 },
    { action: 'issue', token: ['body', 'access_token'], subject: ['body', 'user'], lifetime: 0.5 },
  ],
  [
    { action: 'issue', token: '/header/Set-Cookie' },
    { action: 'issue', token: ['header', 'set-cookie'] },
  ],
  [{ action: 'revoke' }, { action: 'revoke' }],
  [
    { action: 'revoke', token: '/header/x-TOKEN' },
    { action: 'revoke', token: ['header', 'x-token'] },
  ],
  [
    { action: 'revoke', token: '/query/token' },
    { action: 'revoke', token: ['query', 'token'] },
  ],
])('%j is read', (value, rule) => {
  const read = readStateRule(value, parameters);
  expect(isStateRule(read) && read).toEqual(rule);
});

test.each([
  [null, '', /has to be an object with an action/],
  ['create', '', /has to be an object/],
  [{ collection: 'books' }, '/action', /is list, create, .* or none$/],
  [{ action: 'craete', collection: 'books' }, '/action', /Is create meant\?$/],
  [{ action: 'constructor' }, '/action', /is list, create, .* or none$/],
  [{ action: 'create' }, '/collection', /has to be a name/],
  [{ action: 'create', colection: 'books' }, '/colection', /is no member of it; .* Is collection meant\?$/],
  [{ action: 'create', collection: 'books', key: '/path/bookId' }, '/key', /is no member of it/],
  [{ action: 'read', collection: 'books', key: 'bookId' }, '/key', /JSON Pointer into the request/],
  [{ action: 'read', collection: 'books', key: '/path' }, '/key', /JSON Pointer into the request/],
  [
    { action: 'read', collection: 'books', key: '/path/bokId' },
    '/key',
    /names no path parameter of it\. Is bookId meant\?$/,
  ],
  [{ action: 'read', collection: 'books', member: 7 }, '/member', /has to be a name/],
  [{ action: 'issue' }, '/token', /JSON Pointer into the answer/],
  [{ action: 'issue', token: '/path/bookId' }, '/token', /JSON Pointer into the answer/],
  [{ action: 'issue', token: '/body/t', lifetime: 0 }, '/lifetime', /seconds above 0/],
  [{ action: 'issue', token: '/body/t', lifetime: 1e300 }, '/lifetime', /seconds above 0/],
  [{ action: 'revoke', token: '/query/tokem' }, '/token', /names no query parameter of it\. Is token meant\?$/],
  [JSON.parse('{"action":"none","__proto__":1,"toString":2}'), '/__proto__', /is no member of it/],
])('%j is told: %s', (value, pointer, message) => {
  const read = readStateRule(value, parameters);
  expect(isStateRule(read) ? [] : read).toContainEqual({ pointer, message: expect.stringMatching(message) as string });
});
