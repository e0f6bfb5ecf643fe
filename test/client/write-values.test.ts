import { describe, expect, test } from 'vitest';
import { withOperators, writeCookies, writeFields, writeForm, writeHeaders } from '../../src/client/write-values.js';

// The table of OpenAPI 3.1.1, Parameter Object, Style Examples; its values are a text, a list and an object.
const text = 'blue';
const list = ['blue', 'black'];
const object = { R: 100, G: 200 };

test.each([
  ['form', false, 'color=blue', 'color=blue,black', 'color=R,100,G,200'],
  ['form', true, 'color=blue', 'color=blue&color=black', 'R=100&G=200'],
  ['spaceDelimited', false, 'color=blue', 'color=blue%20black', 'color=R%20100%20G%20200'],
  ['pipeDelimited', false, 'color=blue', 'color=blue%7Cblack', 'color=R%7C100%7CG%7C200'],
  ['deepObject', true, 'color=blue', 'color=blue&color=black', 'color[R]=100&color[G]=200'],
])('a query of style %s, exploded: %s', (style, explode, ofText, ofList, ofObject) => {
  const write = (color: unknown): string => writeFields({ color }, { color: { style, explode } });
  expect([write(text), write(list), write(object)]).toEqual([ofText, ofList, ofObject]);
});

test('names and values are encoded, what separates them is not', () => {
  expect(writeFields({ 'a&b': ['c,d', 'e'] }, { 'a&b': { style: 'form', explode: false } })).toBe('a%26b=c%2Cd,e');
  expect(writeFields({ filter: { 'a b': '&' } }, { filter: { style: 'deepObject', explode: true } })).toBe(
    'filter[a%20b]=%26',
  );
});

test('what is not given is not written', () => {
  expect(writeFields({ a: undefined, b: null, c: [], d: {}, e: [null, 'x'], f: { g: undefined } })).toBe('e=x');
  expect(writeFields({ c: [] }, { c: { style: 'form', explode: false } })).toBe('');
});

test('names that every object has are names like others', () => {
  expect(writeFields({ constructor: 1, toString: [2] })).toBe('constructor=1&toString=2');
});

describe('deepObject beyond its specification', () => {
  const write = (value: unknown): string => writeFields({ p: value }, { p: { style: 'deepObject', explode: true } });

  test('a list repeats its name', () => {
    expect(write({ values: [1, 2] })).toBe('p[values]=1&p[values]=2');
  });

  test('a member of a member is in another pair of brackets', () => {
    expect(write({ a: { b: { c: true } } })).toBe('p[a][b][c]=true');
  });

  test('an item that is no plain value has its index', () => {
    expect(write({ a: [{ b: 1 }, { b: 2 }] })).toBe('p[a][0][b]=1&p[a][1][b]=2');
  });
});

describe('a form', () => {
  test('repeats the name of a list, and writes an object as JSON', () => {
    expect(writeForm({ list: ['p', 'q'], object: { a: 1 }, text })).toBe(
      'list=p&list=q&object=%7B%22a%22%3A1%7D&text=blue',
    );
  });

  test('writes each of them as its encoding says', () => {
    const styles = { list: { style: 'form', explode: false }, other: 'json' } as const;
    expect(writeForm({ list, other: list }, styles)).toBe('list=blue,black&other=%5B%22blue%22%2C%22black%22%5D');
    expect(writeForm({ object }, { object: { style: 'deepObject', explode: true } })).toBe(
      'object[R]=100&object[G]=200',
    );
  });
});

test('a path has the operators of its styles', () => {
  const styles = {
    a: { style: 'label', explode: false },
    b: { style: 'matrix', explode: true },
    c: { style: 'simple', explode: true },
    d: 'json',
  } as const;
  expect(withOperators('/x/{a}/{b}/{c}/{d}/{e}', styles)).toBe('/x/{.a}/{;b*}/{c*}/{d}/{e}');
});

test('headers are simple, and not encoded', () => {
  expect(
    writeHeaders(
      { a: ['x y', 'z'], b: object, c: object, d: { e: 1 }, f: undefined },
      {
        c: { style: 'simple', explode: true },
        d: 'json',
      },
    ),
  ).toEqual({ a: 'x y,z', b: 'R,100,G,200', c: 'R=100,G=200', d: '{"e":1}' });
});

test('cookies are one header', () => {
  expect(writeCookies({ theme: 'dark', 'a b': ';' })).toBe('theme=dark; a%20b=%3B');
});
