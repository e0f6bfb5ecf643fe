import { describe, expect, test } from 'vitest';
import { verify, type Pattern } from '../../src/control/verify.js';
import type { Entry } from '../../src/state/journal.js';

function fingerprint(secret: string): string {
  return secret === 'secret' ? 'masked:0000abcd' : 'masked:ffffffff';
}

const request: Entry['request'] = {
  method: 'POST',
  path: '/user/logout',
  query: 'type=open_id&type=union_id&note=a+b&empty=',
  headers: { host: ['127.0.0.1'], authorization: ['Bearer masked:0000abcd'], accept: ['text/html', 'image/*'] },
};

const logout: Entry = {
  id: 7,
  time: '2026-09-11T08:00:00.000Z',
  milliseconds: 1,
  world: 'default',
  api: 'fungame',
  operation: 'LogOut',
  request,
  reply: { status: 200, headers: {} },
  answer: 'loggedOut',
  why: 'session ended, token revoked',
};

/** The differences of the one entry there is; none where it matches. */
function differences(pattern: Pattern, entry: Entry = logout): readonly unknown[] {
  const { count, entries, nearMisses } = verify([entry], pattern, fingerprint);
  expect({ count, entries }).toEqual(nearMisses.length === 0 ? { count: 1, entries: [7] } : { count: 0, entries: [] });
  return nearMisses.flatMap((miss) => miss.differences);
}

describe('what matches', () => {
  test.each<[Pattern]>([
    [{}],
    [{ api: 'fungame' }],
    [{ operation: 'LogOut' }],
    [{ method: 'POST' }],
    [{ method: 'post' }],
    [{ path: '/user/logout' }],
    [{ query: {} }],
    [{ query: { type: 'open_id' } }],
    [{ query: { type: 'union_id', note: 'a b', empty: '' } }],
    [{ headers: {} }],
    [{ headers: { Host: '127.0.0.1' } }],
    [{ headers: { accept: 'image/*' } }],
    [{ headers: { AUTHORIZATION: 'Bearer secret' } }],
    [{ headers: { authorization: 'Bearer masked:0000abcd' } }],
    [{ status: 200 }],
    [{ answer: 'loggedOut' }],
    [{ api: 'fungame', method: 'POST', query: { empty: '' }, headers: { host: '127.0.0.1' }, status: 200 }],
  ])('%j', (pattern) => {
    expect(differences(pattern)).toEqual([]);
  });
});

describe('what does not match, and what is different', () => {
  test.each<[Pattern, pointer: string, expected: string, came: string]>([
    [{ api: 'feishu' }, '/api', 'feishu', 'fungame'],
    [{ operation: 'logout' }, '/operation', 'logout', 'LogOut'],
    [{ method: 'get' }, '/method', 'GET', 'POST'],
    [{ path: '/user/logout/' }, '/path', '/user/logout/', '/user/logout'],
    [{ path: '/user/logout?type=open_id' }, '/path', '/user/logout?type=open_id', '/user/logout'],
    [{ query: { type: 'user_id' } }, '/query/type', 'user_id', 'open_id, union_id'],
    [{ query: { Type: 'open_id' } }, '/query/Type', 'open_id', 'nothing'],
    [{ query: { type: 'open_id', 'a/b~': '1' } }, '/query/a~1b~0', '1', 'nothing'],
    [{ headers: { host: 'localhost' } }, '/headers/host', 'localhost', '127.0.0.1'],
    [{ headers: { 'X-Trace': '1' } }, '/headers/X-Trace', '1', 'nothing'],
    [{ headers: { Accept: 'text' } }, '/headers/Accept', 'text', 'text/html, image/*'],
    [{ headers: { constructor: '1' } }, '/headers/constructor', '1', 'nothing'],
    [{ status: 401 }, '/status', '401', '200'],
    [{ answer: '401' }, '/answer', '401', 'loggedOut'],
    [{ body: {} }, '/body', '{}', 'nothing'],
  ])('%j', (pattern, pointer, expected, came) => {
    expect(differences(pattern)).toEqual([{ pointer, expected, came }]);
  });

  test('a header called __proto__', () => {
    const headers = JSON.parse('{"__proto__":"1"}') as Record<string, string>;
    expect(differences({ headers })).toEqual([{ pointer: '/headers/__proto__', expected: '1', came: 'nothing' }]);
  });

  test('an entry of no operation whose answer never came', () => {
    const { api, operation, ...unmatched } = logout;
    const damaged: Entry = { ...unmatched, reply: { headers: {} } };
    expect(differences({ api: String(api), operation: String(operation), status: 200 }, damaged)).toEqual([
      { pointer: '/api', expected: 'fungame', came: 'nothing' },
      { pointer: '/operation', expected: 'LogOut', came: 'nothing' },
      { pointer: '/status', expected: '200', came: 'nothing' },
    ]);
  });

  test('another secret, which is not shown', () => {
    expect(differences({ headers: { Authorization: 'Bearer other' } })).toEqual([
      { pointer: '/headers/Authorization', expected: 'Bearer masked:ffffffff', came: 'Bearer masked:0000abcd' },
    ]);
  });
});

describe('secrets match their plain value', () => {
  test('in a path, among other cookies and in the query', () => {
    const cookie = ['theme=dark; session=masked:0000abcd'];
    const path = '/tokens/masked:0000abcd/end';
    const entry = { ...logout, request: { ...request, path, query: 'sid=masked:0000abcd', headers: { cookie } } };
    const pattern = {
      path: '/tokens/secret/end',
      query: { sid: 'secret' },
      headers: { Cookie: 'theme=dark; session=secret' },
    };
    expect(differences(pattern, entry)).toEqual([]);
    expect(differences({ path: '/tokens/other/end' }, entry)).toHaveLength(1);
    expect(differences({ query: { sid: 'other' } }, entry)).toHaveLength(1);
    expect(differences({ headers: { Cookie: 'theme=light; session=secret' } }, entry)).toHaveLength(1);
  });

  test('in a body, and within a text of it', () => {
    const body = '{"sid":"masked:0000abcd","list":["masked:0000abcd"],"note":"it is masked:0000abcd"}';
    const entry = { ...logout, request: { ...request, body } };
    expect(differences({ body: { sid: 'secret', list: ['secret'], note: 'it is secret' } }, entry)).toEqual([]);
    expect(differences({ body: { sid: 'other', note: 'is it secret' } }, entry)).toEqual([
      { pointer: '/body/sid', expected: '"masked:ffffffff"', came: '"masked:0000abcd"' },
      { pointer: '/body/note', expected: '"is it secret"', came: '"it is masked:0000abcd"' },
    ]);
  });
});

test('a body that is left out by hand may be anything', () => {
  expect(differences({ body: undefined }, { ...logout, request: { ...request, body: '{"a":1}' } })).toEqual([]);
});

test('the nearest misses come first, at most five, the earlier of two that are alike', () => {
  const entries = ['/a', '/b', '/user/logout', '/c', '/user/logout', '/d', '/e'].map((path, index) => ({
    ...logout,
    id: index + 1,
    request: { ...request, path },
  }));
  const { count, nearMisses } = verify(entries, { path: '/user/logout', status: 401 }, fingerprint);
  expect(count).toBe(0);
  expect(nearMisses.map(({ id }) => id)).toEqual([3, 5, 1, 2, 4]);
  expect(nearMisses.map((miss) => miss.differences.length)).toEqual([1, 1, 2, 2, 2]);
});

test('nothing comes near where something matches, and nothing at all where nothing was asked', () => {
  const other = { ...logout, id: 8, answer: '401' };
  const matching = { ...logout, id: 9 };
  expect(verify([logout, other, matching], { answer: 'loggedOut' }, fingerprint)).toEqual({
    count: 2,
    entries: [7, 9],
    nearMisses: [],
  });
  expect(verify([], {}, fingerprint)).toEqual({ count: 0, entries: [], nearMisses: [] });
});
