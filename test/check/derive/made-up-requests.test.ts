import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkApi, type Report } from '../../../src/index.js';

interface Parts {
  readonly openapi?: string;
  readonly paths: Readonly<Record<string, unknown>>;
  readonly schemas?: Readonly<Record<string, unknown>>;
}

// A check of a description against the mock of the same.
async function checkOwn({ openapi = '3.0.3', paths, schemas = {} }: Parts): Promise<Report> {
  const file = join(await mkdtemp(join(tmpdir(), 'signoff-')), 'api.json');
  const info = { title: 'Test', version: '1' };
  await writeFile(file, JSON.stringify({ openapi, info, paths, components: { schemas } }));
  return checkApi(file, { strict: true });
}

const content = (media: unknown): unknown => ({ 'application/json': media });
const json = (schema: unknown): unknown => ({ description: 'ok', content: content({ schema }) });
const refused = { description: 'refused' };
const reference = (name: string): unknown => ({ $ref: `#/components/schemas/${name}` });
const post = (schema: unknown, answer: unknown = refused): unknown => ({
  post: { requestBody: { required: true, content: content({ schema }) }, responses: { '200': answer, '422': refused } },
});

test.each<{ what: string; schema: unknown; openapi?: string }>([
  { what: 'a map', schema: { type: 'object', additionalProperties: { type: 'integer' } } },
  {
    what: 'a map of maps',
    schema: { type: 'object', additionalProperties: { type: 'object', additionalProperties: { type: 'string' } } },
  },
  { what: 'anything', schema: {} },
  { what: 'an object of which nothing is said', schema: { type: 'object' } },
  {
    what: 'alternatives',
    schema: {
      oneOf: [
        { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
        { type: 'object', required: ['b'], properties: { b: { type: 'integer' } } },
      ],
    },
  },
  {
    what: 'a format and a length',
    schema: { type: 'object', required: ['e'], properties: { e: { type: 'string', format: 'email', maxLength: 10 } } },
  },
  {
    what: 'base64',
    schema: { type: 'object', required: ['d'], properties: { d: { type: 'string', format: 'byte' } } },
  },
  {
    what: 'a pattern of Unicode',
    openapi: '3.1.0',
    schema: { type: 'object', required: ['c'], properties: { c: { type: 'string', pattern: '^\\p{Lu}{2}$' } } },
  },
  { what: 'recursion', schema: reference('Person') },
  { what: 'a discriminator', schema: reference('Pet') },
])(
  'a check of our own mock keeps a request and an answer that are made up: $what',
  async ({ schema, openapi = '3.0.3' }) => {
    const schemas = {
      Person: {
        type: 'object',
        properties: { mother: reference('Person'), friends: { type: 'array', items: reference('Person') } },
      },
      Pet: { oneOf: [reference('Cat'), reference('Dog')], discriminator: { propertyName: 'kind' } },
      Cat: {
        type: 'object',
        required: ['kind', 'lives'],
        properties: { kind: { type: 'string' }, lives: { type: 'integer' } },
      },
      Dog: {
        type: 'object',
        required: ['kind', 'bark'],
        properties: { kind: { type: 'string' }, bark: { type: 'boolean' } },
      },
    };
    const { outcome, cases } = await checkOwn({ openapi, schemas, paths: { '/a': post(schema, json(schema)) } });
    expect(outcome.broken.map(({ finding }) => finding.message)).toEqual([]);
    expect(cases.filter((one) => one.outcome === 'tried').length).toBeGreaterThan(1);
  },
);

test('examples of one name belong together, in requests and answers, in bodies and parameters', async () => {
  const examples = (values: Readonly<Record<string, unknown>>): unknown =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
  const object = { type: 'object' };
  const body = {
    required: true,
    content: content({ schema: object, examples: examples({ general: { a: 1 }, event: { b: 2 }, bad: { c: 3 } }) }),
  };
  const answer = {
    description: 'ok',
    content: content({
      schema: object,
      examples: examples({ general: { kind: 'general' }, event: { kind: 'event' } }),
    }),
  };
  const bad = {
    description: 'bad',
    content: content({ schema: object, examples: examples({ bad: { kind: 'bad' } }) }),
  };
  const id = {
    name: 'id',
    in: 'path',
    required: true,
    schema: { type: 'integer' },
    examples: examples({ bad: 9, event: 5 }),
  };
  const responses = { '200': answer, '422': bad };
  const { outcome, cases } = await checkOwn({
    paths: { '/a': { post: { requestBody: body, responses } }, '/a/{id}': { get: { parameters: [id], responses } } },
  });
  expect(outcome.broken.map(({ finding }) => finding.message)).toEqual([]);
  expect(cases.filter((one) => one.outcome !== 'tried')).toEqual([]);
});

test('an operation whose request cannot be made up is skipped, and the others are checked', async () => {
  const endless = { type: 'object', required: ['next'], properties: { next: reference('Endless') } };
  const { outcome, cases } = await checkOwn({
    schemas: { Endless: endless },
    paths: { '/endless': post(reference('Endless')), '/ok': { get: { responses: { '200': json({}) } } } },
  });
  expect(outcome.broken).toEqual([]);
  const skipped = cases.filter((one) => one.outcome === 'skipped');
  expect(skipped.map(({ reason }) => reason)).toEqual([expect.stringContaining('it requires itself without end')]);
});
