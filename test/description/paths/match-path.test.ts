import { describe, expect, test } from 'vitest';
import { indexPaths, type PathMatch } from '../../../src/description/paths/match-path.js';
import type { Operation } from '../../../src/description/operations.js';

describe('paths without parameters', () => {
  const match = indexOf('GET /', 'POST /user/logout', 'GET /user', 'GET /files/', 'GET /v1.0/(all)', 'GET /__proto__');

  test.each([
    ['POST', '/user/logout', 'POST /user/logout'],
    ['GET', '/', 'GET /'],
    ['GET', '/v1.0/(all)', 'GET /v1.0/(all)'],
    ['GET', '/__proto__', 'GET /__proto__'],
  ])('%s %s leads to its operation', (method, path, operation) => {
    expect(show(match(method, path))).toBe(operation);
  });

  test.each([
    ['a trailing slash', 'POST', '/user/logout/', 'POST /user/logout'],
    ['a missing trailing slash', 'GET', '/files', 'GET /files/'],
    ['the trailing slash it is written with', 'GET', '/files/', 'GET /files/'],
    ['a doubled leading slash', 'POST', '//user/logout', 'POST /user/logout'],
    ['many leading slashes and a trailing one', 'POST', '////user/logout/', 'POST /user/logout'],
    ['a doubled root', 'GET', '//', 'GET /'],
  ])('%s does not count', (_, method, path, operation) => {
    expect(show(match(method, path))).toBe(operation);
  });

  test.each([
    '/nothing',
    '/user/logout/more',
    '/user/logou',
    '/xuser/logout',
    '/user//logout',
    '/User/Logout',
    '/v1x0/(all)',
    '/constructor',
    '/toString',
  ])('%s leads to nothing', (path) => {
    expect(match('POST', path)).toEqual({ kind: 'nothing' });
  });
});

describe('paths with parameters', () => {
  test('give the values by name', () => {
    const match = indexOf('GET /users/{user}/pets/{pet}');
    expect(parametersOf(match('GET', '/users/7/pets/rex/'))).toEqual({ user: '7', pet: 'rex' });
  });

  test('match one segment, and no empty one', () => {
    const match = indexOf('GET /users/{user}');
    expect(match('GET', '/users/7/pets')).toEqual({ kind: 'nothing' });
    expect(match('GET', '/users/')).toEqual({ kind: 'nothing' });
    expect(match('GET', '/users')).toEqual({ kind: 'nothing' });
    expect(indexOf('GET /users/{user}/pets')('GET', '/users//pets')).toEqual({ kind: 'nothing' });
  });

  test('may have text around a parameter, taken as it stands', () => {
    const match = indexOf('GET /files/{name}.json', 'GET /sums/{a}+{b}');
    expect(parametersOf(match('GET', '/files/a.b.json'))).toEqual({ name: 'a.b' });
    expect(match('GET', '/files/a-json')).toEqual({ kind: 'nothing' });
    expect(parametersOf(match('GET', '/sums/1+2'))).toEqual({ a: '1', b: '2' });
  });

  test('may name a parameter __proto__', () => {
    const values = parametersOf(indexOf('GET /{__proto__}/{constructor}')('GET', '/one/two'));
    expect(Object.entries(values)).toEqual([
      ['__proto__', 'one'],
      ['constructor', 'two'],
    ]);
  });

  test('may be given __proto__ as a value', () => {
    expect(parametersOf(indexOf('GET /users/{user}')('GET', '/users/__proto__'))).toEqual({ user: '__proto__' });
  });
});

describe('precedence', () => {
  test.each([
    ['/pets/mine', 'GET /pets/mine'],
    ['/pets/other', 'GET /pets/{id}'],
    ['/pets/7.json', 'GET /pets/{id}.json'],
    ['/pets/7/toys', 'GET /pets/{id}/toys'],
    ['/pets/7/hats', 'GET /pets/{id}/{thing}'],
    ['/pets/mine/hats', 'GET /pets/mine/{thing}'],
  ])('%s leads to the more literal path, in whatever order they are written', (path, operation) => {
    const operations = [
      'GET /pets/{id}/{thing}',
      'GET /pets/{id}',
      'GET /pets/mine',
      'GET /pets/{id}/toys',
      'GET /pets/{id}.json',
      'GET /pets/mine/{thing}',
    ];
    expect(show(indexOf(...operations)('GET', path))).toBe(operation);
    expect(show(indexOf(...operations.reverse())('GET', path))).toBe(operation);
  });
});

describe('percent-encoding', () => {
  const match = indexOf('GET /users/{user}', 'GET /用户/登出', 'GET /user/logout');

  test.each([
    ['/users/a%20b', 'a b'],
    ['/users/%E7%94%A8', '用'],
    ['/users/%e7%94%a8', '用'],
    ['/users/a%2Fb', 'a/b'],
    ['/users/100%25', '100%'],
    ['/users/%2541', '%41'],
    ['/users/a+b', 'a+b'],
  ])('the value of %s is decoded once', (path, user) => {
    expect(parametersOf(match('GET', path))).toEqual({ user });
  });

  test.each(['/users/%', '/users/%zz', '/users/%E0%A4%A'])('%s names nothing', (path) => {
    expect(match('GET', path)).toEqual({ kind: 'nothing' });
  });

  test('a path beyond ASCII is found as clients have to send it', () => {
    expect(show(match('GET', encodeURI('/用户/登出')))).toBe('GET /用户/登出');
  });

  test('an encoded letter is the letter (RFC 3986 section 6.2.2.2)', () => {
    expect(show(match('GET', '/user/%6Cogout'))).toBe('GET /user/logout');
  });
});

describe('other methods', () => {
  test('those of the path are told', () => {
    const match = indexOf('POST /user/logout', 'GET /users/{user}', 'DELETE /users/{user}');
    expect(match('GET', '/user/logout')).toEqual({ kind: 'other-method', allow: ['POST'] });
    expect(match('GET', '//user/logout/')).toEqual({ kind: 'other-method', allow: ['POST'] });
    expect(allowOf(match('PUT', '/users/7'))).toEqual(['DELETE', 'GET', 'HEAD']);
  });

  test('those of every path that matches are told, each once, and each is served', () => {
    const match = indexOf('GET /pets/mine', 'GET /pets/{id}', 'PUT /pets/{id}', 'PATCH /{kind}/mine');
    const allow = allowOf(match('DELETE', '/pets/mine'));
    expect(allow).toEqual(['GET', 'HEAD', 'PATCH', 'PUT']);
    for (const method of allow) expect(match(method, '/pets/mine').kind).toBe('operation');
  });

  test('methods are told apart by case (RFC 9110 section 9.1)', () => {
    expect(indexOf('GET /a')('get', '/a')).toEqual({ kind: 'other-method', allow: ['GET', 'HEAD'] });
  });
});

test('without operations, every path leads to nothing', () => {
  expect(indexPaths([])('GET', '/')).toEqual({ kind: 'nothing' });
});

function indexOf(...operations: readonly string[]): (method: string, path: string) => PathMatch {
  return indexPaths(operations.map(toOperation));
}

function toOperation(name: string): Operation {
  const [method = '', path = ''] = name.split(' ');
  return { id: name, method, path, parameters: [], answers: [], responses: {}, security: [], statements: [] };
}

function show(match: PathMatch): string {
  return match.kind === 'operation' ? match.operation.id : match.kind;
}

function parametersOf(match: PathMatch): Readonly<Record<string, string>> {
  if (match.kind !== 'operation') throw new Error(`no operation matched: ${match.kind}`);
  return match.pathParameters;
}

function allowOf(match: PathMatch): readonly string[] {
  return match.kind === 'other-method' ? [...match.allow].sort() : [];
}
