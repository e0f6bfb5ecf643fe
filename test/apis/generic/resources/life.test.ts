import { expect, test } from 'vitest';
import { checkApi } from '../../../../src/index.js';
import { body, book, bookPaths, gone, inPath, json, serve, type Told } from './bookshop.js';

const is = (status: number, value?: unknown): Partial<Told> => ({ status, body: value });

test('a life: what was created is found, listed, replaced, changed, and gone after its delete', async () => {
  const { ask } = await serve({ paths: bookPaths });
  expect(await ask('GET', '/books/8')).toMatchObject(is(404, { error: 'none' }));
  expect(await ask('POST', '/books', { title: 'Emma', author: 'Austen' })).toMatchObject(
    is(201, { id: 8, title: 'Emma', author: 'Austen' }),
  );
  expect((await ask('GET', '/books/8')).body).toEqual({ id: 8, title: 'Emma', author: 'Austen' });
  expect((await ask('GET', '/books')).body).toEqual([
    { id: 7, title: 'Dune' },
    { id: 8, title: 'Emma', author: 'Austen' },
  ]);
  expect(await ask('PATCH', '/books/8', { author: 'Jane Austen' })).toMatchObject(
    is(200, { id: 8, title: 'Emma', author: 'Jane Austen' }),
  );
  expect(await ask('PUT', '/books/8', { title: 'Persuasion' })).toEqual(
    expect.objectContaining(is(200, { id: 8, title: 'Persuasion' })),
  );
  expect((await ask('GET', '/books/8')).body).toEqual({ id: 8, title: 'Persuasion' });
  expect(await ask('DELETE', '/books/8')).toMatchObject(is(204));
  for (const [method, sent] of [['GET'], ['DELETE'], ['PUT', newTitle], ['PATCH', newTitle]] as const) {
    expect(await ask(method, '/books/8', sent)).toMatchObject(is(404, { error: 'none' }));
  }
  expect((await ask('GET', '/books')).body).toEqual([{ id: 7, title: 'Dune' }]);
  expect((await ask('POST', '/books', { title: 'Ulysses' })).body).toEqual({ id: 9, title: 'Ulysses' });
});

const newTitle = { title: 'Ulysses' };

test('what is recognised is told at the start', async () => {
  const { mock } = await serve({ paths: bookPaths });
  expect(await mock.notes()).toEqual(['books: list, create, read, replace, change, delete at /books']);
});

test('stateless, nothing of it is remembered or told', async () => {
  const { mock, ask } = await serve({ paths: bookPaths }, { stateless: true });
  expect((await ask('DELETE', '/books/7')).status).toBe(204);
  expect((await ask('GET', '/books/7')).status).toBe(200);
  expect((await ask('GET', '/books/8')).status).toBe(200);
  expect(await mock.notes()).toEqual([]);
});

test('worlds know nothing of each other, and a reset begins afresh', async () => {
  const { mock, ask } = await serve({ paths: bookPaths });
  const mine = { 'Signoff-World': 'mine' };
  await ask('DELETE', '/books/7', undefined, mine);
  expect((await ask('GET', '/books/7', undefined, mine)).status).toBe(404);
  expect((await ask('GET', '/books/7')).status).toBe(200);
  await ask('POST', '/books', newTitle);
  await mock.reset();
  expect((await ask('GET', '/books')).body).toEqual([{ id: 7, title: 'Dune' }]);
});

test('what is demanded, planned or made up by chance changes nothing, and the journal has all of it', async () => {
  const { mock, ask } = await serve({ paths: bookPaths });
  await ask('DELETE', '/books/7', undefined, { Prefer: 'code=204' });
  await ask('DELETE', '/books/7', undefined, { Prefer: 'dynamic=true' });
  await mock.next('remove', { status: 404 });
  expect((await ask('DELETE', '/books/7')).status).toBe(404);
  expect((await ask('GET', '/books/7')).status).toBe(200);
  const entries = await mock.journal.entries();
  expect(entries.map(({ operation, reply }) => `${String(operation)} ${String(reply.status)}`)).toEqual([
    'remove 204',
    'remove 204',
    'remove 404',
    'read 200',
  ]);
});

test('the answer to what nobody has says why', async () => {
  const { ask } = await serve({ paths: bookPaths });
  const { headers } = await ask('GET', '/books/1');
  expect(JSON.parse(headers.get('signoff-reason') ?? '')).toMatchObject({ rule: 'state', answer: '404', status: 404 });
});

test('x-when names the answer that is due where nobody has it', async () => {
  const paths = structuredClone(bookPaths);
  const notFound = { description: 'none', 'x-when': { state: 'not-found' } };
  Object.assign(paths['/books/{id}'].get.responses, { '404': undefined, '400': notFound });
  const { ask } = await serve({ paths });
  expect((await ask('GET', '/books/8')).status).toBe(400);
});

test('where no refusal is documented, an unknown key is answered as ever', async () => {
  const paths = structuredClone(bookPaths);
  Reflect.deleteProperty(paths['/books/{id}'].get.responses, '404');
  const { ask } = await serve({ paths });
  expect(await ask('GET', '/books/8')).toMatchObject({ status: 200, body: { title: 'Dune' } });
});

test('an error that only default documents is one', async () => {
  const paths = structuredClone(bookPaths);
  Object.assign(paths['/books/{id}'].get.responses, { '404': undefined, default: gone });
  const { ask } = await serve({ paths });
  expect(await ask('GET', '/books/8')).toMatchObject({ status: 404, body: { error: 'none' } });
});

test('a key of the client is taken; doubled it is a conflict where one is documented, else it replaces', async () => {
  const own = {
    type: 'object',
    required: ['isbn'],
    properties: { isbn: { type: 'string' }, title: { type: 'string' } },
  };
  const paths = {
    '/books': { post: { requestBody: body(own), responses: { '201': json(own), '409': gone } } },
    '/notes': { post: { requestBody: body(own), responses: { '200': json(own) } } },
    '/books/{isbn}': {
      parameters: [inPath('isbn', { type: 'string' })],
      get: { responses: { '200': json(own), '404': gone } },
    },
    '/notes/{isbn}': {
      parameters: [inPath('isbn', { type: 'string' })],
      get: { responses: { '200': json(own), '404': gone } },
    },
  };
  const { ask } = await serve({ paths });
  expect((await ask('POST', '/books', { isbn: '1/a b', title: 'one' })).status).toBe(201);
  expect((await ask('GET', '/books/1%2Fa%20b')).body).toEqual({ isbn: '1/a b', title: 'one' });
  expect((await ask('POST', '/books', { isbn: '1/a b', title: 'two' })).status).toBe(409);
  expect((await ask('GET', '/books/1%2Fa%20b')).body).toEqual({ isbn: '1/a b', title: 'one' });
  for (const title of ['one', 'two']) expect((await ask('POST', '/notes', { isbn: 'x', title })).status).toBe(200);
  expect((await ask('GET', '/notes/x')).body).toEqual({ isbn: 'x', title: 'two' });
});

test('PUT creates where that is documented', async () => {
  const paths = structuredClone(bookPaths);
  Object.assign(paths['/books/{id}'].put.responses, { '201': json(book) });
  const { ask } = await serve({ paths });
  expect(await ask('PUT', '/books/70', newTitle)).toMatchObject(is(201, { id: 70, title: 'Ulysses' }));
  expect((await ask('PUT', '/books/70', newTitle)).status).toBe(200);
  expect((await ask('GET', '/books/70')).body).toEqual({ id: 70, title: 'Ulysses' });
});

test('times that the server sets are of the clock of the mock', async () => {
  let now = Date.UTC(2026, 0, 1);
  const stamped = {
    createdAt: { type: 'string', format: 'date-time', readOnly: true },
    updated_at: { type: 'string', format: 'date-time' },
    modified: { type: 'string' },
  };
  const item = { ...book, properties: { ...book.properties, ...stamped } };
  const paths = structuredClone(bookPaths);
  for (const operation of [paths['/books'].post, paths['/books/{id}'].get, paths['/books/{id}'].patch]) {
    const { responses } = operation;
    for (const status of ['200', '201']) if (status in responses) responses[status] = json(item);
  }
  const { ask } = await serve({ paths }, { now: () => now });
  const created = (await ask('POST', '/books', newTitle)).body as { id: number };
  expect(created).toMatchObject({ createdAt: '2026-01-01T00:00:00.000Z', updated_at: '2026-01-01T00:00:00.000Z' });
  now += 60_000;
  expect((await ask('PATCH', `/books/${String(created.id)}`, { author: 'J' })).body).toMatchObject({
    createdAt: '2026-01-01T00:00:00.000Z',
    updated_at: '2026-01-01T00:01:00.000Z',
  });
});

test('our own mock keeps the description, and nothing in it is left untried', async () => {
  const { file } = await serve({ paths: bookPaths });
  const report = await checkApi(file);
  expect(report.outcome.broken).toEqual([]);
  expect(report.cases.flatMap((one) => (one.outcome === 'tried' ? [] : [one.title]))).toEqual([]);
});

test('a check of the mock in another process finds things to read, change and delete', async () => {
  const { file, mock } = await serve({ paths: bookPaths });
  const report = await checkApi(file, { target: { url: mock.url } });
  expect(report.outcome.broken).toEqual([]);
  expect(report.cases.flatMap((one) => (one.outcome === 'tried' ? [] : [one.title]))).toEqual([]);
});
