import { expect, test } from 'vitest';
import { basePathsOf } from '../../../src/description/paths/base-paths.js';

test.each([
  ['https://api.example.com', []],
  ['https://api.example.com/', []],
  ['/', []],
  ['https://api.example.com/v2', ['/v2']],
  ['https://api.example.com/v2/', ['/v2']],
  ['https://api.example.com:8443//v2//api/', ['/v2/api']],
  ['//api.example.com/v2', ['/v2']],
  ['/v2/api', ['/v2/api']],
  ['v2', ['/v2']],
  ['./v2', ['/v2']],
  ['../v2/./api/../x', ['/v2/x']],
  ['api.example.com/v2', ['/v2']],
  ['localhost:3000/v2', ['/v2']],
  ['https://api.example.com/v2?x=1#y', ['/v2']],
  ['https://api.example.com?x=/1', []],
])('the path of %s is %j', (url, paths) => {
  expect(basePathsOf([{ url }])).toEqual(paths);
});

test('variables of the host do not count, those of the path have each of their values', () => {
  const variables = { env: { default: 'prod' }, ver: { default: 'v2', enum: ['v1', 'v2'] } };
  expect(basePathsOf([{ url: 'https://{env}.example.com/{ver}/api', variables }])).toEqual(['/v2/api', '/v1/api']);
});

test('a variable may be the scheme and host, or hold several segments or nothing', () => {
  const endpoint = { default: 'https://api.example.com/x' };
  expect(basePathsOf([{ url: '{endpoint}/v7', variables: { endpoint } }])).toEqual(['/x/v7']);
  const path = { default: '', enum: ['', 'a/b', '/c/'] };
  expect(basePathsOf([{ url: 'https://e.example/{path}/d', variables: { path } }])).toEqual(['/d', '/a/b/d', '/c/d']);
  expect(basePathsOf([{ url: '{protocol}://e.example/api', variables: { protocol: { default: 'https' } } }])).toEqual([
    '/api',
  ]);
});

test('where any value is allowed, the name stays beside the default one, also if nobody declares it', () => {
  const variables = { tenant: { default: 'acme' } };
  expect(basePathsOf([{ url: '/{tenant}/v1', variables }])).toEqual(['/acme/v1', '/{tenant}/v1']);
  expect(basePathsOf([{ url: '/{constructor}/v1' }])).toEqual(['/{constructor}/v1']);
});

test('the paths of several servers come in their order, each once', () => {
  const urls = ['https://a.example/v2', 'https://b.example/v1', 'https://c.example/v2/', 'https://d.example'];
  expect(basePathsOf(urls.map((url) => ({ url })))).toEqual(['/v2', '/v1']);
});

test('however many values the variables have together, a hundred of a server are enough', () => {
  const many = { default: '0', enum: Array.from({ length: 50 }, (_, index) => String(index)) };
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const url = names.map((name) => `/{${name}}`).join('');
  const variables = Object.fromEntries(names.map((name) => [name, many]));
  expect(basePathsOf([{ url, variables }])).toHaveLength(100);
});
