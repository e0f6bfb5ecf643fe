import { describe, expect, test } from 'vitest';
import { mockOf } from '../support/mock-of.js';
import { describePaths, inPath, operation } from '../support/sketch.js';
import { exchange, last } from './wire.js';

describe('templates that differ in the names of their parameters only', () => {
  const yaml = `openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /w/{parent}/x:
    get: {parameters: [{name: parent, in: path, required: true, schema: {type: string}}], responses: {'204': {description: ok}}}
  /w/{name}/x:
    get: {parameters: [{name: name, in: path, required: true, schema: {type: integer}}], responses: {'200': {description: ok}}}
    post: {parameters: [{name: name, in: path, required: true, schema: {type: integer}}], responses: {'200': {description: ok}}}
`;

  test('of one method the first is served, and both lines are told', async () => {
    await using mock = await mockOf(yaml);
    expect((await fetch(`${mock.url}/w/a/x`)).status).toBe(204);
    expect(await mock.notes()).toEqual([
      expect.stringMatching(
        /^1 operation is reached by no request, .*: GET \/w\/\{name\}\/x \(.*api\.yaml:7:5\), hidden by GET \/w\/\{parent\}\/x \(.*api\.yaml:5:5\)\.$/,
      ),
    ]);
  });

  test('each method is read by its own names', async () => {
    await using mock = await mockOf(yaml);
    const statuses = ['1', 'a'].map(
      async (name) => (await fetch(`${mock.url}/w/${name}/x`, { method: 'POST' })).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 422]);
  });
});

describe('a slash at the end', () => {
  test('makes another path where both are described, also with parameters', async () => {
    await using mock = await mockOf(
      describePaths({
        '/jobs': { get: operation({ says: 'all' }), post: operation({ says: 'new' }) },
        '/jobs/': { get: operation({ says: 'index' }) },
        '/jobs/{id}': { get: operation({ says: 'one', parameters: [inPath('id')] }) },
        '/jobs/{id}/': { get: operation({ says: 'index of one', parameters: [inPath('id')] }) },
      }),
    );
    const ask = async (path: string): Promise<string> => (await fetch(mock.url + path)).text();
    expect(await Promise.all(['/jobs', '/jobs/', '/jobs/1', '/jobs/1/'].map(ask))).toEqual([
      'all',
      'index',
      'one',
      'index of one',
    ]);
    const posted = await fetch(`${mock.url}/jobs/`, { method: 'POST' });
    expect([posted.status, posted.headers.get('Allow')]).toEqual([405, 'GET, HEAD']);
    expect(await mock.notes()).toEqual([]);
  });

  test('does not count where one form is described', async () => {
    await using mock = await mockOf(
      describePaths({
        '/jobs/': { get: operation({ says: 'jobs' }) },
        '/pets': { get: operation({ says: 'pets' }) },
      }),
    );
    const ask = async (path: string): Promise<number> => (await fetch(mock.url + path)).status;
    expect(await Promise.all(['/jobs', '/jobs/', '/pets', '/pets/'].map(ask))).toEqual([200, 200, 200, 200]);
  });
});

describe('HEAD', () => {
  const paths = {
    '/pets': { get: operation({ says: 'Rex' }) },
    '/own': { get: operation({ says: 'long' }), head: { responses: { '204': { description: 'ok' } } } },
    '/write': { post: operation({ says: 'written' }) },
  };

  test('is answered as GET is, without the body', async () => {
    await using mock = await mockOf(describePaths(paths));
    const [head, get] = await Promise.all([exchange(mock, last('HEAD /pets')), exchange(mock, last('GET /pets'))]);
    const [headFields = '', body] = head.text.split('\r\n\r\n');
    const [getFields = ''] = get.text.split('\r\n\r\n');
    const fields = (text: string): string[] => text.split('\r\n').filter((line) => !line.startsWith('Date:'));
    expect(body).toBe('');
    expect(fields(headFields)).toEqual(fields(getFields));
    expect(headFields).toContain('Content-Length: 3');
  });

  test('is its own operation where it is described, and refused where there is no GET', async () => {
    await using mock = await mockOf(describePaths(paths));
    const own = await fetch(`${mock.url}/own`, { method: 'HEAD' });
    const none = await fetch(`${mock.url}/write`, { method: 'HEAD' });
    expect([own.status, none.status, none.headers.get('Allow')]).toEqual([204, 405, 'POST']);
  });

  test('stands in the journal without a body', async () => {
    await using mock = await mockOf(describePaths(paths));
    await fetch(`${mock.url}/pets`, { method: 'HEAD' });
    const [entry] = await mock.journal.entries();
    expect(entry).toMatchObject({ operation: 'getPets', request: { method: 'HEAD' }, reply: { status: 200 } });
    expect(entry?.reply).not.toHaveProperty('body');
  });
});

test('paths named like members of every object are paths', async () => {
  const names = ['__proto__', 'constructor', 'toString'];
  const id = inPath('id');
  const item = (name: string): object => ({ get: operation({ says: name, parameters: [id] }) });
  const paths = Object.fromEntries(names.map((name) => [`/${name}/{id}`, item(name)]));
  await using mock = await mockOf(describePaths(paths));
  const ask = async (name: string): Promise<string> => (await fetch(`${mock.url}/${name}/${name}`)).text();
  expect(await Promise.all(names.map(ask))).toEqual(names);
});
