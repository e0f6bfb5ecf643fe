import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkApi, createMock } from '../../../src/index.js';
import { body, bookPaths, gone, inPath, json, newBook, serve } from './resources/bookshop.js';

const text = { type: 'string' };
const bearer = { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } };
const who = { description: 'who?' };
const account = { type: 'object', required: ['user'], properties: { user: text, password: text } };
const grant = {
  type: 'object',
  required: ['access_token'],
  properties: { access_token: text, expires_in: { type: 'integer' } },
};

const session = {
  '/login': {
    post: {
      operationId: 'logIn',
      'x-state': { action: 'issue', token: '/body/access_token', subject: '/body/user', lifetime: 60 },
      requestBody: body(account),
      responses: { '200': json(grant, { access_token: 'documented', expires_in: 60 }) },
    },
  },
  '/logout': {
    post: {
      operationId: 'logOut',
      'x-state': { action: 'revoke' },
      security: [{ bearer: [] }],
      responses: { '204': { description: 'out' }, '401': who },
    },
  },
  '/me': {
    get: {
      operationId: 'me',
      security: [{ bearer: [] }],
      responses: { '200': json(account, { user: 'u' }), '401': who },
    },
  },
};

const asBearer = (token: unknown): Record<string, string> => ({ Authorization: `Bearer ${String(token)}` });

test('one operation issues a credential, another revokes it, and a lifetime ends it', async () => {
  let now = 0;
  const { ask, mock, file } = await serve({ paths: session, components: bearer }, { now: () => now });
  expect(await mock.notes()).toEqual(
    expect.arrayContaining(['POST /login issues a credential', 'POST /logout revokes a credential']),
  );
  const signIn = async (): Promise<unknown> => {
    const { body: told } = await ask('POST', '/login', { user: 'anna', password: 'p' });
    expect(told).toEqual({ access_token: expect.stringMatching(/^token-/) as string, expires_in: 60 });
    return (told as { access_token: string }).access_token;
  };
  const [first, second] = [await signIn(), await signIn()];
  const statusOf = async (token: unknown): Promise<number> =>
    (await ask('GET', '/me', undefined, asBearer(token))).status;
  expect([await statusOf(first), await statusOf(second), await statusOf('documented')]).toEqual([200, 200, 401]);
  expect((await ask('POST', '/logout', undefined, asBearer(first))).status).toBe(204);
  expect([await statusOf(first), await statusOf(second)]).toEqual([401, 200]);
  now = 60_000;
  expect(await statusOf(second)).toBe(401);
  const report = await checkApi(file);
  expect(report.outcome.broken).toEqual([]);
});

test('a credential that was issued leads to its world', async () => {
  const { ask } = await serve({ paths: { ...session, ...bookPaths }, components: bearer });
  const { body: told } = await ask('POST', '/login', { user: 'anna' }, { 'Signoff-World': 'mine' });
  const token = asBearer((told as { access_token: string }).access_token);
  await ask('DELETE', '/books/7', undefined, token);
  expect((await ask('GET', '/books/7', undefined, token)).status).toBe(404);
  expect((await ask('GET', '/books/7')).status).toBe(200);
});

test('where an answer allows no token of ours, the documented one is made good', async () => {
  const paths = structuredClone(session);
  const strict = { ...grant, properties: { access_token: { type: 'string', pattern: '^doc' } } };
  Object.assign(paths['/login'].post.responses, { '200': json(strict, { access_token: 'documented' }) });
  const { ask } = await serve({ paths, components: bearer });
  expect((await ask('GET', '/me', undefined, asBearer('documented'))).status).toBe(401);
  expect((await ask('POST', '/login', { user: 'anna' })).body).toEqual({ access_token: 'documented' });
  expect((await ask('GET', '/me', undefined, asBearer('documented'))).status).toBe(200);
});

test('a credential in a cookie, and one that is named in a body', async () => {
  const components = { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'sid' } } };
  const end = { type: 'object', required: ['session'], properties: { session: text } };
  const paths = {
    '/login': {
      post: {
        'x-state': { action: 'issue', token: '/header/Set-Cookie' },
        responses: { '204': { description: 'in' } },
      },
    },
    '/end': {
      post: {
        'x-state': { action: 'revoke', token: '/body/session' },
        requestBody: body(end),
        responses: { '204': { description: 'out' } },
      },
    },
    '/me': { get: { security: [{ session: [] }], responses: { '204': { description: 'you' }, '401': who } } },
  };
  const { ask } = await serve({ paths, components });
  const cookie = (await ask('POST', '/login')).headers.get('set-cookie') ?? '';
  const [, value = ''] = /^sid=(key-[\w-]+); Path=\/; HttpOnly$/.exec(cookie) ?? [];
  const status = async (): Promise<number> => (await ask('GET', '/me', undefined, { Cookie: `sid=${value}` })).status;
  expect(await status()).toBe(204);
  await ask('POST', '/end', { session: value });
  expect(await status()).toBe(401);
});

test('operations say what they do with a collection, however their paths look', async () => {
  const isbn = { type: 'object', required: ['isbn'], properties: { isbn: text, title: text } };
  const all = { type: 'array', items: isbn };
  const rule = (action: string, further: object = {}): object => ({
    'x-state': { action, collection: 'library', ...further },
  });
  const paths = {
    '/addBook': { post: { ...rule('create'), requestBody: body(isbn), responses: { '200': json(isbn) } } },
    '/getBook': {
      get: {
        ...rule('read', { key: '/query/number', member: 'isbn' }),
        parameters: [{ name: 'number', in: 'query', required: true, schema: text }],
        responses: { '200': json(isbn, { isbn: '1', title: 'Dune' }), '404': gone },
      },
    },
    '/allBooks': { get: { ...rule('list'), responses: { '200': json(all) } } },
    '/dropBook': {
      post: {
        ...rule('delete', { key: '/body/isbn' }),
        requestBody: body({ type: 'object', required: ['isbn'], properties: { isbn: text } }),
        responses: { '204': { description: 'gone' }, '404': gone },
      },
    },
  };
  const { ask, mock, file } = await serve({ paths });
  expect(await mock.notes()).toContain('library: list, create, read, delete');
  expect((await ask('POST', '/addBook', { isbn: '2', title: 'Emma' })).body).toEqual({ isbn: '2', title: 'Emma' });
  expect((await ask('GET', '/getBook?number=2')).body).toEqual({ isbn: '2', title: 'Emma' });
  expect((await ask('GET', '/allBooks')).body).toEqual([
    { isbn: '1', title: 'Dune' },
    { isbn: '2', title: 'Emma' },
  ]);
  expect((await ask('POST', '/dropBook', { isbn: '2' })).status).toBe(204);
  expect((await ask('GET', '/getBook?number=2')).status).toBe(404);
  expect((await checkApi(file)).outcome.broken).toEqual([]);
});

test('what is said is added to what is recognised, and wins over it', async () => {
  const paths = {
    ...structuredClone(bookPaths),
    '/books/{id}/sold': {
      parameters: [inPath('id', { type: 'integer' })],
      post: {
        'x-state': { action: 'delete', collection: 'books', key: '/path/id' },
        responses: { '204': { description: 'sold' }, '404': gone },
      },
    },
  };
  Object.assign(paths['/books/{id}'].delete, { 'x-state': { action: 'none' } });
  const { ask, mock } = await serve({ paths });
  expect(await mock.notes()).toContain('books: list, create, read, replace, change, delete at /books');
  expect((await ask('DELETE', '/books/7')).status).toBe(204);
  expect((await ask('GET', '/books/7')).status).toBe(200);
  expect((await ask('POST', '/books/7/sold')).status).toBe(204);
  expect((await ask('GET', '/books/7')).status).toBe(404);
});

test('one that cannot be read is told with its line and the nearest name, and costs no more than itself', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'mistaken.yaml');
  const lines = [
    'openapi: 3.1.0',
    "info: { title: t, version: '1' }",
    'paths:',
    '  /login:',
    '    post:',
    '      x-state:',
    '        action: isue',
    "      responses: { '204': { description: in } }",
  ];
  await writeFile(file, lines.join('\n'));
  await using mock = await createMock<string>({ apis: [file] });
  expect(await mock.notes()).toEqual([
    expect.stringMatching(/mistaken\.yaml:7:\d+: x-state\/action of POST \/login .*Is issue meant\?, so it is served/),
  ]);
  expect((await fetch(`${mock.url}/login`, { method: 'POST' })).status).toBe(204);
});

test('a collection that no answer shows is not kept, and that is told', async () => {
  const paths = {
    '/things': {
      post: {
        'x-state': { action: 'create', collection: 'things' },
        requestBody: body(newBook),
        responses: { '201': { description: 'new' } },
      },
    },
  };
  const { ask, mock } = await serve({ paths });
  expect(await mock.notes()).toEqual([
    expect.stringMatching(/^x-state of POST \/things is left out: no answer of things shows/),
  ]);
  expect((await ask('POST', '/things', { title: 'x' })).status).toBe(201);
});

test('stateless, nothing of it is done', async () => {
  const { ask } = await serve({ paths: session, components: bearer }, { stateless: true });
  expect((await ask('POST', '/login', { user: 'anna' })).body).toEqual({ access_token: 'documented', expires_in: 60 });
  expect((await ask('POST', '/logout', undefined, asBearer('mock-token'))).status).toBe(204);
  expect((await ask('GET', '/me', undefined, asBearer('mock-token'))).status).toBe(200);
});
