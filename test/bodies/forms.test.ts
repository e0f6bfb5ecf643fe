import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Mock } from '../../src/index.js';
import { mockOf } from '../support/mock-of.js';
import { post } from '../support/post.js';

const form = 'application/x-www-form-urlencoded';
const responses = { '200': { description: 'fine' }, '400': { description: 'not fine' }, '415': { description: 'no' } };

const token = {
  type: 'object',
  required: ['grant_type', 'client_id'],
  properties: {
    grant_type: { enum: ['client_credentials', 'refresh_token'] },
    client_id: { type: 'string', minLength: 2 },
    expires: { type: 'integer', minimum: 1 },
    remember: { type: 'boolean' },
    note: { type: ['string', 'null'], maxLength: 3 },
    tags: { type: 'array', maxItems: 2, items: { type: 'integer' } },
    address: { type: 'object', required: ['zip'], properties: { zip: { type: 'integer' } } },
    lines: {
      type: 'array',
      items: { type: 'object', required: ['count'], properties: { count: { type: 'integer' } } },
    },
    either: { anyOf: [{ type: 'integer' }, { type: 'string', pattern: '^x' }] },
    flag: { $ref: '#/components/schemas/Flag' },
  },
};

const styled = {
  type: 'object',
  properties: {
    csv: { type: 'array', items: { type: 'integer' } },
    piped: { type: 'array', items: { type: 'integer' } },
    deep: { type: 'object', properties: { n: { type: 'integer' } } },
    spread: { type: 'object', properties: { r: { type: 'integer' }, g: { type: 'integer' } } },
    json: { type: 'array', items: { type: 'integer' } },
  },
};
const encoding = {
  csv: { explode: false },
  piped: { style: 'pipeDelimited', explode: false },
  deep: { style: 'deepObject', explode: true },
  spread: { style: 'form', explode: true },
  json: { contentType: 'application/json' },
};

const bodies = {
  token: { [form]: { schema: token } },
  parts: { [form]: { schema: { allOf: [token, { required: ['expires'] }] } } },
  closed: {
    [form]: { schema: { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false } },
  },
  map: { [form]: { schema: { type: 'object', additionalProperties: { type: 'integer' } } } },
  styled: { [form]: { schema: styled, encoding } },
  names: {
    [form]: { schema: { type: 'object', required: ['constructor'], properties: { constructor: { type: 'integer' } } } },
  },
  untyped: { [form]: {} },
  both: { 'application/json': { schema: { required: ['ofJson'] } }, [form]: { schema: { required: ['ofForm'] } } },
};

let mock: Mock<string>;

beforeAll(async () => {
  const paths = Object.entries(bodies).map(([name, content]) => [
    `/${name}`,
    { post: { requestBody: { required: true, content }, responses } },
  ]);
  const components = { schemas: { Flag: { type: 'boolean' } } };
  mock = await mockOf({ paths: Object.fromEntries(paths) as object, components });
});

afterAll(() => mock.close());

const good = 'grant_type=refresh_token&client_id=me';

test.each([
  ['/token', good],
  ['/token', `${good}&expires=60&remember=true&note=abc&flag=false`],
  ['/token', `${good}&note=`],
  ['/token', `${good}&tags=1&tags=2`],
  ['/token', `${good}&tags=1`],
  ['/token', `${good}&address=${encodeURIComponent('{"zip":1}')}`],
  ['/token', `${good}&address%5Bzip%5D=1`],
  ['/token', `${good}&lines=${encodeURIComponent('{"count":1}')}&lines=${encodeURIComponent('{"count":2}')}`],
  ['/token', `${good}&either=5`],
  ['/token', `${good}&either=x5`],
  ['/token', `${good}&undeclared=1&undeclared=2`],
  ['/parts', `${good}&expires=5`],
  ['/closed', 'a=1'],
  ['/map', 'x=1&y=2'],
  ['/styled', 'csv=1,2&piped=1|2&deep[n]=1&r=1&g=2&json=[1,2]'],
  ['/names', 'constructor=1'],
  ['/untyped', 'a=1'],
  ['/both', 'ofForm=1'],
])('%s takes %s', async (path, body) => {
  expect(await post(mock, path, { type: form, body })).toEqual({ status: 200 });
});

test.each([
  ['/token', 'client_id=me', '/body', 'required'],
  ['/token', 'grant_type=password&client_id=me', '/body/grant_type', 'enum'],
  ['/token', `${good}&expires=soon`, '/body/expires', 'type'],
  ['/token', `${good}&expires=0`, '/body/expires', 'minimum'],
  ['/token', `${good}&expires=1&expires=2`, '/body/expires', 'type'],
  ['/token', `${good}&remember=yes`, '/body/remember', 'type'],
  ['/token', `${good}&note=abcd`, '/body/note', 'maxLength'],
  ['/token', `${good}&tags=1&tags=x`, '/body/tags/1', 'type'],
  ['/token', `${good}&tags=1&tags=2&tags=3`, '/body/tags', 'maxItems'],
  ['/token', `${good}&address=here`, '/body/address', 'type'],
  ['/token', `${good}&address=${encodeURIComponent('{"zip":"x"}')}`, '/body/address/zip', 'type'],
  ['/token', `${good}&address[zip]=x`, '/body/address/zip', 'type'],
  ['/token', `${good}&lines=${encodeURIComponent('{}')}`, '/body/lines/0', 'required'],
  ['/token', `${good}&either=y`, '/body/either', 'anyOf'],
  ['/token', `${good}&flag=2`, '/body/flag', 'type'],
  ['/token', 'grant_type=refresh_token&client_id=%', '/body/client_id', 'minLength'],
  ['/parts', good, '/body', 'required'],
  ['/closed', 'a=1&b=2', '/body', 'additionalProperties'],
  ['/map', 'x=1&y=two', '/body/y', 'type'],
  ['/styled', 'csv=1,x', '/body/csv/1', 'type'],
  ['/styled', 'piped=1|x', '/body/piped/1', 'type'],
  ['/styled', 'deep[n]=x', '/body/deep/n', 'type'],
  ['/styled', 'r=1&g=x', '/body/spread/g', 'type'],
  ['/styled', 'json=[1,"x"]', '/body/json/1', 'type'],
  ['/names', 'constructor=x', '/body/constructor', 'type'],
  ['/names', 'a=1', '/body', 'required'],
  ['/both', 'ofJson=1', '/body', 'required'],
])('%s refuses %s at %s: %s', async (path, body, pointer, rule) => {
  expect(await post(mock, path, { type: form, body })).toEqual({ status: 400, pointer, rule });
});

test('what may be JSON or a form is judged by the schema of what it is', async () => {
  const [json, other] = ['{"ofJson":1}', '{"ofForm":1}'];
  expect(await post(mock, '/both', { type: 'application/json', body: json })).toEqual({ status: 200 });
  expect(await post(mock, '/both', { type: 'application/json', body: other })).toMatchObject({ status: 400 });
});

test('a form that is empty is no body', async () => {
  const refusal = { status: 400, pointer: '/body', rule: 'required' };
  expect(await post(mock, '/token', { type: form, body: '' })).toEqual(refusal);
});

test('a form of 50,000 members is answered within two seconds', async () => {
  const body = Array.from({ length: 50_000 }, (_, index) => `m${index}=x`).join('&');
  const before = performance.now();
  expect(await post(mock, '/map', { type: form, body })).toMatchObject({ status: 400, rule: 'type' });
  expect(performance.now() - before).toBeLessThan(2000);
});
