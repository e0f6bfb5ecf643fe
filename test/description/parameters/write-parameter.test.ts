import { expect, test } from 'vitest';
import type { ParameterObject } from '../../../src/description/document.js';
import { writeFields, writeParameter } from '../../../src/description/parameters/write-parameter.js';

const colours = ['blue', 'black', 'brown'];
const rgb = { R: 100, G: 200, B: 150 };

// The table of OpenAPI 3.1.1, section 4.8.12.4; what it leaves out is as clients write it.
test.each<[ParameterObject['in'], string, boolean, string | undefined, string | undefined, string | undefined]>([
  ['path', 'matrix', false, ';color=blue', ';color=blue,black,brown', ';color=R,100,G,200,B,150'],
  ['path', 'matrix', true, ';color=blue', ';color=blue;color=black;color=brown', ';R=100;G=200;B=150'],
  ['path', 'label', false, '.blue', '.blue,black,brown', '.R,100,G,200,B,150'],
  ['path', 'label', true, '.blue', '.blue.black.brown', '.R=100.G=200.B=150'],
  ['path', 'simple', false, 'blue', 'blue,black,brown', 'R,100,G,200,B,150'],
  ['path', 'simple', true, 'blue', 'blue,black,brown', 'R=100,G=200,B=150'],
  ['header', 'simple', false, 'blue', 'blue,black,brown', 'R,100,G,200,B,150'],
  ['header', 'simple', true, 'blue', 'blue,black,brown', 'R=100,G=200,B=150'],
  ['query', 'form', false, 'color=blue', 'color=blue,black,brown', 'color=R,100,G,200,B,150'],
  ['query', 'form', true, 'color=blue', 'color=blue&color=black&color=brown', 'R=100&G=200&B=150'],
  ['query', 'spaceDelimited', false, undefined, 'color=blue%20black%20brown', 'color=R%20100%20G%20200%20B%20150'],
  ['query', 'pipeDelimited', false, undefined, 'color=blue%7Cblack%7Cbrown', 'color=R%7C100%7CG%7C200%7CB%7C150'],
  ['query', 'deepObject', true, undefined, undefined, 'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150'],
])('in %s the style %s, explode %s, writes %s, %s and %s', (place, style, explode, text, list, object) => {
  const write = (value: unknown): string => {
    const fields = writeParameter({ name: 'color', in: place, style, explode }, value);
    return place === 'query' ? writeFields(fields) : fields.map((field) => field.text).join('');
  };
  const written = [write('blue'), write(colours), write(rgb)];
  const expected = [text, list, object];
  expect(written.map((one, index) => (expected[index] === undefined ? undefined : one))).toEqual(expected);
});

test.each<[Partial<ParameterObject>, unknown, string]>([
  [{ explode: false }, ['c,d', 'e'], 'p=c%2Cd,e'],
  [{ explode: false }, ['category:[1,2]', 'item12'], 'p=category%3A%5B1%2C2%5D,item12'],
  [{}, "it's (50 %) + more*!", 'p=it%27s%20%2850%20%25%29%20%2B%20more%2A%21'],
  [{ allowReserved: true }, 'a/b?c:d,(e)&f+g#h', 'p=a/b?c:d,(e)%26f%2Bg%23h'],
  [{ allowReserved: true, explode: false }, ['a/b,c', 'd'], 'p=a/b%2Cc,d'],
  [{ style: 'deepObject' }, { a: { b: 3 }, values: [1, 2] }, 'p%5Ba%5D%5Bb%5D=3&p%5Bvalues%5D=1&p%5Bvalues%5D=2'],
  [{ content: { 'application/json': {} } }, { a: [1] }, 'p=%7B%22a%22%3A%5B1%5D%7D'],
  [{}, ['x', null, undefined], 'p=x'],
  [{}, null, ''],
  [{}, [], ''],
  [{ explode: false }, {}, ''],
])('%j writes %j as %s', (parameter, value, query) => {
  expect(writeFields(writeParameter({ name: 'p', in: 'query', ...parameter }, value))).toBe(query);
});

test('digits that a number cannot hold are written', () => {
  expect(writeFields(writeParameter({ name: 'p', in: 'query' }, 9007199254740993n))).toBe('p=9007199254740993');
});
