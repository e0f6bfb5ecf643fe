import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Mock } from '../../src/index.js';
import { mockOf } from '../support/mock-of.js';
import { post } from '../support/post.js';

const responses = { '200': { description: 'fine' }, '400': { description: 'not fine' }, '415': { description: 'no' } };

const pet = {
  type: 'object',
  xml: { name: 'pet', namespace: 'urn:pets', prefix: 'p' },
  required: ['name', 'urls'],
  properties: {
    id: { type: 'integer', xml: { attribute: true } },
    name: { type: 'string', minLength: 2, xml: { name: 'called' } },
    tags: {
      type: 'array',
      maxItems: 2,
      xml: { wrapped: true, name: 'labels' },
      items: { $ref: '#/components/schemas/Tag' },
    },
    urls: { type: 'array', maxItems: 2, items: { type: 'string', xml: { name: 'url' } } },
    counts: { type: 'array', items: { type: 'integer' } },
    owner: { type: 'object', required: ['since'], properties: { since: { type: 'integer' } } },
    nothing: { type: ['integer', 'null'] },
    constructor: { type: 'integer' },
  },
};
const Tag = { type: 'object', xml: { name: 'label' }, required: ['word'], properties: { word: { type: 'string' } } };

const contents = {
  pet: { 'application/xml': { schema: pet } },
  soap: { 'application/soap+xml': { schema: pet } },
  closed: {
    'text/xml': { schema: { type: 'object', properties: { a: { type: 'integer' } }, additionalProperties: false } },
  },
  list: { 'application/xml': { schema: { type: 'array', maxItems: 2, items: { type: 'integer' } } } },
  text: { 'application/xml': { schema: { type: 'string', maxLength: 12 } } },
  untyped: { 'application/xml': {} },
};

let mock: Mock<string>;

beforeAll(async () => {
  const paths = Object.entries(contents).map(([name, content]) => [
    `/${name}`,
    { post: { requestBody: { required: true, content }, responses } },
  ]);
  mock = await mockOf({ paths: Object.fromEntries(paths) as object, components: { schemas: { Tag } } });
});

afterAll(() => mock.close());

const typeOf = (path: string): string => Object.keys(contents[path.slice(1) as keyof typeof contents])[0] ?? '';

const rex = (inside: string, attributes = ''): string =>
  `<p:pet xmlns:p="urn:pets"${attributes}><called>Rex</called>${inside}</p:pet>`;

test.each([
  ['/pet', rex('')],
  ['/pet', `<?xml version="1.0"?><!-- hello -->${rex('', ' id="5"')}`],
  ['/pet', '<pet><called>R<![CDATA[<&]]>&#x65;&amp;</called></pet>'],
  ['/pet', rex('<labels><label><word>a</word></label></labels>')],
  ['/pet', rex('<labels/>')],
  ['/pet', rex('<url>a</url><url>b</url><counts>1</counts><counts>2</counts>')],
  ['/pet', rex('<owner><since>1</since></owner><nothing xsi:nil="true" xmlns:xsi="x"/>')],
  ['/pet', rex('<nothing/><undeclared><a>1</a></undeclared><constructor>1</constructor>')],
  ['/soap', rex('')],
  ['/closed', '<any><a>1</a></any>'],
  ['/list', '<l><i>1</i><i>2</i></l>'],
  ['/text', '<t>abcdefghijkl</t>'],
  ['/untyped', '<a b="1"><c/></a>'],
])('%s takes %s', async (path, body) => {
  expect(await post(mock, path, { type: typeOf(path), body })).toEqual({ status: 200 });
});

test.each([
  ['/pet', '<pet/>', '/body', 'required'],
  ['/pet', '<dog><called>Rex</called></dog>', '/body', 'xml'],
  ['/pet', '<pet><called>R</called></pet>', '/body/name', 'minLength'],
  ['/pet', rex('<called>Max</called>'), '/body/name', 'type'],
  ['/pet', rex('', ' id="x"'), '/body/id', 'type'],
  ['/pet', rex('<labels><label/></labels>'), '/body/tags/0', 'required'],
  ['/pet', rex('<url>a</url><url>b</url><url>c</url>'), '/body/urls', 'maxItems'],
  ['/pet', rex('<counts>1</counts><counts>x</counts>'), '/body/counts/1', 'type'],
  ['/pet', rex('<owner><since>x</since></owner>'), '/body/owner/since', 'type'],
  ['/pet', rex('<owner/>'), '/body/owner', 'required'],
  ['/pet', rex('<nothing>x</nothing>'), '/body/nothing', 'type'],
  ['/pet', rex('<constructor>x</constructor>'), '/body/constructor', 'type'],
  ['/pet', '<pet><called>Rex</pet>', '/body', 'xml'],
  ['/pet', '{"name":"Rex"}', '/body', 'xml'],
  ['/pet', '<pet>&unknown;</pet>', '/body', 'xml'],
  ['/closed', '<any><b>1</b></any>', '/body', 'additionalProperties'],
  ['/list', '<l><i>1</i><i>x</i></l>', '/body/1', 'type'],
  ['/text', '<t>abcdefghijklm</t>', '/body', 'maxLength'],
])('%s refuses %s at %s: %s', async (path, body, pointer, rule) => {
  expect(await post(mock, path, { type: typeOf(path), body })).toMatchObject({ status: 400, pointer, rule });
});

test('the charset is that of the header, else that of the document', async () => {
  const latin1 = (head: string): Uint8Array<ArrayBuffer> =>
    new Uint8Array(Buffer.from(`${head}<pet><called>R\xe9x</called></pet>`, 'latin1'));
  const declared = latin1('<?xml version="1.0" encoding="ISO-8859-1"?>');
  expect(await post(mock, '/pet', { type: 'application/xml', body: declared })).toEqual({ status: 200 });
  const told = { type: 'application/xml; charset=iso-8859-1', body: latin1('') };
  expect(await post(mock, '/pet', told)).toEqual({ status: 200 });
  const refusal = { status: 400, pointer: '/body', rule: 'charset' };
  expect(await post(mock, '/pet', { type: 'application/xml', body: latin1('') })).toEqual(refusal);
});

test('entities of a document are not expanded', async () => {
  const body = '<!DOCTYPE pet [<!ENTITY name "Rex">]><pet><called>&name;</called></pet>';
  expect(await post(mock, '/pet', { type: 'application/xml', body })).toMatchObject({ status: 400, rule: 'xml' });
});

test('what is nested 10,000 levels deep is taken or refused, but breaks nothing', async () => {
  const body = '<a>'.repeat(10_000) + '</a>'.repeat(10_000);
  expect([200, 400]).toContain((await post(mock, '/untyped', { type: 'application/xml', body })).status);
});
