import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Mock } from '../../src/index.js';
import { mockOf } from '../support/mock-of.js';

const item = { type: 'object', properties: { id: { type: 'integer', example: 7 } } };
const text = { type: 'string', example: 'one' };
const sameOf = (schema: object, ...types: readonly string[]): object =>
  Object.fromEntries(types.map((type) => [type, { schema }]));

const responses: Readonly<Record<string, object>> = {
  three: {
    '200': {
      description: 'ok',
      content: {
        'application/json; charset=utf-8': { example: 1 },
        'text/plain': { example: 'one' },
        'application/xml': { example: '<one/>' },
      },
    },
  },
  aspNet: { '200': { description: 'ok', content: sameOf(item, 'text/plain', 'application/json', 'text/json') } },
  aspNetText: { '200': { description: 'ok', content: sameOf(text, 'text/plain', 'application/json', 'text/json') } },
  xmlFirst: { '200': { description: 'ok', content: sameOf(item, 'application/xml', 'application/json') } },
  unwritable: { '200': { description: 'ok', content: sameOf(item, 'text/html', 'application/yaml') } },
  redirect: {
    '302': { description: 'go', headers: { Location: { schema: { type: 'string' }, example: '/there' } } },
    default: { description: 'error', content: { 'application/json': { example: { error: 'oops' } } } },
  },
  onlyErrors: {
    '401': { description: 'who' },
    '500': { description: 'oops', content: { 'application/json': { example: { error: 'oops' } } } },
  },
  range: { '200': { description: 'ok', content: { 'image/*': { schema: { type: 'string', format: 'binary' } } } } },
  anything: { '200': { description: 'ok', content: { '*/*': { schema: item } } } },
  strict: {
    '200': { description: 'ok', content: sameOf(item, 'application/json', 'application/xml') },
    '406': { description: 'no', content: { 'application/json': { example: { code: 406 } } } },
  },
  strictRange: { '200': { description: 'ok', content: { '*/*': { schema: item } } }, '406': { description: 'no' } },
  strictEmpty: { '204': { description: 'ok' }, '406': { description: 'no' } },
  versions: {
    '200': {
      description: 'ok',
      content: { 'application/json; v=1': { example: { v: 1 } }, 'application/json; v=2': { example: { v: 2 } } },
    },
  },
  interim: { '100': { description: 'go on' }, '102': { description: 'wait' } },
  interimToo: { '100': { description: 'go on' }, '201': { description: 'done' } },
  refusing: {
    '200': { description: 'ok' },
    '400': {
      description: 'no',
      content: { 'application/xml': { example: '<no/>' }, 'application/json': { example: { no: true } } },
    },
  },
};

let mock: Mock<string>;

beforeAll(async () => {
  const required = [{ name: 'q', in: 'query', required: true, schema: { type: 'string' } }];
  const paths = Object.entries(responses).map(([name, of]) => [
    `/${name}`,
    { get: { ...(name === 'refusing' && { parameters: required }), responses: of } },
  ]);
  mock = await mockOf({ paths: Object.fromEntries(paths) as object });
});

afterAll(() => mock.close());

async function ask(
  path: string,
  accept?: string,
  headers = {},
): Promise<{ status: number; type: string | null; body: string }> {
  // fetch would send an Accept of its own.
  const init = {
    headers: { ...(accept !== undefined && { Accept: accept }), ...headers },
    redirect: 'manual',
  } as const;
  const response = await fetch(mock.url + path, init);
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
}

const json = 'application/json; charset=utf-8';
const xml = 'application/xml; charset=utf-8';
const plain = 'text/plain; charset=utf-8';

test.each([
  ['/three', '*/*', json],
  ['/three', 'application/json', json],
  ['/three', 'APPLICATION/JSON', json],
  ['/three', 'text/plain', plain],
  ['/three', 'text/*', plain],
  ['/three', 'text/html, application/xml;q=0.9, */*;q=0.8', xml],
  ['/three', 'text/plain;q=0.1, application/xml', xml],
  ['/three', 'application/json;q=0, */*', plain],
  ['/three', 'application/json; charset=utf-8', json],
  ['/three', 'text/plain, application/json', json], // liked equally
  ['/three', 'image/png', json], // no 406 is documented, and the first is better than nothing
  ['/three', 'nonsense', json],
  ['/three', '', json],
  ['/aspNet', '*/*', json],
  ['/aspNet', 'text/plain, application/json', json],
  ['/aspNet', 'text/plain', plain],
  ['/aspNet', 'text/json', 'text/json; charset=utf-8'],
  ['/aspNetText', '*/*', plain],
  ['/aspNetText', 'application/json', json],
  ['/xmlFirst', '*/*', json],
  ['/xmlFirst', 'application/xml', xml],
  ['/unwritable', '*/*', 'application/yaml'],
  ['/range', '*/*', 'image/png'],
  ['/range', 'image/gif', 'image/gif'],
  ['/range', 'image/gif;q=0.5, image/webp', 'image/webp'],
  ['/anything', '*/*', json],
  ['/anything', 'application/xml', xml],
  ['/anything', 'text/html, */*;q=0.1', json],
  ['/versions', 'application/json; v=2', 'application/json; v=2; charset=utf-8'],
])('%s, Accept: %s is of type %s', async (path, accept, type) => {
  expect((await ask(path, accept)).type).toBe(type);
});

test.each([
  ['/redirect', undefined, 302],
  ['/redirect', '*/*', 302],
  ['/redirect', 'application/json', 302],
  ['/onlyErrors', '*/*', 401],
  ['/onlyErrors', 'application/json', 401],
  ['/strict', 'application/xml', 200],
  ['/strict', '*/*', 200],
  ['/strict', 'image/png', 406],
  ['/strict', 'application/json;q=0, application/xml;q=0', 406],
  ['/strict', 'nonsense', 200],
  ['/strictRange', 'application/json', 200],
  ['/strictRange', 'image/png', 406],
  ['/strictEmpty', 'image/png', 204],
  ['/interim', undefined, 501],
  ['/interimToo', undefined, 201],
])('%s, Accept: %s is answered with %i', async (path, accept, status) => {
  expect((await ask(path, accept)).status).toBe(status);
});

test('a redirect goes where it is documented to go, whatever the client takes', async () => {
  const response = await fetch(`${mock.url}/redirect`, { redirect: 'manual', headers: { Accept: 'application/json' } });
  expect([response.status, response.headers.get('location'), await response.text()]).toEqual([302, '/there', '']);
});

test('a documented 406 says why', async () => {
  const response = await fetch(`${mock.url}/strict`, { headers: { Accept: 'image/png' } });
  expect([response.status, await response.json()]).toEqual([406, { code: 406 }]);
  expect(JSON.parse(response.headers.get('signoff-reason') ?? '')).toEqual({
    rule: 'accept',
    pointer: '/header/accept',
    message: 'takes none of application/json, application/xml',
    statements: [],
    answer: '406',
    status: 406,
  });
});

test.each([
  ['*/*', json],
  ['application/xml', xml],
])('a refusal is of the type that the client likes, too: Accept: %s', async (accept, type) => {
  expect(await ask('/refusing', accept)).toMatchObject({ status: 400, type });
});

test.each(['100', '102', '199'])('no interim status is sent as the answer: Prefer: code=%s', async (code) => {
  expect((await ask('/interim', undefined, { Prefer: `code=${code}` })).status).toBe(400);
});

test('what is asked for by its name is given in the type that the client likes', async () => {
  const examples = { one: { value: { a: 1 } }, other: { value: { a: 2 } } };
  const content = { 'application/xml': { examples }, 'application/json': { examples } };
  const paths = { '/': { get: { responses: { '200': { description: 'ok', content } } } } };
  await using named = await mockOf({ paths });
  const get = async (accept: string): Promise<string> =>
    (await fetch(named.url, { headers: { Accept: accept, Prefer: 'example=other' } })).text();
  expect(await get('*/*')).toBe('{"a":2}');
  expect(await get('text/xml, application/xml')).toContain('<a>2</a>');
});
