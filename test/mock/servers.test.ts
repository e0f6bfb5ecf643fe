import { expect, test } from 'vitest';
import { createMock, type Mock } from '../../src/index.js';
import { mockOf, writeDescription } from '../support/mock-of.js';

function says(text: string): object {
  return { responses: { '200': { description: 'ok', content: { 'text/plain': { example: text } } } } };
}

function describeServers(servers: readonly object[], paths: object): object {
  return { openapi: '3.1.0', info: { title: 't', version: '1' }, servers, paths };
}

async function ask({ url }: Mock<string>, paths: readonly string[]): Promise<readonly string[]> {
  const responses = await Promise.all(paths.map((path) => fetch(url + path)));
  return Promise.all(responses.map(async (response) => (response.ok ? response.text() : String(response.status))));
}

test('the path of each server is served as well as the bare one', async () => {
  const variables = { env: { default: 'prod' }, ver: { default: 'v2', enum: ['v1', 'v2'] } };
  const servers = [
    { url: 'https://{env}.example.com/{ver}/api', variables },
    { url: 'https://old.example.com/legacy/' },
  ];
  await using mock = await mockOf(describeServers(servers, { '/a': { get: says('a') } }));
  const asked = ['/a', '/v2/api/a', '/v1/api/a', '/legacy/a', '//v2/api/a/', '/v3/api/a', '/v2/a', '/legacya'];
  expect(await ask(mock, asked)).toEqual(['a', 'a', 'a', 'a', 'a', '404', '404', '404']);
  expect(await mock.notes()).toEqual([]);
});

test('servers of a path and of an operation stand in place of those of the document', async () => {
  await using mock = await mockOf(
    describeServers([{ url: '/doc' }], {
      '/a': { get: says('a') },
      '/b': { servers: [{ url: '/path' }], get: says('b') },
      '/c': { servers: [{ url: '/path' }], get: { ...says('c'), servers: [{ url: 'https://e.example/own/' }] } },
    }),
  );
  const asked = ['/doc/a', '/path/b', '/own/c', '/doc/b', '/doc/c', '/path/c', '/path/a', '/b', '/c'];
  expect(await ask(mock, asked)).toEqual(['a', 'b', 'c', '404', '404', '404', '404', 'b', 'c']);
});

test('a variable without a closed set has any value, where a path stands behind it', async () => {
  const servers = [{ url: 'https://e.example/{tenant}', variables: { tenant: { default: 'acme' } } }];
  await using mock = await mockOf(describeServers(servers, { '/': { get: says('root') }, '/a': { get: says('a') } }));
  const asked = ['/acme/a', '/other/a', '/acme', '/other', '/a'];
  expect(await ask(mock, asked)).toEqual(['a', 'a', 'root', '404', 'a']);
});

test('the root below a server has the path of the server', async () => {
  await using mock = await mockOf(describeServers([{ url: '/v1' }], { '/': { get: says('root') } }));
  expect(await ask(mock, ['/', '/v1', '/v1/'])).toEqual(['root', 'root', 'root']);
});

test('methods that a path behind a server does not have are told', async () => {
  await using mock = await mockOf(describeServers([{ url: '/v1' }], { '/a': { get: says('a') } }));
  const response = await fetch(`${mock.url}/v1/a`, { method: 'POST' });
  expect([response.status, response.headers.get('Allow')]).toEqual([405, 'GET, HEAD']);
});

test('a path of its own goes before one behind a server, and that is told', async () => {
  const cats = describeServers([{ url: '/v1' }], { '/pets': { get: says('cats') } });
  const dogs = describeServers([{ url: '/' }], { '/v1/pets': { get: says('dogs') } });
  const apis = [await writeDescription(cats, 'cats'), await writeDescription(dogs, 'dogs')];
  await using mock = await createMock<string>({ apis });
  expect(await ask(mock, ['/pets', '/v1/pets', '/cats/v1/pets'])).toEqual(['cats', 'dogs', 'cats']);
  expect(await mock.notes()).toEqual([
    expect.stringMatching(/behind the path of its server.*GET \/pets \(.*cats\.json:.*, hidden by GET \/v1\/pets \(/),
  ]);
});

test('the more literal path goes before a template, whatever stands before it', async () => {
  const cats = describeServers([{ url: '/v1' }], { '/pets': { get: says('pets') } });
  const id = (name: string): object => ({ name, in: 'path', required: true, schema: { type: 'string' } });
  const dogs = describeServers([], {
    '/{a}/{b}': { get: { ...says('two'), parameters: [id('a'), id('b')] } },
    '/{a}/pets/{b}': { get: { ...says('three'), parameters: [id('a'), id('b')] } },
  });
  const apis = [await writeDescription(dogs, 'dogs'), await writeDescription(cats, 'cats')];
  await using mock = await createMock<string>({ apis });
  expect(await ask(mock, ['/v1/pets', '/v2/pets', '/v1/pets/1'])).toEqual(['pets', 'two', 'three']);
});

test('below the name of an API its servers answer too, and below its mount', async () => {
  const file = await writeDescription(describeServers([{ url: '/v1' }], { '/pets': { get: says('cats') } }), 'cats');
  await using mock = await createMock<string>({ apis: [file], mounts: { cats: '/m' } });
  expect(await ask(mock, ['/cats/v1/pets', '/cats/pets', '/m/v1/pets', '/m/pets', '/v1/pets', '/pets'])).toEqual([
    'cats',
    'cats',
    'cats',
    'cats',
    '404',
    '404',
  ]);
});

test('the control API stays where it is', async () => {
  await using mock = await mockOf(describeServers([{ url: '/__signoff' }], { '/health': { get: says('mine') } }));
  expect(await ask(mock, ['/health'])).toEqual(['mine']);
  expect(await (await fetch(`${mock.url}/__signoff/health`)).json()).toMatchObject({ status: 'ok' });
});
