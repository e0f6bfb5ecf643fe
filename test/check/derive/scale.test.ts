import { expect, test } from 'vitest';
import { deriveContract } from '../../../src/check/derive/derive-contract.js';
import { createValidator } from '../../../src/conformance/validator.js';
import type { Document } from '../../../src/description/document.js';
import { readOperations } from '../../../src/description/operations.js';

interface Derived {
  readonly titles: readonly string[];
  /** How many requests were validated. */
  readonly validations: number;
}

async function derive(schema: object, example: unknown, operations = 1): Promise<Derived> {
  const media = { 'application/json': { schema, example } };
  const post = { requestBody: { required: true, content: media }, responses: { 200: { description: 'Done.' } } };
  const paths = Array.from({ length: operations }, (_, index) => [
    `/${String(index)}`,
    { post: { ...post, operationId: `send${String(index)}` } },
  ]);
  const document = {
    openapi: '3.1.0',
    info: { title: 'Generated', version: '1' },
    paths: Object.fromEntries(paths) as object,
    components: { schemas: { Branch: branch } },
  } as Document;
  const validator = createValidator(document);
  let validations = 0;
  const counting: typeof validator = {
    ...validator,
    request: (...given) => {
      validations += 1;
      return validator.request(...given);
    },
  };
  const statements = { title: '', address: '', byId: new Map() };
  const description = { name: 'generated', document, operations: readOperations(document), statements, files: [] };
  const contract = await deriveContract(description, { validator: counting, fixtures: {} });
  return { titles: contract.createCases().map(({ title }) => title), validations };
}

const branch = {
  type: 'object',
  required: ['label'],
  properties: { label: { type: 'string' }, branch: { $ref: '#/components/schemas/Branch' } },
};

function membersOf(count: number): Readonly<Record<string, object>> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${String(index)}`, { type: 'integer' }]));
}

function valuesOf(count: number): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.keys(membersOf(count)).map((name) => [name, 1]));
}

test('an operation gives as many cases, for as much work, however many others there are', async () => {
  const schema = { type: 'object', required: ['m0'], properties: membersOf(6) };
  const [one, thirty] = [await derive(schema, valuesOf(6)), await derive(schema, valuesOf(6), 30)];
  expect(new Set(thirty.titles).size).toBe(30 * one.titles.length);
  expect(thirty.validations).toBe(30 * one.validations);
});

test('the work grows with the members of a body, not with their square', async () => {
  const [few, many] = [10, 40].map((count) =>
    derive({ type: 'object', properties: membersOf(count) }, valuesOf(count)),
  );
  expect((await many)?.validations).toBeLessThan(5 * ((await few)?.validations ?? 0));
});

test.each([
  ['nested as deep as is looked', 8],
  ['nested far deeper', 60],
])('a schema that contains itself gives the same few cases for a value %s', async (_, depth) => {
  const nested = (levels: number): object => ({ label: 'x', ...(levels > 0 && { branch: nested(levels - 1) }) });
  const { titles } = await derive(branch, nested(depth));
  expect(titles.filter((title) => title.includes('label must be of type string"')).length).toBe(12);
});

test('what is wrong only beside another value is found all the same', async () => {
  const kind = { type: 'string', enum: ['small', 'large'] };
  const isLarge = { properties: { kind: { const: 'large' } } };
  const schema = {
    type: 'object',
    properties: { kind, price: { type: 'integer' } },
    if: isLarge,
    then: { properties: { price: { minimum: 100 } } },
  };
  const { titles } = await derive(schema, { kind: 'small', price: 500 });
  expect(titles).toContainEqual(expect.stringMatching(/body price must be >= 100"$/));
});

test('an example that is wrong itself hides no rule that its good parts show', async () => {
  const schema = { type: 'object', properties: { name: { type: 'string' }, size: { type: 'integer' } } };
  const { titles } = await derive(schema, { name: 'Rex', size: 'big' });
  expect(titles).toContainEqual(expect.stringMatching(/body name must be of type string"$/));
});
