import { expect, test } from 'vitest';
import { checkApi } from '../../../../src/index.js';
import { body, book, bookPaths, gone, inPath, json, newBook, serve } from './bookshop.js';

const newTitle = { title: 'Ulysses' };

test.each([
  ['uuid', { type: 'string', format: 'uuid' }, undefined, /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/],
  ['pattern', { type: 'string', pattern: '^B-[0-9]{4}$' }, undefined, /^B-\d{4}$/],
  ['number as text', { type: 'string' }, '41', /^4[23]$/],
  ['prefix', { type: 'string' }, 'book_a1', /^book_\w{8}$/],
  ['text', { type: 'string', maxLength: 10 }, undefined, /^\S{1,10}$/],
])('a new key looks as its schema and the others have it: %s', async (_, id, example, form) => {
  const item = { ...book, properties: { ...book.properties, id } };
  const paths = {
    '/books': { post: { requestBody: body(newBook), responses: { '201': json(item) } } },
    '/books/{id}': {
      parameters: [inPath('id', id)],
      get: { responses: { '200': json(item, example && { id: example, title: 'Dune' }), '404': gone } },
    },
  };
  const { ask } = await serve({ paths });
  const made = [await ask('POST', '/books', newTitle), await ask('POST', '/books', newTitle)].map(
    (told) => (told.body as { id: string }).id,
  );
  expect(made).toEqual([expect.stringMatching(form), expect.stringMatching(form)]);
  expect(new Set(made).size).toBe(2);
  for (const key of made) expect((await ask('GET', `/books/${key}`)).body).toEqual({ id: key, ...newTitle });
});

test.each([
  ['a member', { data: book }, { items: { type: 'array', items: book } }, { data: newBook }],
  [
    'a named member',
    { book },
    { books: { type: 'array', items: book }, total: { type: 'integer' } },
    { book: newBook },
  ],
  [
    'a member of a member',
    { data: book, ok: { type: 'boolean' } },
    { data: { type: 'object', properties: { books: { type: 'array', items: book } } } },
    newBook.properties,
  ],
])('an envelope is seen by its schema: %s', async (_, one, many, sent) => {
  const object = (properties: object): object => ({ type: 'object', required: Object.keys(properties), properties });
  const paths = {
    '/books': {
      get: { responses: { '200': json(object(many)) } },
      post: { requestBody: body({ type: 'object', properties: sent }), responses: { '201': json(object(one)) } },
    },
    '/books/{bookId}': {
      parameters: [inPath('bookId', { type: 'integer' })],
      get: { responses: { '200': json(object(one)), '404': gone } },
      delete: { responses: { '200': json(object(one)), '404': gone } },
    },
  };
  const { ask, mock, file } = await serve({ paths });
  expect(await mock.notes()).toEqual(['books: list, create, read, delete at /books']);
  const [wrapper] = Object.keys(sent);
  const created = await ask('POST', '/books', wrapper === 'title' ? newTitle : { [String(wrapper)]: newTitle });
  expect(created.status).toBe(201);
  const text = JSON.stringify(created.body);
  const { id } = JSON.parse(/\{[^{}]*"title":"Ulysses"[^{}]*\}/.exec(text)?.[0] ?? '{}') as { id: number };
  expect(JSON.stringify((await ask('GET', `/books/${String(id)}`)).body)).toBe(text);
  expect(JSON.stringify((await ask('GET', '/books')).body)).toContain(`{"id":${String(id)},"title":"Ulysses"`);
  expect((await ask('DELETE', `/books/${String(id)}`)).body).toEqual(created.body);
  expect((await ask('GET', `/books/${String(id)}`)).status).toBe(404);
  expect((await checkApi(file)).outcome.broken).toEqual([]);
});

test('what only requests may hold is never shown, what an answer does not declare neither', async () => {
  const properties = { ...book.properties, secret: { type: 'string', writeOnly: true } };
  const sent = {
    type: 'object',
    properties: { ...newBook.properties, secret: { type: 'string' }, pin: { type: 'string' } },
  };
  const paths = {
    '/books': { post: { requestBody: body(sent), responses: { '201': json({ ...book, properties }) } } },
    '/books/{id}': {
      parameters: [inPath('id', { type: 'integer' })],
      get: { responses: { '200': json({ ...book, properties }), '404': gone } },
    },
  };
  const { ask } = await serve({ paths });
  const { body: created } = await ask('POST', '/books', { ...newTitle, secret: 'hush', pin: '1', further: 'x' });
  expect(created).toEqual({ id: (created as { id: number }).id, ...newTitle });
});

test('an answer is valid under its schema, even where what was sent is not', async () => {
  const strict = {
    ...book,
    additionalProperties: false,
    properties: { ...book.properties, title: { type: 'string', maxLength: 5 } },
  };
  const paths = structuredClone(bookPaths);
  Object.assign(paths['/books/{id}'].get.responses, { '200': json(strict, { id: 7, title: 'Dune' }) });
  const { ask } = await serve({ paths });
  await ask('POST', '/books', { title: 'Persuasion', author: 'Austen' });
  expect((await ask('GET', '/books/8')).body).toEqual({ id: 8, title: 'Dune', author: 'Austen' });
});

test('names that every object has are names of members and keys like any other', async () => {
  const { ask } = await serve({
    paths: {
      '/books': { post: { requestBody: body(oddBook), responses: { '201': json(oddBook) } } },
      '/books/{constructor}': {
        parameters: [inPath('constructor', { type: 'string' })],
        get: { responses: { '200': json(oddBook), '404': gone } },
      },
    },
  });
  const sent = JSON.parse('{"constructor":"valueOf","__proto__":"x"}') as object;
  expect((await ask('POST', '/books', sent)).status).toBe(201);
  expect(JSON.stringify((await ask('GET', '/books/valueOf')).body)).toBe(JSON.stringify(sent));
  expect((await ask('GET', '/books/toString')).status).toBe(404);
});

const oddBook = JSON.parse(
  '{"type":"object","required":["constructor"],"properties":{"constructor":{"type":"string"},"__proto__":{"type":"string"}}}',
) as object;
