import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Mock } from '../../src/index.js';
import { mockOf } from '../support/mock-of.js';
import { post } from '../support/post.js';

const responses = { '200': { description: 'fine' }, '400': { description: 'not fine' }, '415': { description: 'no' } };

const upload = {
  type: 'object',
  required: ['file'],
  properties: {
    file: { type: 'string', format: 'binary', minLength: 2, maxLength: 4 },
    count: { type: 'integer' },
    meta: { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } },
    tags: { type: 'array', items: { type: 'integer' } },
    pictures: { type: 'array', maxItems: 2, items: { type: 'string', format: 'binary', maxLength: 2 } },
    points: { type: 'array', items: { type: 'object', required: ['x'], properties: { x: { type: 'integer' } } } },
    optional: { anyOf: [{ type: 'string', format: 'binary', maxLength: 2 }, { type: 'null' }] },
    newer: { type: 'string', contentMediaType: 'application/octet-stream', maxLength: 2 },
    encoded: { type: 'string', contentEncoding: 'base64', format: 'byte' },
    note: { type: 'string', maxLength: 3 },
  },
};

const encoding = { file: { contentType: 'image/png, image/jpeg' }, meta: { contentType: 'application/json' } };
const multipart = (media: object): object => ({ required: true, content: { 'multipart/form-data': media } });

const bodies = {
  upload: multipart({ schema: upload }),
  typed: multipart({ schema: upload, encoding }),
  referred: multipart({ schema: { $ref: '#/components/schemas/Upload' } }),
  mixed: { required: true, content: { 'multipart/mixed': { schema: upload } } },
  optional: { content: { 'multipart/form-data': { schema: upload } } },
};

let mock: Mock<string>;

beforeAll(async () => {
  const paths = Object.entries(bodies).map(([name, requestBody]) => [`/${name}`, { post: { requestBody, responses } }]);
  mock = await mockOf({ paths: Object.fromEntries(paths) as object, components: { schemas: { Upload: upload } } });
});

afterAll(() => mock.close());

type Value = string | Blob;

const file = (content: string | Uint8Array<ArrayBuffer>, type = 'image/png'): File =>
  new File([content], 'f.png', { type });

function formOf(...parts: readonly (readonly [string, Value])[]): FormData {
  const form = new FormData();
  for (const [name, value] of parts) form.append(name, value);
  return form;
}

const good: readonly [string, Value] = ['file', file('abc')];

test.each<[string, FormData]>([
  ['/upload', formOf(good)],
  ['/referred', formOf(good)],
  ['/typed', formOf(good, ['meta', '{"a":1}'])],
  ['/typed', formOf(good, ['meta', new Blob(['{"a":1}'], { type: 'application/json' })])],
  ['/upload', formOf(['file', file(new Uint8Array([0xff, 0xfe, 0x00, 0x80]))])],
  ['/upload', formOf(['file', 'abc'])],
  ['/upload', formOf(good, ['count', '5'], ['note', 'abc'])],
  ['/upload', formOf(good, ['tags', '1'], ['tags', '2'])],
  ['/upload', formOf(good, ['tags', '1'])],
  ['/upload', formOf(good, ['tags', '[1,2]'])],
  ['/upload', formOf(good, ['pictures', file('ab')], ['pictures', file('cd')])],
  ['/upload', formOf(good, ['points', '{"x":1}'], ['points', '{"x":2}'])],
  ['/upload', formOf(good, ['optional', file('é')])],
  ['/upload', formOf(good, ['newer', file('ab')])],
  ['/upload', formOf(good, ['encoded', 'aGVsbG8='])],
  ['/upload', formOf(good, ['undeclared', file('abcdefgh')])],
  ['/upload', formOf(['file', new File(['abc'], '日本"é.png', { type: 'image/png' })])],
])('%s takes these parts (%#)', async (path, body) => {
  expect(await post(mock, path, { body })).toEqual({ status: 200 });
});

test.each<[string, FormData, string, string]>([
  ['/upload', formOf(['note', 'x']), '/body', 'required'],
  ['/referred', formOf(['note', 'x']), '/body', 'required'],
  ['/upload', formOf(['file', file('a')]), '/body/file', 'minLength'],
  ['/upload', formOf(['file', file('ééé')]), '/body/file', 'maxLength'],
  ['/upload', formOf(good, good), '/body/file', 'type'],
  ['/upload', formOf(good, ['count', 'five']), '/body/count', 'type'],
  ['/upload', formOf(good, ['note', 'abcd']), '/body/note', 'maxLength'],
  ['/upload', formOf(good, ['tags', '1'], ['tags', 'x']), '/body/tags/1', 'type'],
  ['/upload', formOf(good, ['meta', '{"a":"x"}']), '/body/meta/a', 'type'],
  ['/upload', formOf(good, ['meta', 'nothing']), '/body/meta', 'type'],
  ['/upload', formOf(good, ['meta', new Blob(['{'], { type: 'application/json' })]), '/body/meta', 'json'],
  ['/upload', formOf(good, ['points', '{"x":1}'], ['points', '{}']), '/body/points/1', 'required'],
  ['/upload', formOf(good, ['pictures', file('ab')], ['pictures', file('abc')]), '/body/pictures/1', 'maxLength'],
  ['/upload', formOf(good, ['newer', file('abc')]), '/body/newer', 'maxLength'],
  ['/upload', formOf(good, ['encoded', 'no base64!']), '/body/encoded', 'format'],
  ['/typed', formOf(['file', file('abc', 'image/gif')]), '/body/file', 'part-media-type'],
  ['/typed', formOf(good, ['meta', new Blob(['<a/>'], { type: 'text/xml' })]), '/body/meta', 'part-media-type'],
])('%s refuses these parts (%#) at %s: %s', async (path, body, pointer, rule) => {
  expect(await post(mock, path, { body })).toMatchObject({ status: 400, pointer, rule });
});

const part = (...lines: readonly string[]): string => ['--b', ...lines].join('\r\n');
const ofFile = part('Content-Disposition: form-data; name="file"; filename="f"', '', 'abc');
const type = 'multipart/form-data; boundary=b';

test.each([
  ['a preamble and an epilogue (RFC 2046 section 5.1.1)', `hello\r\n${ofFile}\r\n--b--\r\nbye`],
  ['a boundary in quotes', `${ofFile}\r\n--b--`, 'multipart/form-data; charset=utf-8; boundary="b"'],
  ['a type in capitals', `${ofFile}\r\n--b--`, 'Multipart/Form-Data; Boundary=b'],
  [
    'a line of the boundary within a file',
    `${ofFile.replace('abc', '--b')}\r\n--b--`.replace('f"\r\n\r\n--b', 'f"\r\n\r\n-b-'),
  ],
])('%s is read', async (_, body, contentType = type) => {
  expect(await post(mock, '/upload', { type: contentType, body })).toEqual({ status: 200 });
});

test.each([
  ['no boundary', `${ofFile}\r\n--b--`, '/header/content-type', 'multipart/form-data'],
  ['an empty boundary', `${ofFile}\r\n--b--`, '/header/content-type', 'multipart/form-data; boundary='],
  ['another boundary', `${ofFile}\r\n--b--`, '/body', 'multipart/form-data; boundary=c'],
  ['garbage', 'garbage', '/body', type],
  ['no last line', ofFile, '/body', type],
  ['a part without a name', `${part('Content-Disposition: form-data', '', 'abc')}\r\n--b--`, '/body', type],
  ['a part without headers', `${part('', 'abc')}\r\n--b--`, '/body', type],
  ['a header that is no UTF-8', Buffer.from(`${ofFile.replace('"f"', '"\xff"')}\r\n--b--`, 'latin1'), '/body', type],
])('%s is refused', async (_, body, pointer, contentType) => {
  const sent = new Uint8Array(Buffer.from(body));
  expect(await post(mock, '/upload', { type: contentType, body: sent })).toEqual({
    status: 400,
    pointer,
    rule: 'multipart',
  });
});

test('parts without names are taken, if there are any', async () => {
  const mixed = 'multipart/mixed; boundary=b';
  const body = `${part('', 'abc')}\r\n${part('Content-Type: application/json', '', '{}')}\r\n--b--`;
  expect(await post(mock, '/mixed', { type: mixed, body })).toEqual({ status: 200 });
  const refusal = { status: 400, rule: 'multipart' };
  expect(await post(mock, '/mixed', { type: mixed, body: 'abc' })).toEqual({ ...refusal, pointer: '/body' });
  const noBoundary = await post(mock, '/mixed', { type: 'multipart/mixed', body });
  expect(noBoundary).toEqual({ ...refusal, pointer: '/header/content-type' });
});

test('a body that is optional may be missing, and is judged where it comes', async () => {
  expect((await fetch(`${mock.url}/optional`, { method: 'POST' })).status).toBe(200);
  expect(await post(mock, '/optional', { body: formOf(['note', 'x']) })).toMatchObject({
    status: 400,
    pointer: '/body',
  });
});

test('of thousands of parts the reading ends within two seconds', async () => {
  const one = part('Content-Disposition: form-data; name="tags"', '', 'x');
  const body = `${Array.from({ length: 3000 }, () => one).join('\r\n')}\r\n--b--`;
  const before = performance.now();
  expect(await post(mock, '/upload', { type, body })).toMatchObject({ status: 400 });
  expect(performance.now() - before).toBeLessThan(2000);
});
