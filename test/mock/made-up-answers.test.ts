import { writeFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createMock, type Mock } from '../../src/index.js';

const closing: Mock<string>[] = [];

afterAll(async () => {
  for (const mock of closing) await mock.close();
});

interface Parts {
  readonly openapi?: string;
  readonly paths: Readonly<Record<string, unknown>>;
  readonly schemas?: Readonly<Record<string, unknown>>;
}

async function serve({ openapi = '3.0.3', paths, schemas = {} }: Parts): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'signoff-')), 'api.json');
  const info = { title: 'Test', version: '1' };
  await writeFile(file, JSON.stringify({ openapi, info, paths, components: { schemas } }));
  const mock = await createMock({ apis: [file], stateless: true });
  closing.push(mock);
  return mock.url;
}

const json = (schema: unknown): unknown => ({ description: 'ok', content: { 'application/json': { schema } } });
const get = (schema: unknown): unknown => ({ get: { responses: { '200': json(schema) } } });
const reference = (name: string): unknown => ({ $ref: `#/components/schemas/${name}` });

async function ask(url: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(url, init);
  return response.json();
}

const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

test.each([
  { schema: {}, body: {} },
  { schema: { type: 'object' }, body: {} },
  { schema: { nullable: true }, body: {} },
  { schema: { type: 'object', additionalProperties: { type: 'integer' } }, body: { key: 1 } },
  {
    schema: { type: 'object', properties: { h: { type: 'object', nullable: true, xml: { name: 'h' } } } },
    body: { h: {} },
  },
  {
    schema: {
      type: 'object',
      properties: { a: { type: 'string', example: 'exa' }, d: { type: 'string', default: 'dv' } },
    },
    body: { a: 'exa', d: 'dv' },
  },
  { schema: { type: 'string', format: 'byte' }, body: 'ZXhhbXBsZQ==' },
  { schema: { type: 'string', format: 'email', maxLength: 10 }, body: 'u@a.io' },
])('an answer of $schema is $body', async ({ schema, body }) => {
  expect(await ask(`${await serve({ paths: { '/a': get(schema) } })}/a`)).toEqual(body);
});

const pet = {
  type: 'object',
  required: ['name', 'photoUrls'],
  properties: {
    id: { type: 'integer', format: 'int64', example: 10 },
    name: { type: 'string', example: 'doggie' },
    category: {
      type: 'object',
      properties: { id: { type: 'integer', example: 1 }, name: { type: 'string', example: 'Dogs' } },
    },
    photoUrls: { type: 'array', items: { type: 'string' } },
    status: { type: 'string', enum: ['available', 'pending', 'sold'] },
  },
};

test('values of the request come back in an answer that is made up', async () => {
  const body = { required: true, content: { 'application/json': { schema: reference('Pet') } } };
  const petId = { name: 'petId', in: 'path', required: true, schema: { type: 'integer' } };
  const status = { name: 'status', in: 'query', schema: { type: 'string' } };
  const url = await serve({
    schemas: { Pet: pet },
    paths: {
      '/pets': {
        get: { parameters: [status], responses: { '200': json({ type: 'array', items: reference('Pet') }) } },
        post: { requestBody: body, responses: { '201': json(reference('Pet')) } },
      },
      '/pets/{petId}': { parameters: [petId], get: { responses: { '200': json(reference('Pet')) } } },
    },
  });
  expect(await ask(`${url}/pets/7`)).toMatchObject({ id: 7, name: 'doggie', category: { id: 1 }, status: 'available' });
  expect(await ask(`${url}/pets/8`)).toMatchObject({ id: 8 });
  expect(await ask(`${url}/pets?status=sold`)).toMatchObject([{ id: 10, status: 'sold' }]);
  expect(await ask(`${url}/pets?status=lost`)).toMatchObject([{ id: 10, status: 'available' }]);
  const sent = { name: 'Rex', photoUrls: ['https://example.com/rex.png'], category: { id: 5 } };
  expect(await ask(`${url}/pets`, post(sent))).toEqual({ ...sent, id: 10, status: 'available' });
});

test('an example of the whole answer is given as it is written', async () => {
  const parameter = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
  const content = { 'application/json': { schema: pet, example: { id: 10, name: 'doggie', photoUrls: [] } } };
  const operation = { parameters: [parameter], responses: { '200': { description: 'ok', content } } };
  const url = await serve({ paths: { '/pets/{id}': { get: operation } } });
  expect(await ask(`${url}/pets/7`)).toEqual({ id: 10, name: 'doggie', photoUrls: [] });
});

test('a documented request is answered by the example of the same name', async () => {
  const examples = (values: Readonly<Record<string, unknown>>): unknown =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
  const body = {
    content: { 'application/json': { schema: {}, examples: examples({ one: { a: 1, b: 2 }, two: { a: 2 } }) } },
  };
  const answers = {
    description: 'ok',
    content: { 'application/json': { schema: {}, examples: examples({ one: 'first', two: 'second' }) } },
  };
  const lost = { description: 'lost', content: { 'application/json': { examples: examples({ nobody: 'lost' }) } } };
  const id = {
    name: 'id',
    in: 'path',
    required: true,
    schema: { type: 'integer' },
    examples: examples({ two: 2, nobody: 99 }),
  };
  const url = await serve({
    paths: {
      '/a': { post: { requestBody: body, responses: { '200': answers } } },
      '/a/{id}': { parameters: [id], get: { responses: { '200': answers, '404': lost } } },
    },
  });
  expect(await ask(`${url}/a`, post({ a: 2 }))).toBe('second');
  expect(await ask(`${url}/a`, post({ b: 2, a: 1 }))).toBe('first');
  expect(await ask(`${url}/a`, post({ a: 3 }))).toBe('first');
  expect(await ask(`${url}/a/2`)).toBe('second');
  expect(await ask(`${url}/a/3`)).toBe('first');
  const unknown = await fetch(`${url}/a/99`);
  expect([unknown.status, await unknown.json()]).toEqual([404, 'lost']);
});

test('where no value can be made up the answer says so and names the schema, and the others go on', async () => {
  const endless = { type: 'object', required: ['next'], properties: { next: reference('Endless') } };
  const url = await serve({
    schemas: { Endless: endless },
    paths: {
      '/endless': get(reference('Endless')),
      '/never': get({ allOf: [{ type: 'string' }, { type: 'integer' }] }),
      '/ok': get({}),
    },
  });
  const [refused, ok] = await Promise.all([fetch(`${url}/endless`), fetch(`${url}/ok`)]);
  expect([ok.status, refused.status, refused.headers.get('content-type')]).toEqual([
    200,
    500,
    'application/problem+json',
  ]);
  expect(await refused.json()).toMatchObject({
    code: 'SCHEMA_UNSATISFIED',
    detail:
      'No value can be made up for the body of the answer: it requires itself without end (#/components/schemas/Endless). Give it an example.',
  });
  expect(await ask(`${url}/never`)).toMatchObject({ code: 'SCHEMA_UNSATISFIED' });
});

test('dynamic=true makes other values up, which are allowed as well', async () => {
  const url = await serve({
    paths: {
      '/a': get({
        type: 'object',
        required: ['n'],
        properties: { n: { type: 'integer', minimum: 5, maximum: 900, example: 7 } },
      }),
    },
  });
  const values = await Promise.all(
    Array.from({ length: 8 }, () => ask(`${url}/a`, { headers: { Prefer: 'dynamic=true' } })),
  );
  expect(new Set(values.map((value) => JSON.stringify(value))).size).toBeGreaterThan(1);
  for (const value of values) expect(value).toMatchObject({ n: expect.any(Number) as number });
});
