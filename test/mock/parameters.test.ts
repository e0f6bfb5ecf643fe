import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Mock } from '../../src/index.js';
import { mockOf } from '../support/mock-of.js';

const integers = { type: 'array', items: { type: 'integer' } };
const filter = { $ref: '#/components/schemas/Filter' };
const deep = {
  type: 'object',
  properties: {
    n: { type: 'string' },
    a: { type: 'object', properties: { b: { type: 'integer' } } },
    values: integers,
    rows: { type: 'array', items: { type: 'object', properties: { x: { type: 'integer' } } } },
  },
};

const query = {
  anyOf: { schema: { anyOf: [integers] } },
  allOf: { schema: { allOf: [{ $ref: '#/components/schemas/Tags' }, { maxItems: 3 }] } },
  oneOf: { explode: false, schema: { oneOf: [integers] } },
  reference: { explode: false, schema: { allOf: [filter] } },
  deepReference: { style: 'deepObject', schema: { allOf: [filter] } },
  p: { style: 'deepObject', schema: deep },
  texts: { explode: false, schema: { type: 'array', items: { type: 'string', minLength: 5 } } },
  oneOrMany: { schema: { oneOf: [{ type: 'string', enum: ['all'] }, integers] } },
  numberOrText: { schema: { oneOf: [{ type: 'integer' }, { type: 'string' }] } },
  flag: { allowEmptyValue: true, required: true, schema: { type: 'integer' } },
  json: { content: { 'application/json': { schema: filter } } },
  pipes: { style: 'pipeDelimited', explode: false, schema: integers },
  spaces: { style: 'spaceDelimited', explode: false, schema: integers },
  constructor: { schema: integers },
};

const path = {
  label: { style: 'label', schema: { type: 'integer' } },
  labels: { style: 'label', explode: false, schema: integers },
  matrix: { style: 'matrix', schema: { type: 'integer' } },
  matrices: { style: 'matrix', explode: true, schema: { type: 'object', properties: { x: { type: 'integer' } } } },
  simple: { explode: false, schema: { type: 'array', items: { type: 'string', maxLength: 3 } } },
};

const free = {
  schema: { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: { type: 'integer' } },
};
const closed = { schema: { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false } };

function get(parameters: readonly object[], security?: object): object {
  const responses = { '200': { description: 'ok' }, '422': { description: 'not ok' } };
  return { get: { parameters, responses, ...(security && { security: [security] }) } };
}

const others = [
  { name: 'other', in: 'query', schema: { type: 'string' } },
  { name: 'deep', in: 'query', style: 'deepObject', schema: { type: 'object' } },
];

let mock: Mock<string>;

beforeAll(async () => {
  mock = await mockOf({
    components: {
      schemas: {
        Tags: { type: 'array', items: { type: 'string' } },
        Filter: { type: 'object', required: ['b'], properties: { a: { type: 'string' }, b: { type: 'integer' } } },
      },
      securitySchemes: { key: { type: 'apiKey', in: 'query', name: 'key' } },
    },
    paths: {
      ...Object.fromEntries(
        Object.entries(query).map(([name, parameter]) => [`/${name}`, get([{ name, in: 'query', ...parameter }])]),
      ),
      ...Object.fromEntries(
        Object.entries(path).map(([name, parameter]) => [
          `/${name}/{v}`,
          get([{ name: 'v', in: 'path', required: true, ...parameter }]),
        ]),
      ),
      '/free': get([{ name: 'free', in: 'query', ...free }, ...others], { key: [] }),
      '/closed': get([{ name: 'closed', in: 'query', ...closed }, ...others]),
      '/cookies': get([
        { name: 'list', in: 'cookie', schema: integers },
        { name: 'text', in: 'cookie', schema: { type: 'string', maxLength: 3 } },
      ]),
      '/undeclared/{id}': get([]),
    },
  });
});

afterAll(() => mock.close());

async function ask(target: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(mock.url + target, { headers });
  const { pointer } = JSON.parse(response.headers.get('Signoff-Reason') ?? '{}') as { pointer?: string };
  return response.ok ? String(response.status) : `${response.status} ${pointer ?? ''}`;
}

test.each([
  ['/anyOf?anyOf=1', '200'],
  ['/anyOf?anyOf=1&anyOf=2', '200'],
  ['/anyOf?anyOf=x', '422 /query/anyOf/0'],
  ['/allOf?allOf=a', '200'],
  ['/allOf?allOf=a&allOf=b&allOf=c&allOf=d', '422 /query/allOf'],
  ['/oneOf?oneOf=1,2', '200'],
  ['/reference?reference=a,x,b,3', '200'],
  ['/reference?reference=a,x', '422 /query/reference'],
  ['/reference?reference=a,x,b', '422 /query/reference'],
  ['/deepReference?deepReference[b]=3', '200'],
  ['/deepReference?deepReference[a]=3', '422 /query/deepReference'],
])('the shape of a parameter is said through references, parts and alternatives: %s is %s', async (target, answer) => {
  expect(await ask(target)).toBe(answer);
});

test.each([
  ['values]=1', '200'],
  ['values]=1&p[values]=2', '200'],
  ['values][]=1&p[values][]=2', '200'],
  ['values][1]=1&p[values][0]=2', '200'],
  ['values][0]=x', '422 /query/p/values/0'],
  ['values][]=x', '422 /query/p/values/0'],
  ['rows][0][x]=1&p[rows][1][x]=2', '200'],
  ['rows][0][x]=1&p[rows][1][x]=y', '422 /query/p/rows/1/x'],
  ['a][b]=3', '200'],
  ['a][b]=x', '422 /query/p/a/b'],
  ['a]=1&p[a][b]=3', '422 /query/p/a'],
  ['n]=a', '200'],
  ['n]=a&p[n]=b', '422 /query/p/n'],
  ['__proto__][x]=1', '200'],
])('a deepObject reads ?p[%s: %s', async (rest, answer) => {
  expect(await ask(`/p?p[${rest}`)).toBe(answer);
  expect(await ask(`/p?p[${rest}`.replaceAll('[', '%5B').replaceAll(']', '%5D'))).toBe(answer);
});

test.each([
  ['/texts?texts=category%3A%5B1%2C2%5D,item12', '200'],
  ['/texts?texts=abcd,efghi', '422 /query/texts/0'],
  ['/texts?texts=abcde%2Cfghij', '200'], // also where it is one text of eleven letters
  ['/oneOf?oneOf=1%2C2', '200'],
  ['/oneOf?oneOf=1%2C2,3', '422 /query/oneOf/0'],
  ['/simple/ab%2C,d', '200'],
  ['/simple/abcd%2Cd,e', '422 /path/v/0'],
  ['/pipes?pipes=1%7C2', '200'],
  ['/pipes?pipes=1|2', '200'],
  ['/pipes?pipes=1%2C2', '422 /query/pipes/0'],
  ['/spaces?spaces=1%202', '200'],
  ['/spaces?spaces=1+2', '200'],
])('values are parted first and decoded then: %s is %s', async (target, answer) => {
  expect(await ask(target)).toBe(answer);
});

test.each([
  ['/oneOrMany?oneOrMany=all', '200'],
  ['/oneOrMany?oneOrMany=1', '200'],
  ['/oneOrMany?oneOrMany=1&oneOrMany=2', '200'],
  ['/oneOrMany?oneOrMany=none', '422 /query/oneOrMany'],
  ['/numberOrText?numberOrText=5', '200'],
  ['/numberOrText?numberOrText=a', '200'],
  ['/numberOrText?numberOrText=a&numberOrText=b', '422 /query/numberOrText'],
])('what may be several things is what its schema allows: %s is %s', async (target, answer) => {
  expect(await ask(target)).toMatch(new RegExp(`^${answer}`));
});

test.each([
  ['/flag?flag=', '200'],
  ['/flag?flag', '200'],
  ['/flag?flag=1', '200'],
  ['/flag?flag=x', '422 /query/flag'],
  ['/flag', '422 /query'],
  ['/anyOf?anyOf=', '200'], // a list without items
  ['/constructor?constructor=', '200'],
])('an empty value counts where it may: %s is %s', async (target, answer) => {
  expect(await ask(target)).toBe(answer);
});

test.each([
  ['/label/.5', '200'],
  ['/label/5', '422 /path/v'],
  ['/labels/.1,2', '200'],
  ['/labels/.1.2', '200'], // as the table of OpenAPI 3.0 has it
  ['/labels/1,2', '422 /path/v'],
  ['/matrix/;v=5', '200'],
  ['/matrix/5', '422 /path/v'],
  ['/matrix/;w=5', '422 /path/v'],
  ['/matrix/v=5', '422 /path/v'],
  ['/matrices/;x=5', '200'],
  ['/matrices/x=5', '422 /path/v'],
])('label and matrix begin with their mark: %s is %s', async (target, answer) => {
  expect(await ask(target)).toBe(answer);
});

test('what is wrong with a mark is said once, in plain words', async () => {
  const response = await fetch(`${mock.url}/label/x`);
  const reason = JSON.parse(response.headers.get('Signoff-Reason') ?? '{}') as object;
  expect(reason).toMatchObject({ rule: 'style', message: 'must begin with "." (style label)' });
  expect(reason).not.toHaveProperty('further');
});

describe('an exploded form object', () => {
  const key = 'key=mock-key';

  test('has free members where its schema allows them, but not those of others', async () => {
    expect(await ask(`/free?a=x&b=2&${key}&other=text&deep[x]=y&__dynamic=false`)).toBe('200');
    expect(await ask(`/free?b=x&${key}`)).toBe('422 /query/free/b');
  });

  test('has none where its schema closes it', async () => {
    expect(await ask('/closed?a=x&b=2')).toBe('200');
    expect(await ask('/closed?a=x&a=y')).toBe('422 /query/closed/a');
  });
});

test('cookies are decoded, and a list is several of one name', async () => {
  expect(await ask('/cookies', { Cookie: 'list=1; list=2; text=%C3%A9%C3%A9%C3%A9' })).toBe('200');
  expect(await ask('/cookies', { Cookie: 'list=1; list=x' })).toBe('422 /cookie/list/1');
  expect(await ask('/cookies', { Cookie: 'text=%C3%A9abc' })).toBe('422 /cookie/text');
});

test('a parameter of the path that nobody declares may be anything', async () => {
  expect(await ask('/undeclared/x')).toBe('200');
});
