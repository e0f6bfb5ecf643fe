import { expect, test } from 'vitest';
import { checkApi } from '../../../../src/index.js';
import { book, bookPaths, json, serve, type Shop } from './bookshop.js';

const books = [
  { id: 1, title: 'Emma', author: 'Austen' },
  { id: 2, title: 'Persuasion', author: 'Austen' },
  { id: 3, title: 'Dune', author: 'Herbert' },
  { id: 4, title: 'Ulysses', author: 'Joyce' },
  { id: 5, title: 'Dubliners', author: 'Joyce' },
];

const inQuery = (name: string, schema: object): object => ({ name, in: 'query', schema });
const integer = { type: 'integer' };

/** Books with a list of this answer and these parameters. */
async function list(response: object, parameters: readonly object[] = []): Promise<Shop> {
  const paths = structuredClone(bookPaths);
  const { '/books/{id}': one } = paths;
  Object.assign(one.get.responses, { '200': json(book, books[0]) });
  Object.assign(paths['/books'].get, { parameters, responses: { '200': response } });
  return serve({ paths });
}

async function ids({ ask }: Shop, query: string): Promise<readonly number[]> {
  const { body } = await ask('GET', `/books${query}`);
  return (body as readonly { id: number }[]).map(({ id }) => id);
}

const plainList = json({ type: 'array', items: book }, books);

test.each([
  [
    ['limit', 'offset'],
    [
      ['?limit=2', [1, 2]],
      ['?limit=2&offset=3', [4, 5]],
      ['?offset=4', [5]],
      ['?offset=9', []],
      ['', [1, 2, 3, 4, 5]],
    ],
  ],
  [
    ['page_size', 'page'],
    [
      ['?page_size=2&page=3', [5]],
      ['?page_size=2', [1, 2]],
      ['?page=1', [1, 2, 3, 4, 5]],
      ['?page=0&page_size=2', [1, 2]],
    ],
  ],
  [['per-page', 'pageNumber'], [['?per-page=3&pageNumber=2', [4, 5]]]],
  [
    ['maxResults', 'startingAfter'],
    [
      ['?maxResults=2&startingAfter=2', [3, 4]],
      ['?startingAfter=5', []],
    ],
  ],
  [['page[size]', 'page[number]'], [['?page%5Bsize%5D=2&page%5Bnumber%5D=2', [3, 4]]]],
] as const)('%j say which part is wanted', async (names, stories) => {
  const shop = await list(
    plainList,
    names.map((name) => inQuery(name, integer)),
  );
  for (const [query, found] of stories) expect([query, await ids(shop, query)]).toEqual([query, found]);
});

test('pages may be counted from zero, and limits have defaults', async () => {
  const page = inQuery('page', { type: 'integer', minimum: 0, default: 0 });
  const shop = await list(plainList, [page, inQuery('limit', { type: 'integer', default: 2 })]);
  expect([await ids(shop, ''), await ids(shop, '?page=1'), await ids(shop, '?page=2')]).toEqual([[1, 2], [3, 4], [5]]);
});

test('a parameter of the name of a member keeps what has that value, any of several', async () => {
  const texts = { type: 'array', items: { type: 'string' } };
  const shop = await list(plainList, [
    inQuery('author', texts),
    inQuery('title', { type: 'string' }),
    inQuery('limit', integer),
  ]);
  expect(await ids(shop, '?author=Joyce')).toEqual([4, 5]);
  expect(await ids(shop, '?author=Joyce&author=Herbert')).toEqual([3, 4, 5]);
  expect(await ids(shop, '?author=Joyce&title=Ulysses')).toEqual([4]);
  expect(await ids(shop, '?author=Joyce&limit=1')).toEqual([4]);
  expect(await ids(shop, '?author=joyce')).toEqual([]);
});

test('what is no such parameter filters nothing', async () => {
  const order = inQuery('title', { type: 'string', enum: ['asc', 'desc'] });
  const shop = await list(plainList, [order, inQuery('q', { type: 'string' }), inQuery('from', { type: 'string' })]);
  expect(await ids(shop, '?title=asc&q=Joyce&from=2020-01-01&author=Joyce')).toEqual([1, 2, 3, 4, 5]);
});

const object = (properties: object, required: readonly string[] = []): object => ({
  type: 'object',
  required,
  properties,
});
const items = { type: 'array', items: book };
const text = { type: 'string' };

test.each([
  [
    'total and the part',
    object({ items, total: integer, count: integer, limit: integer, offset: integer }, ['items', 'total']),
    { total: 3, count: 2, limit: 2, offset: 0 },
    { total: 3, count: 1, limit: 2, offset: 2 },
  ],
  ['a count alone', object({ results: items, count: integer }), { count: 3 }, { count: 3 }],
  [
    'a box of its own',
    object({ data: items, meta: object({ total_pages: integer, page: integer, note: text }) }),
    { meta: { total_pages: 2, page: 1 } },
    { meta: { total_pages: 2, page: 2 } },
  ],
  [
    'whether there is more, and a cursor',
    object({ items, has_more: { type: 'boolean' }, next_cursor: { type: ['string', 'null'] } }),
    { has_more: true, next_cursor: '2' },
    { has_more: false, next_cursor: null },
  ],
  ['a cursor that is left out at the end', object({ items, nextPageToken: text }), { nextPageToken: '2' }, {}],
  ['a cursor that has to be', object({ items, next: text }, ['next']), { next: '2' }, { next: '' }],
  ['an address', object({ items, next: { type: 'string', format: 'uri' } }), {}, {}],
  [
    'a list in a member of a member',
    object({ data: object({ books: items, totalCount: integer }) }),
    { data: { totalCount: 3 } },
    { data: { totalCount: 3 } },
  ],
])('what stands beside a list is told anew: %s', async (_, schema, first, second) => {
  const { ask, file } = await list(json(schema), [inQuery('limit', integer), inQuery('offset', integer)]);
  for (const title of ['Emma', 'Dune']) await ask('POST', '/books', { title });
  const [one, two] = [await ask('GET', '/books?limit=2'), await ask('GET', '/books?limit=2&offset=2')];
  const without = (body: unknown): unknown =>
    JSON.parse(JSON.stringify(body, (_name, value: unknown) => (Array.isArray(value) ? undefined : value)));
  expect([without(one.body), without(two.body)]).toEqual([first, second]);
  expect((await checkApi(file)).outcome.broken).toEqual([]);
});

test('a list of a documented header says how long the whole is', async () => {
  const headers = { 'X-Total-Count': { schema: integer } };
  const { ask } = await list({ ...plainList, headers }, [inQuery('limit', integer)]);
  const told = await ask('GET', '/books?limit=2');
  expect(told.headers.get('x-total-count')).toBe('5');
});

test('a list that may not be empty is the documented one where it would be', async () => {
  const shop = await list(json({ ...items, minItems: 1 }, books), [inQuery('author', text)]);
  expect(await ids(shop, '?author=nobody')).toEqual([1, 2, 3, 4, 5]);
});

test('an item that its schema cannot be made to allow is left out', async () => {
  const strict = { ...book, properties: { ...book.properties, title: { type: 'string', maxLength: 5 } } };
  const shop = await list(json({ type: 'array', items: strict }));
  for (const title of ['Emma', 'Persuasion', 'Dune']) await shop.ask('POST', '/books', { title });
  const { body } = await shop.ask('GET', '/books');
  expect((body as { title: string }[]).map(({ title }) => title)).toEqual(expect.arrayContaining(['Emma', 'Dune']));
  expect(JSON.stringify(body)).not.toContain('Persuasion');
});
