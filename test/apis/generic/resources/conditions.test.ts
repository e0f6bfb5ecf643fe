import { expect, test } from 'vitest';
import { checkApi } from '../../../../src/index.js';
import { body, book, bookPaths, gone, json, newBook, serve, type Shop } from './bookshop.js';

const changed = { description: 'it has changed' };
const withTag = (response: object): object => ({ ...response, headers: { ETag: { schema: { type: 'string' } } } });

/** Books whose changes are conditional. */
function serveConditional(): Promise<Shop> {
  const paths = structuredClone(bookPaths);
  const { get, put, patch, delete: remove } = paths['/books/{id}'];
  Object.assign(get.responses, {
    '200': withTag(json(book, { id: 7, title: 'Dune' })),
    '304': { description: 'same' },
  });
  for (const operation of [put, patch, remove]) Object.assign(operation.responses, { '412': changed });
  return serve({ paths });
}

async function tagOf({ ask }: Shop): Promise<string> {
  return (await ask('GET', '/books/7')).headers.get('etag') ?? '';
}

test('a thing has the same tag until it changes', async () => {
  const shop = await serveConditional();
  const tag = await tagOf(shop);
  expect(tag).toMatch(/^"\w+"$/);
  expect(await tagOf(shop)).toBe(tag);
  const { headers } = await shop.ask('PATCH', '/books/7', { title: 'Emma' });
  expect(headers.get('etag')).not.toBe(tag);
  expect(await tagOf(shop)).toBe(headers.get('etag'));
});

test.each([
  ['the same', (tag: string) => tag, 304],
  ['the same, weak', (tag: string) => `W/${tag}`, 304],
  ['one of several', (tag: string) => `"other", ${tag}`, 304],
  ['any', () => '*', 304],
  ['another', () => '"other"', 200],
])('If-None-Match of a read: %s', async (_, write, status) => {
  const shop = await serveConditional();
  const tag = await tagOf(shop);
  const told = await shop.ask('GET', '/books/7', undefined, { 'If-None-Match': write(tag) });
  expect({ status: told.status, tag: told.headers.get('etag') }).toEqual({ status, tag });
  expect(told.body === undefined).toBe(status === 304);
});

test.each([
  ['the same', (tag: string) => tag, 200],
  ['the same without quotes', (tag: string) => tag.slice(1, -1), 200],
  ['any', () => '*', 200],
  ['the same, weak', (tag: string) => `W/${tag}`, 412],
  ['another', () => '"other"', 412],
])('If-Match of a change: %s', async (_, write, status) => {
  const shop = await serveConditional();
  const headers = { 'If-Match': write(await tagOf(shop)) };
  expect((await shop.ask('PUT', '/books/7', { title: 'Emma' }, headers)).status).toBe(status);
  expect((await shop.ask('GET', '/books/7')).body).toMatchObject({ title: status === 200 ? 'Emma' : 'Dune' });
});

test('who changes what somebody else has changed meanwhile is refused', async () => {
  const shop = await serveConditional();
  const headers = { 'If-Match': await tagOf(shop) };
  expect((await shop.ask('PATCH', '/books/7', { title: 'mine' }, headers)).status).toBe(200);
  expect((await shop.ask('PATCH', '/books/7', { title: 'yours' }, headers)).status).toBe(412);
  expect((await shop.ask('DELETE', '/books/7', undefined, headers)).status).toBe(412);
  expect((await shop.ask('GET', '/books/7')).body).toMatchObject({ title: 'mine' });
  expect((await shop.ask('DELETE', '/books/8', undefined, headers)).status).toBe(404);
});

test('where nothing of it is documented, conditions are none', async () => {
  const shop = await serve({ paths: bookPaths });
  expect(await tagOf(shop)).toBe('');
  expect((await shop.ask('PATCH', '/books/7', { title: 'x' }, { 'If-Match': '"other"' })).status).toBe(200);
  expect((await shop.ask('GET', '/books/7', undefined, { 'If-None-Match': '*' })).status).toBe(200);
});

test('our own mock keeps such a description', async () => {
  const { file } = await serveConditional();
  const report = await checkApi(file);
  expect(report.outcome.broken).toEqual([]);
});

test.each([
  ['201 without a word', json(book), /^\/books\/8$/],
  [
    'a documented header',
    { ...json(book), headers: { Location: { required: true, schema: { type: 'string' } } } },
    /^\/books\/8$/,
  ],
  [
    'an address',
    { ...json(book), headers: { location: { schema: { type: 'string', format: 'uri' } } } },
    /^http:\/\/127\.0\.0\.1:\d+\/books\/8$/,
  ],
])('what was created says where it is: %s', async (_, response, place) => {
  const paths = structuredClone(bookPaths);
  Object.assign(paths['/books'].post.responses, { '201': response });
  const { ask, mock } = await serve({ paths });
  const location = (await ask('POST', '/books', { title: 'Emma' })).headers.get('location') ?? '';
  expect(location).toMatch(place);
  const path = new URL(location, mock.url).pathname;
  expect((await ask('GET', path)).body).toEqual({ id: 8, title: 'Emma' });
});

test('below a prefix it is there as well', async () => {
  const { ask } = await serve({ paths: bookPaths });
  expect((await ask('POST', '/shop/books', { title: 'Emma' })).headers.get('location')).toBe('/shop/books/8');
  expect((await ask('POST', '/shop/books/', { title: 'Emma' })).headers.get('location')).toBe('/shop/books/9');
});

const patchable = { type: 'array', items: { type: 'object' } };

test('a JSON Patch changes, one that does not fit is refused and changes nothing', async () => {
  const paths = structuredClone(bookPaths);
  const requestBody = {
    required: true,
    content: {
      'application/json-patch+json': { schema: patchable },
      'application/json': { schema: { ...newBook, required: [] } },
    },
  };
  Object.assign(paths['/books/{id}'].patch, {
    requestBody,
    responses: { '200': json(book), '404': gone, '422': gone },
  });
  const { ask } = await serve({ paths });
  const type = { 'Content-Type': 'application/json-patch+json' };
  const add = [
    { op: 'test', path: '/title', value: 'Dune' },
    { op: 'add', path: '/author', value: 'Herbert' },
  ];
  expect((await ask('PATCH', '/books/7', add, type)).body).toEqual({ id: 7, title: 'Dune', author: 'Herbert' });
  const told = await ask('PATCH', '/books/7', [add[1], { op: 'remove', path: '/nothing' }], type);
  expect(told.status).toBe(422);
  expect(JSON.parse(told.headers.get('signoff-reason') ?? '')).toMatchObject({
    rule: 'json-patch',
    pointer: '/body/1',
  });
  const others = [{ op: 'replace', path: '/id', value: 70 }];
  expect((await ask('PATCH', '/books/7', others, type)).body).toMatchObject({ id: 7 });
  expect((await ask('PATCH', '/books/7', { author: 'F. Herbert' })).body).toMatchObject({ author: 'F. Herbert' });
});

test('a merge patch takes away what is null; plain JSON sets it where it may be null', async () => {
  const author = { type: ['string', 'null'] };
  const nullable = { ...book, properties: { ...book.properties, author } };
  const paths = structuredClone(bookPaths);
  const change = { type: 'object', properties: { author } };
  const content = {
    ...(body(change) as { content: object }).content,
    ...(body(change, 'application/merge-patch+json') as { content: object }).content,
  };
  const one = paths['/books/{id}'];
  Object.assign(one.patch, { requestBody: { content }, responses: { '200': json(nullable), '404': gone } });
  Object.assign(one.get.responses, { '200': json(nullable, { id: 7, title: 'Dune', author: 'Herbert' }) });
  const { ask } = await serve({ paths });
  expect((await ask('PATCH', '/books/7', { author: null })).body).toEqual({ id: 7, title: 'Dune', author: null });
  const merge = { 'Content-Type': 'application/merge-patch+json' };
  expect((await ask('PATCH', '/books/7', { author: null }, merge)).body).toEqual({ id: 7, title: 'Dune' });
});
