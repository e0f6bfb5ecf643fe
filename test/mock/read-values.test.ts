import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMock, type Mock } from '../../src/index.js';

const colour = {
  type: 'object',
  required: ['R', 'G'],
  properties: { R: { type: 'integer' }, G: { type: 'integer' } },
};
const types = { integer: { type: 'integer' }, list: { type: 'array', items: { type: 'integer' } }, colour };

// The serialisations of OpenAPI's table of style examples, each with what it has to be read from and what breaks it.
const styles = [
  // in, style, explode, type, well-formed, ill-formed
  ['query', 'form', true, 'integer', '?v=1', '?v=x'],
  ['query', 'form', true, 'list', '?v=1&v=2', '?v=1&v=x'],
  ['query', 'form', false, 'list', '?v=1,2', '?v=1,x'],
  ['query', 'form', undefined, 'list', '?v=1&v=2', '?v=1,2'],
  ['query', 'form', true, 'colour', '?R=1&G=2', '?R=1&G=x'],
  ['query', 'form', false, 'colour', '?v=R,1,G,2', '?v=R,1,G,x'],
  ['query', 'spaceDelimited', undefined, 'list', '?v=1%202', '?v=1%20x'],
  ['query', 'spaceDelimited', false, 'list', '?v=1%202', '?v=1%20x'],
  ['query', 'pipeDelimited', undefined, 'list', '?v=1%7C2', '?v=1%7Cx'],
  ['query', 'pipeDelimited', false, 'list', '?v=1|2', '?v=1|x'],
  ['query', 'deepObject', true, 'colour', '?v[R]=1&v[G]=2', '?v[R]=1&v[G]=x'],
  ['query', 'deepObject', undefined, 'colour', '?v%5BR%5D=1&v%5BG%5D=2', '?v%5BR%5D=1'],
  ['path', undefined, undefined, 'integer', '/1', '/x'],
  ['path', 'simple', false, 'list', '/1,2', '/1,x'],
  ['path', 'simple', true, 'list', '/1,2', '/1,x'],
  ['path', 'simple', false, 'colour', '/R,1,G,2', '/R,1,G,x'],
  ['path', 'simple', true, 'colour', '/R=1,G=2', '/R=1,G=x'],
  ['path', 'label', undefined, 'integer', '/.1', '/.x'],
  ['path', 'label', false, 'list', '/.1,2', '/.1,x'],
  ['path', 'label', true, 'list', '/.1.2', '/.1.x'],
  ['path', 'label', false, 'colour', '/.R,1,G,2', '/.R,1,G,x'],
  ['path', 'label', true, 'colour', '/.R=1.G=2', '/.R=1.G=x'],
  ['path', 'matrix', undefined, 'integer', '/;v=1', '/;v=x'],
  ['path', 'matrix', false, 'list', '/;v=1,2', '/;v=1,x'],
  ['path', 'matrix', true, 'list', '/;v=1;v=2', '/;v=1;v=x'],
  ['path', 'matrix', false, 'colour', '/;v=R,1,G,2', '/;v=R,1,G,x'],
  ['path', 'matrix', true, 'colour', '/;R=1;G=2', '/;R=1;G=x'],
  ['header', undefined, undefined, 'integer', '1', 'x'],
  ['header', 'simple', false, 'list', '1, 2', '1, x'],
  ['header', 'simple', false, 'colour', 'R,1,G,2', 'R,1,G,x'],
  ['header', 'simple', true, 'colour', 'R=1,G=2', 'R=1,G=x'],
  ['cookie', undefined, undefined, 'integer', 'v=1', 'v=x'],
  ['cookie', 'form', false, 'list', 'v=1,2', 'v=1,x'],
  ['cookie', 'form', false, 'colour', 'v=R,1,G,2', 'v=R,1,G,x'],
] as const;

let folder: string;
let mock: Mock<string>;

beforeAll(async () => {
  const responses = { '200': { description: 'fine' }, '400': { description: 'not fine' } };
  const paths = styles.map(([place, style, explode, type], index) => {
    const parameter = { name: 'v', in: place, required: true, style, explode, schema: types[type] };
    return [place === 'path' ? `/${index}/{v}` : `/${index}`, { get: { parameters: [parameter], responses } }] as const;
  });
  const inJson = { name: 'v', in: 'query', content: { 'application/json': { schema: colour } } };
  const document = {
    openapi: '3.1.0',
    info: { title: 'Styles', version: '1' },
    paths: { ...Object.fromEntries(paths), '/json': { get: { parameters: [inJson], responses } } },
  };
  folder = await mkdtemp(join(tmpdir(), 'signoff-'));
  await writeFile(join(folder, 'styles.json'), JSON.stringify(document));
  mock = await createMock({ apis: [join(folder, 'styles.json')] });
});

afterAll(async () => {
  await mock.close();
  await rm(folder, { recursive: true });
});

async function statusOf(place: string, base: string, value: string): Promise<number> {
  if (place === 'header') return (await fetch(mock.url + base, { headers: { v: value } })).status;
  if (place === 'cookie') return (await fetch(mock.url + base, { headers: { Cookie: value } })).status;
  return (await fetch(mock.url + base + value)).status;
}

test.each(styles.map((row, index) => [...row, index] as const))(
  'a parameter in %s, style %s, explode %s, of type %s is read from %s',
  async (place, _style, _explode, _type, good, bad, index) => {
    expect(await statusOf(place, `/${index}`, good)).toBe(200);
    expect(await statusOf(place, `/${index}`, bad)).toBe(400);
  },
);

test('a parameter that is described by a media type is read as JSON', async () => {
  expect(await statusOf('query', '/json', `?v=${encodeURIComponent('{"R":1,"G":2}')}`)).toBe(200);
  expect(await statusOf('query', '/json', `?v=${encodeURIComponent('{"R":1}')}`)).toBe(400);
  expect(await statusOf('query', '/json', '')).toBe(200);
});

test('malformed JSON in such a parameter is refused, not taken for an absent parameter', async () => {
  expect(await statusOf('query', '/json', `?v=${encodeURIComponent('{"R":1')}`)).toBe(400);
});

test('a required parameter that is missing is refused', async () => {
  expect(await statusOf('query', '/0', '')).toBe(400);
});

test('a single value that came twice is refused', async () => {
  expect(await statusOf('query', '/0', '?v=1&v=1')).toBe(400);
});

test('a parameter that nobody declared is ignored', async () => {
  expect(await statusOf('query', '/0', '?v=1&w=2&__proto__=3&constructor=4')).toBe(200);
});
