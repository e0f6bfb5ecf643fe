import { parseXml } from '@rgrove/parse-xml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Mock } from '../../src/index.js';
import { mockOf } from '../support/mock-of.js';

const binary = { type: 'string', format: 'binary' };
const item = {
  type: 'object',
  properties: { id: { type: 'integer', example: 7 }, name: { type: 'string', example: 'a' } },
};
const list = [{ id: 1, name: 'a,"b"' }, { id: 2 }];

const contents: Readonly<Record<string, readonly [mediaType: string, media: object]>> = {
  jsonAsText: ['application/json', { schema: { type: 'object' }, example: ' {"id": 1}\n' }],
  listAsText: ['application/json', { schema: { type: 'array' }, example: '[1,2]' }],
  numberAsText: ['application/json', { schema: { type: 'integer' }, example: '5' }],
  referred: ['application/json', { schema: { $ref: '#/components/schemas/Item' }, example: '{"id":1}' }],
  named: ['application/json', { schema: { type: 'object' }, examples: { a: { value: '{"id":1}' } } }],
  ofSchema: ['application/json', { schema: { type: 'object', example: '{"id":1}' } }],
  text: ['application/json', { schema: { type: 'string' }, example: '{"id":1}' }],
  either: ['application/json', { schema: { type: ['object', 'string'] }, example: '{"id":1}' }],
  noJson: ['application/json', { schema: { type: 'object' }, example: 'none' }],
  otherJson: ['application/json', { schema: { type: 'object' }, example: '[1]' }],
  lines: ['application/x-ndjson', { example: list }],
  oneLine: ['application/x-ndjson', { example: { id: 1 } }],
  events: ['text/event-stream', { example: { id: 1 } }],
  eventsAsText: ['text/event-stream', { example: 'data: 1\n\n' }],
  table: ['text/csv', { example: list }],
  plain: ['text/plain', { example: { id: 1 } }],
  number: ['text/plain', { example: 5 }],
  form: ['application/x-www-form-urlencoded', { example: { a: 'b c', list: [1, 2] } }],
  yaml: ['application/yaml', { example: { id: 1 } }],
};

const files: Readonly<Record<string, readonly [mediaType: string, media: object, start: string]>> = {
  png: ['image/png', { schema: binary }, '\x89PNG\r\n\x1a\n'],
  gif: ['image/gif', { schema: binary }, 'GIF89a'],
  jpeg: ['image/jpeg', { schema: binary }, '\xff\xd8\xff'],
  webp: ['image/webp', {}, 'RIFF\x1e\0\0\0WEBP'],
  pdf: ['application/pdf', { schema: { type: 'string', contentMediaType: 'application/pdf' } }, '%PDF-1.4'],
  zip: ['application/zip', { schema: binary }, 'PK\x05\x06'],
  noPicture: ['image/png', { schema: binary, example: 'a picture' }, '\x89PNG'],
  encoded: ['image/gif', { schema: binary, example: Buffer.from('GIF89a, mine').toString('base64') }, 'GIF89a, mine'],
  inBase64: [
    'image/png',
    { schema: { type: 'string', contentEncoding: 'base64' }, example: 'iVBORw0KGgo=' },
    'iVBORw0KGgo=',
  ],
  bytes: ['application/octet-stream', { schema: { ...binary, minLength: 20 } }, '\0\x01\x02'],
  told: ['application/octet-stream', { schema: binary, example: 'as it is' }, 'as it is'],
};

let mock: Mock<string>;

beforeAll(async () => {
  const paths = Object.entries({ ...contents, ...files }).map(([name, [mediaType, media]]) => [
    `/${name}`,
    { get: { responses: { '200': { description: 'ok', content: { [mediaType]: media } } } } },
  ]);
  mock = await mockOf({ paths: Object.fromEntries(paths) as object, components: { schemas: { Item: item } } });
});

afterAll(() => mock.close());

test.each([
  ['jsonAsText', '{"id":1}'],
  ['listAsText', '[1,2]'],
  ['numberAsText', '5'],
  ['referred', '{"id":1}'],
  ['named', '{"id":1}'],
  ['ofSchema', '{"id":1}'],
  ['text', '"{\\"id\\":1}"'],
  ['either', '"{\\"id\\":1}"'],
  ['noJson', '"none"'],
  ['otherJson', '"[1]"'],
  ['lines', '{"id":1,"name":"a,\\"b\\""}\n{"id":2}\n'],
  ['oneLine', '{"id":1}\n'],
  ['events', 'data: {"id":1}\n\n'],
  ['eventsAsText', 'data: 1\n\n'],
  ['table', 'id,name\r\n1,"a,""b"""\r\n2,\r\n'],
  ['plain', '{"id":1}'],
  ['number', '5'],
  ['form', 'a=b+c&list=1&list=2'],
  ['yaml', '{"id":1}'],
])('%s is written as %j', async (name, body) => {
  expect(await (await fetch(`${mock.url}/${name}`)).text()).toBe(body);
});

test.each(Object.entries(files))('%s is a file of its type', async (name, [mediaType, , start]) => {
  const response = await fetch(`${mock.url}/${name}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(response.headers.get('content-type')).toBe(mediaType);
  expect(response.headers.get('content-length')).toBe(String(bytes.length));
  expect(bytes.toString('latin1').slice(0, start.length)).toBe(start);
});

test('made-up bytes are as many as their schema asks for', async () => {
  const bytes = await (await fetch(`${mock.url}/bytes`)).arrayBuffer();
  expect(bytes.byteLength).toBe(20);
});

test('of bytes the journal says that they are there, and does not show them', async () => {
  await mock.journal.clear();
  await fetch(`${mock.url}/png`);
  const [entry] = await mock.journal.entries();
  expect(entry?.reply).toMatchObject({ status: 200, headers: { 'Content-Type': 'image/png' }, bodyTruncated: true });
});

test('HEAD of bytes tells their length', async () => {
  const response = await fetch(`${mock.url}/png`, { method: 'HEAD' });
  expect([response.headers.get('content-type'), response.headers.get('content-length')]).toEqual(['image/png', '82']);
});

const pet = {
  type: 'object',
  xml: { name: 'pet', namespace: 'urn:pets', prefix: 'p' },
  properties: {
    id: { type: 'integer', xml: { attribute: true } },
    name: { type: 'string', xml: { name: 'called' } },
    tags: { type: 'array', xml: { wrapped: true, name: 'labels' }, items: { $ref: '#/components/schemas/Tag' } },
    urls: { type: 'array', xml: { name: 'ignored' }, items: { type: 'string', xml: { name: 'url' } } },
    plain: { type: 'array', items: { type: 'integer' } },
    wrapped: { type: 'array', xml: { wrapped: true }, items: { type: 'integer' } },
    owner: { allOf: [{ $ref: '#/components/schemas/Owner' }] },
    'not a name': { type: 'string' },
    nothing: { type: ['string', 'null'] },
  },
};
const components = {
  schemas: {
    Pet: pet,
    Tag: { type: 'object', xml: { name: 'label' }, properties: { word: { type: 'string' } } },
    Owner: { type: 'object', properties: { since: { type: 'integer' } } },
  },
};
const rex = {
  id: 1,
  name: 'R&<x>"',
  tags: [{ word: 'a' }, { word: 'b' }],
  urls: ['u', 'v'],
  plain: [1, 2],
  wrapped: [3],
  owner: { since: 1 },
  'not a name': 'x\u0000',
  nothing: null,
};

const rexInXml = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<p:pet xmlns:p="urn:pets" id="1">',
  '<called>R&amp;&lt;x&gt;&quot;</called>',
  '<labels><label><word>a</word></label><label><word>b</word></label></labels>',
  '<url>u</url><url>v</url><plain>1</plain><plain>2</plain><wrapped><wrapped>3</wrapped></wrapped>',
  '<owner><since>1</since></owner><not_a_name>x\ufffd</not_a_name><nothing/></p:pet>',
].join('');

async function servedXml(schema: object, example: unknown): Promise<string> {
  const value = JSON.stringify(example, (_, one: unknown) => (typeof one === 'bigint' ? `big ${one}` : one));
  const content = { 'application/xml': { schema, example: 'EXAMPLE' } };
  const document = { openapi: '3.1.0', info: { title: 'T', version: '1' }, components };
  const paths = { '/': { get: { responses: { '200': { description: 'ok', content } } } } };
  const yaml = JSON.stringify({ ...document, paths }).replace('"EXAMPLE"', value.replaceAll(/"big (\d+)"/g, '$1'));
  await using served = await mockOf(yaml);
  return await (await fetch(served.url)).text();
}

test('an object is XML by its XML Objects', async () => {
  expect(await servedXml({ $ref: '#/components/schemas/Pet' }, rex)).toBe(rexInXml);
});

test.each<[string, object, unknown, string]>([
  ['what has no name is a root', { type: 'object' }, { a: { b: [1, 2] } }, '<root><a><b>1</b><b>2</b></a></root>'],
  ['a list of its own name', { type: 'array', xml: { name: 'n' }, items: { type: 'integer' } }, [1], '<n><n>1</n></n>'],
  ['a text that is XML is sent as it is', { type: 'object' }, '<as it="is"/>', ''],
  ['another text gets an element', { type: 'string', xml: { name: 'word' } }, 'a<b', '<word>a&lt;b</word>'],
  [
    'a member named __proto__',
    { type: 'object' },
    JSON.parse('{"__proto__":1}'),
    '<root><__proto__>1</__proto__></root>',
  ],
])('in XML %s', async (_, schema, example, expected) => {
  const xml = await servedXml(schema, example);
  const head = '<?xml version="1.0" encoding="UTF-8"?>';
  expect(xml).toBe(expected === '' ? example : head + expected);
  expect(() => parseXml(xml)).not.toThrow();
});
