import { describe, expect, test } from 'vitest';
import { findSyntaxError, locate } from '../../src/description/source-position.js';

describe('where a pointer leads', () => {
  const yaml = [
    'openapi: 3.1.0',
    'paths:',
    '  /user/logout:',
    '    post:',
    '      tags: [a, b]',
    '      responses:',
    '        200:',
    '          description: ok',
    '      parameters:',
    '        - name: one',
    '        - name: two',
    '          in: query',
    '"x~y": 1',
  ].join('\n');

  test.each([
    ['a key', '/openapi', { line: 1, column: 1 }],
    ['a key below keys', '/paths/~1user~1logout/post', { line: 4, column: 5 }],
    ['a number as key', '/paths/~1user~1logout/post/responses/200/description', { line: 8, column: 11 }],
    ['an item', '/paths/~1user~1logout/post/parameters/1', { line: 11, column: 11 }],
    ['a key of an item', '/paths/~1user~1logout/post/parameters/1/in', { line: 12, column: 11 }],
    ['an item on one line with others', '/paths/~1user~1logout/post/tags/1', { line: 5, column: 17 }],
    ['a key with a tilde', '/x~0y', { line: 13, column: 1 }],
    ['the whole', '', { line: 1, column: 1 }],
  ])('to %s', (_, pointer, position) => {
    expect(locate(yaml, pointer)).toEqual(position);
  });

  test('as deep as the text goes, where it goes no further', () => {
    expect(locate(yaml, '/paths/~1user~1logout/put/responses')).toEqual({ line: 3, column: 3 });
    expect(locate(yaml, '/paths/~1user~1logout/post/parameters/7/in')).toEqual({ line: 9, column: 7 });
    expect(locate(yaml, '/openapi/deeper')).toEqual({ line: 1, column: 1 });
  });

  test('in JSON, with tabs as well', () => {
    expect(locate('{\n\t"info": {\n\t\t"title": 5\n\t}\n}', '/info/title')).toEqual({ line: 3, column: 3 });
  });

  test('in a text with CRLF line ends', () => {
    expect(locate(yaml.replaceAll('\n', '\r\n'), '/paths/~1user~1logout/post')).toEqual({ line: 4, column: 5 });
  });

  test('to the start of an empty text', () => {
    expect(locate('', '/paths')).toEqual({ line: 1, column: 1 });
  });
});

describe('the first syntax error', () => {
  test.each([
    ['YAML', 'a: 1\nb: [1, 2]\n'],
    ['JSON', '{"a": 1, "b": [1, 2]}'],
    ['JSON with tabs', '{\n\t"a": 1\n}'],
    ['an empty text', ''],
  ])('is none in sound %s', (_, text) => {
    expect(findSyntaxError(text)).toBeUndefined();
  });

  test('of YAML is where a tab indents', () => {
    const error = findSyntaxError('a: 1\nb:\n\tc: 2\n');
    expect(error).toMatchObject({ line: 3, column: 1 });
    expect(error?.message).toMatch(/tab/i);
  });

  test('of YAML is where a key comes for the second time', () => {
    expect(findSyntaxError('a: 1\nb: 2\na: 3\n')).toMatchObject({ line: 3, column: 1 });
  });

  test('of a text with CRLF line ends is on the same line', () => {
    expect(findSyntaxError('a: 1\r\nb: 2\r\na: 3\r\n')).toMatchObject({ line: 3, column: 1 });
  });

  test('of JSON is on the line that lacks its comma or the one after it', () => {
    const error = findSyntaxError('{\n  "a": [1],\n  "b": {}\n  "c": 3\n}');
    expect([3, 4]).toContain(error?.line);
  });

  test('is the first of several', () => {
    expect(findSyntaxError('a: 1\na: 2\nb: 1\nb: 2\n')).toMatchObject({ line: 2 });
  });
});
