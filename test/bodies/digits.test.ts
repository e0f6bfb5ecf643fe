import { expect, test } from 'vitest';
import { mockOf } from '../support/mock-of.js';

const book = {
  type: 'object',
  required: ['isbn'],
  properties: { id: { type: 'integer' }, isbn: { type: 'integer', format: 'int64' } },
};
const content = { 'application/json': { schema: book } };
const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
const ok = { description: 'ok', content };
const paths = {
  '/books': {
    get: {
      responses: {
        '200': { description: 'ok', content: { 'application/json': { schema: { type: 'array', items: book } } } },
      },
    },
    post: { requestBody: { required: true, content }, responses: { '201': ok, '422': { description: 'no' } } },
  },
  '/books/{id}': { parameters: [id], get: { responses: { '200': ok, '404': { description: 'none' } } } },
};

test('an integer beyond 2^53 is taken, and comes back with its digits', async () => {
  const bugs: unknown[] = [];
  await using mock = await mockOf({ paths }, { onBug: (error) => bugs.push(error) });
  const headers = { 'Content-Type': 'application/json' };
  const body = '{"isbn":9007199254740993}';
  const response = await fetch(`${mock.url}/books`, { method: 'POST', headers, body });
  expect([response.status, await response.text()]).toEqual([201, expect.stringContaining('9007199254740993')]);
  const location = response.headers.get('location');
  expect((await fetch(`${mock.url}/books`)).status).toBe(200);
  if (location !== null) expect((await fetch(new URL(location, mock.url))).status).toBe(200);
  const [entry] = await mock.journal.entries();
  expect(entry?.request.body).toBe(body);
  expect(bugs).toEqual([]);
});
