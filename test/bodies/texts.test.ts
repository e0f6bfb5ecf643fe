import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Mock } from '../../src/index.js';
import { mockOf } from '../support/mock-of.js';
import { post } from '../support/post.js';

const responses = { '200': { description: 'fine' }, '400': { description: 'not fine' }, '415': { description: 'no' } };
const item = { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } };

const contents = {
  text: { 'text/plain': { schema: { type: 'string', maxLength: 3 } } },
  number: { 'text/plain': { schema: { type: 'integer', maximum: 9 } } },
  object: { 'text/plain': { schema: item } },
  html: { 'text/html': { schema: { type: 'string', pattern: '^<' } } },
  table: { 'text/csv': { schema: { type: 'array', items: item } } },
  anyText: { 'text/*': { schema: { type: 'string', maxLength: 3 } } },
  narrow: {
    '*/*': { schema: { type: 'string', maxLength: 1 } },
    'text/*': { schema: { type: 'string', maxLength: 2 } },
    'text/plain': { schema: { type: 'string', maxLength: 3 } },
  },
  bytes: { 'application/octet-stream': { schema: { type: 'string', format: 'binary', minLength: 2, maxLength: 4 } } },
  image: { 'image/*': { schema: { type: 'string', format: 'binary', maxLength: 4 } } },
  bare: { 'application/octet-stream': {} },
  anything: { '*/*': { schema: { type: 'string', format: 'binary' } } },
  oldJson: { 'text/json': { schema: item } },
  someJson: { 'application/*+json': { schema: item } },
  lines: { 'application/x-ndjson': { schema: item } },
  listed: { 'application/jsonl': { schema: { type: 'array', maxItems: 2, items: item } } },
};

let mock: Mock<string>;

beforeAll(async () => {
  const paths = Object.entries(contents).map(([name, content]) => [
    `/${name}`,
    { post: { requestBody: { required: true, content }, responses } },
  ]);
  mock = await mockOf({ paths: Object.fromEntries(paths) as object });
});

afterAll(() => mock.close());

const bytes = (...values: readonly number[]): Uint8Array<ArrayBuffer> => new Uint8Array(values);

test.each<[string, string | undefined, string | Uint8Array<ArrayBuffer>]>([
  ['/text', 'text/plain', 'abc'],
  ['/text', 'text/plain; charset=utf-8', 'äöü'],
  ['/text', 'text/plain; charset=iso-8859-1', bytes(0xe4, 0xf6, 0xfc)],
  ['/number', 'text/plain', '9'],
  ['/object', 'text/plain', '{"n":1}'],
  ['/html', 'text/html', '<p>'],
  ['/table', 'text/csv', 'n\n1'],
  ['/anyText', 'text/x-own', 'abc'],
  ['/narrow', 'text/plain', 'abc'],
  ['/narrow', 'text/html', 'ab'],
  ['/narrow', 'a/b', 'a'],
  ['/bytes', 'application/octet-stream', bytes(0, 0xff, 0x80, 1)],
  ['/bytes', undefined, 'ab'],
  ['/image', 'image/png', bytes(0x89, 0x50)],
  ['/bare', 'application/octet-stream', bytes(0)],
  ['/anything', 'application/pdf', bytes(0)],
  ['/anything', undefined, bytes(0)],
  ['/oldJson', 'text/json', '{"n":1}'],
  ['/someJson', 'application/merge-patch+json', '{"n":1}'],
  ['/lines', 'application/x-ndjson', '{"n":1}\n{"n":2}\r\n'],
  ['/listed', 'application/jsonl', '{"n":1}\n{"n":2}'],
])('%s takes %s: %s', async (path, type, body) => {
  expect(await post(mock, path, { body, ...(type !== undefined && { type }) })).toEqual({ status: 200 });
});

test.each<[string, string, string | Uint8Array<ArrayBuffer>, string, string]>([
  ['/text', 'text/plain', 'abcd', '/body', 'maxLength'],
  ['/text', 'text/plain', '', '/body', 'required'],
  ['/text', 'text/plain', bytes(0xff), '/body', 'charset'],
  ['/text', 'text/plain; charset=klingon', 'abc', '/body', 'charset'],
  ['/number', 'text/plain', '10', '/body', 'maximum'],
  ['/number', 'text/plain', 'nine', '/body', 'type'],
  ['/object', 'text/plain', '{"n":"x"}', '/body/n', 'type'],
  ['/object', 'text/plain', 'n: 1', '/body', 'type'],
  ['/html', 'text/html', 'p', '/body', 'pattern'],
  ['/anyText', 'text/x-own', 'abcd', '/body', 'maxLength'],
  ['/narrow', 'text/plain', 'abcd', '/body', 'maxLength'],
  ['/narrow', 'text/html', 'abc', '/body', 'maxLength'],
  ['/narrow', 'a/b', 'ab', '/body', 'maxLength'],
  ['/bytes', 'application/octet-stream', bytes(0), '/body', 'minLength'],
  ['/bytes', 'application/octet-stream', bytes(0, 1, 2, 3, 0xff), '/body', 'maxLength'],
  ['/image', 'image/png', 'abcde', '/body', 'maxLength'],
  ['/oldJson', 'text/json', '{"n":"x"}', '/body/n', 'type'],
  ['/someJson', 'application/merge-patch+json', '{}', '/body', 'required'],
  ['/lines', 'application/x-ndjson', '{"n":1}\n{"n":"x"}', '/body/1/n', 'type'],
  ['/lines', 'application/x-ndjson', '{"n":1}\n{', '/body/1', 'json'],
  ['/listed', 'application/jsonl', '{"n":1}\n{"n":2}\n{"n":3}', '/body', 'maxItems'],
])('%s refuses %s: %s at %s: %s', async (path, type, body, pointer, rule) => {
  expect(await post(mock, path, { type, body })).toEqual({ status: 400, pointer, rule });
});

test.each([
  ['/text', 'text/html'],
  ['/image', 'text/plain'],
  ['/someJson', 'application/json'],
])('%s refuses %s as a media type that is not documented', async (path, type) => {
  const refusal = { status: 415, pointer: '/header/content-type', rule: 'media-type' };
  expect(await post(mock, path, { type, body: 'abc' })).toEqual(refusal);
});
