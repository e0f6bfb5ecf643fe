import { expect, test } from 'vitest';
import { checkApi } from '../../../../src/index.js';
import { body, book, bookPaths, gone, inPath, json, newBook, serve } from './bookshop.js';

const id = (name: string): object => inPath(name, { type: 'integer' });
const shelf = { type: 'object', required: ['id'], properties: { id: { type: 'integer' }, label: { type: 'string' } } };
const onShelf = { ...book, properties: { ...book.properties, shelfId: { type: 'integer' } } };

const shelves = {
  '/shelves': { post: { requestBody: body(shelf), responses: { '201': json(shelf) } } },
  '/shelves/{shelf}': {
    parameters: [id('shelf')],
    get: { responses: { '200': json(shelf, { id: 1, label: 'A' }), '404': gone } },
    delete: { responses: { '204': { description: 'gone' }, '404': gone } },
  },
  '/shelves/{shelf}/books': {
    parameters: [id('shelf')],
    get: { responses: { '200': json({ type: 'array', items: onShelf }), '404': gone } },
    post: { requestBody: body(newBook), responses: { '201': json(onShelf), '404': gone } },
  },
  '/shelves/{shelf}/books/{id}': {
    parameters: [id('shelf'), id('id')],
    get: { responses: { '200': json(onShelf, { id: 7, title: 'Dune' }), '404': gone } },
    delete: { responses: { '204': { description: 'gone' }, '404': gone } },
  },
};

test('a collection below a thing is its own, and gone with it', async () => {
  const { ask, mock, file } = await serve({ paths: shelves });
  expect(await mock.notes()).toEqual([
    'shelves: create, read, delete at /shelves',
    'books: list, create, read, delete at /shelves/{shelf}/books',
  ]);
  expect((await ask('GET', '/shelves/1/books')).body).toEqual([{ id: 7, title: 'Dune' }]);
  expect((await ask('POST', '/shelves', { id: 2, label: 'B' })).status).toBe(201);
  expect((await ask('GET', '/shelves/2/books')).body).toEqual([]);
  expect((await ask('POST', '/shelves/2/books', { title: 'Emma' })).body).toMatchObject({ title: 'Emma', shelfId: 2 });
  expect((await ask('GET', '/shelves/1/books')).body).toEqual([{ id: 7, title: 'Dune' }]);
  expect((await ask('GET', '/shelves/2/books/7')).status).toBe(404);
  expect((await ask('GET', '/shelves/3/books')).status).toBe(404);
  expect((await ask('POST', '/shelves/3/books', { title: 'Emma' })).status).toBe(404);
  await ask('DELETE', '/shelves/2');
  expect((await ask('GET', '/shelves/2/books')).status).toBe(404);
  const report = await checkApi(file);
  expect(report.outcome.broken).toEqual([]);
  expect(report.cases.flatMap((one) => (one.outcome === 'tried' ? [] : [one.title]))).toEqual([]);
});

test('what was deleted with its owner is not there again when another one of its key is created', async () => {
  const { ask } = await serve({ paths: shelves });
  for (const shelfBooks of [[{ id: 1, title: 'Emma', shelfId: 5 }], []]) {
    await ask('POST', '/shelves', { id: 5 });
    if (shelfBooks.length > 0) await ask('POST', '/shelves/5/books', { title: 'Emma' });
    expect((await ask('GET', '/shelves/5/books')).body).toEqual(shelfBooks);
    await ask('DELETE', '/shelves/5');
  }
});

test('below what nobody describes as a thing each collection has what is documented', async () => {
  const nested = Object.fromEntries(Object.entries(shelves).filter(([path]) => path.includes('books')));
  const { ask } = await serve({ paths: nested });
  await ask('DELETE', '/shelves/1/books/7');
  expect((await ask('GET', '/shelves/1/books')).body).toEqual([]);
  expect((await ask('GET', '/shelves/2/books')).body).toEqual([{ id: 7, title: 'Dune' }]);
});

const pet = { type: 'object', required: ['name'], properties: { id: { type: 'integer' }, name: { type: 'string' } } };

test('what is replaced at the path of the collection is the one that the body names', async () => {
  const paths = {
    '/pet': {
      post: { requestBody: body(pet), responses: { '200': json(pet) } },
      put: { requestBody: body(pet), responses: { '200': json(pet), '404': gone } },
    },
    '/pet/findByName': { get: { responses: { '200': json({ type: 'array', items: pet }) } } },
    '/pet/{petId}': {
      parameters: [id('petId')],
      get: { responses: { '200': json(pet), '404': gone } },
      delete: { responses: { '200': { description: 'gone' } } },
    },
  };
  const { ask, mock } = await serve({ paths });
  expect(await mock.notes()).toEqual(['pet: create, read, replace, delete at /pet']);
  await ask('POST', '/pet', { id: 10, name: 'doggie' });
  expect((await ask('PUT', '/pet', { id: 10, name: 'Rex' })).body).toEqual({ id: 10, name: 'Rex' });
  expect((await ask('GET', '/pet/10')).body).toEqual({ id: 10, name: 'Rex' });
  expect((await ask('PUT', '/pet', { id: 11, name: 'Rex' })).status).toBe(404);
  expect((await ask('DELETE', '/pet/11')).status).toBe(200);
});

const message = { type: 'object', properties: { ok: { type: 'boolean' } } };
const { get, delete: remove } = bookPaths['/books/{id}'];
const one = (paths: object): object => ({ '/books/{id}': { parameters: [id('id')], ...paths } });

test.each([
  ['things that nothing changes', { ...one({ get }), '/books': { get: bookPaths['/books'].get } }],
  ['things that nothing shows', one({ delete: remove })],
  [
    'a file',
    one({ get: { responses: { '200': { description: 'it', content: { 'image/png': {} } } } }, delete: remove }),
  ],
  [
    'a list below a parameter',
    one({ get: { responses: { '200': json({ type: 'array', items: book }) } }, delete: remove }),
  ],
  [
    'a thing without a member that the parameter names',
    one({ get: { responses: { '200': json(message) } }, delete: remove }),
  ],
  [
    'a singleton',
    {
      '/me': {
        get: { responses: { '200': json(book) } },
        put: { requestBody: body(newBook), responses: { '200': json(book) } },
      },
    },
  ],
  ['an action', { '/books/{id}/sell': { parameters: [id('id')], post: { responses: { '200': json(book) } } } }],
  ['a parameter at the root', { '/{id}': { parameters: [id('id')], get, delete: remove } }],
])('left alone: %s', async (_, paths) => {
  const { mock, ask } = await serve({ paths });
  expect(await mock.notes()).toEqual([]);
  for (let turn = 0; turn < 2; turn += 1) {
    const deleted = await ask('DELETE', '/books/7');
    expect([204, 404, 405]).toContain(deleted.status);
    if ('/books/{id}' in paths && 'delete' in (paths['/books/{id}'] as object)) expect(deleted.status).toBe(204);
  }
});

test.each([
  [
    'a search by POST',
    { post: { requestBody: body(newBook), responses: { '200': json({ type: 'array', items: book }) } } },
  ],
  ['a POST of something else', { post: { requestBody: body(message), responses: { '201': json(book) } } }],
  ['a list of something else', { get: { responses: { '200': json({ type: 'array', items: message }) } } }],
])('an operation that does not fit stays as it is: %s', async (_, operations) => {
  const { mock } = await serve({ paths: { '/books': operations, ...one({ get, delete: remove }) } });
  expect(await mock.notes()).toEqual(['books: read, delete at /books']);
});

test.each([
  ['id', 'id'],
  ['bookId', 'id'],
  ['book_id', 'id'],
  ['book', 'id'],
  ['book-id', 'bookId'],
  ['id', 'book_id'],
  ['isbn', 'isbn'],
  ['bookIsbn', 'isbn'],
  ['name', 'Name'],
])('the parameter %s names the member %s', async (parameter, member) => {
  const named = { type: 'object', properties: { [member]: { type: 'string' }, title: { type: 'string' } } };
  const paths = {
    [`/books/{${parameter}}`]: {
      parameters: [inPath(parameter, { type: 'string' })],
      get: { responses: { '200': json(named, { [member]: 'a', title: 'A' }), '404': gone } },
      delete: remove,
    },
  };
  const { ask } = await serve({ paths });
  expect([(await ask('GET', '/books/a')).status, (await ask('GET', '/books/b')).status]).toEqual([200, 404]);
});

test('schemas are seen through references and parts, examples where there is no schema', async () => {
  const components = {
    schemas: {
      Base: { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } },
      Book: { allOf: [{ $ref: '#/components/schemas/Base' }, newBook] },
    },
  };
  const paths = {
    '/books': {
      post: {
        requestBody: body({ $ref: '#/components/schemas/Book' }),
        responses: { '201': json({ $ref: '#/components/schemas/Book' }) },
      },
    },
    '/books/{id}': {
      parameters: [id('id')],
      get: { responses: { '200': json({ $ref: '#/components/schemas/Book' }), '404': gone } },
    },
    '/notes': {
      get: {
        responses: {
          '200': {
            description: 'all',
            content: { 'application/json': { example: { notes: [{ id: 1, text: 'a' }] } } },
          },
        },
      },
      post: {
        requestBody: { content: { 'application/json': { example: { text: 'b' } } } },
        responses: {
          '201': { description: 'new', content: { 'application/json': { example: { id: 9, text: 'b' } } } },
        },
      },
    },
    '/notes/{id}': {
      parameters: [id('id')],
      get: {
        responses: {
          '200': { description: 'one', content: { 'application/json': { example: { id: 1, text: 'a' } } } },
          '404': gone,
        },
      },
    },
  };
  const { ask, mock } = await serve({ paths, components });
  expect(await mock.notes()).toEqual(['books: create, read at /books', 'notes: list, create, read at /notes']);
  await ask('POST', '/books', { id: 3, title: 'Emma' });
  expect((await ask('GET', '/books/3')).body).toEqual({ id: 3, title: 'Emma' });
  await ask('POST', '/notes', { text: 'new' });
  expect((await ask('GET', '/notes')).body).toEqual({
    notes: [
      { id: 1, text: 'a' },
      { id: 2, text: 'new' },
    ],
  });
});
