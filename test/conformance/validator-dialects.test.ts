import { describe, expect, test, vi } from 'vitest';
import { createValidator } from '../../src/conformance/validator.js';
import type { Document, MediaTypeObject, Schema } from '../../src/description/document.js';
import { readOperations, type Operation } from '../../src/description/operations.js';

describe('OpenAPI 3.1 speaks JSON Schema 2020-12', () => {
  test.each<{ schema: Schema; good: unknown; bad: unknown }>([
    { schema: { type: ['string', 'null'] }, good: null, bad: 5 },
    { schema: { exclusiveMinimum: 5 }, good: 6, bad: 5 },
    { schema: { const: null }, good: null, bad: 0 },
    { schema: { prefixItems: [{ type: 'integer' }], items: false }, good: [1], bad: [1, 2] },
    { schema: { dependentRequired: { a: ['b'] } }, good: { a: 1, b: 1 }, bad: { a: 1 } },
    { schema: { properties: { a: true }, unevaluatedProperties: false }, good: { a: 1 }, bad: { b: 1 } },
    {
      schema: { $defs: { a: { type: 'integer' } }, items: { $ref: '#/components/schemas/Count' } },
      good: [1],
      bad: ['x'],
    },
    { schema: { type: 'string', format: 'date-time' }, good: '2025-03-23T19:47:43Z', bad: '2025-03-23 19:47:43' },
  ])('$schema', ({ schema, good, bad }) => {
    const validate = bodyValidator('3.1.0', schema, { Count: { type: 'integer' } });
    expect(validate(good)).toEqual([]);
    expect(validate(bad)).toHaveLength(1);
  });
});

describe('OpenAPI 3.0 speaks a dialect of draft 4', () => {
  test.each<{ schema: Schema; good: unknown; bad: unknown }>([
    { schema: { type: 'string', nullable: true }, good: null, bad: 5 },
    { schema: { type: 'string' }, good: 'a', bad: null },
    { schema: { type: 'integer', minimum: 5, exclusiveMinimum: true }, good: 6, bad: 5 },
    { schema: { type: 'integer', minimum: 5, exclusiveMinimum: false }, good: 5, bad: 4 },
    { schema: { type: 'integer', maximum: 5, exclusiveMaximum: true }, good: 4, bad: 5 },
    { schema: { type: 'string', format: 'binary' }, good: 'any', bad: 5 },
    { schema: { type: 'string', format: 'password' }, good: 'any', bad: 5 },
    { schema: { type: 'integer', format: 'int32' }, good: 2147483647, bad: 2147483648 },
  ])('$schema', ({ schema, good, bad }) => {
    const validate = bodyValidator('3.0.3', schema);
    expect(validate(good)).toEqual([]);
    expect(validate(bad)).toHaveLength(1);
  });

  test('whose formats are known, so that nothing is logged about them', () => {
    const warn = vi.spyOn(console, 'warn');
    for (const format of ['int32', 'int64', 'float', 'double', 'byte', 'binary', 'date', 'date-time', 'password']) {
      bodyValidator('3.0.3', { type: 'string', format })('text');
    }
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  test('in which a member that is read only is required of answers, not of requests', () => {
    const properties = { id: { type: 'integer', readOnly: true }, name: { type: 'string' } };
    const schema = { type: 'object', required: ['id', 'name'], properties };
    expect(bodyValidator('3.0.3', schema)({ name: 'rex' })).toEqual([]);
    expect(bodyValidator('3.0.3', schema)({ id: 1 })).toEqual(['/body']);
    expect(replyValidator('3.0.3', schema)({ name: 'rex' })).toEqual(['']);
  });

  test('in which a member that is write only is required of requests, not of answers', () => {
    const properties = { secret: { type: 'string', writeOnly: true }, name: { type: 'string' } };
    const schema = { type: 'object', required: ['secret', 'name'], properties };
    expect(replyValidator('3.0.3', schema)({ name: 'rex' })).toEqual([]);
    expect(bodyValidator('3.0.3', schema)({ name: 'rex' })).toEqual(['/body']);
  });

  test('in which examples may hold a member called id, each its own and all the same', () => {
    const pet = { type: 'object', properties: { id: { type: 'string' } }, example: { id: 'rex' } };
    const schema = {
      type: 'object',
      properties: { pet, friend: { ...pet } },
      example: { pet: { id: 'rex' }, id: 'rex' },
    };
    const validate = bodyValidator('3.0.3', schema);
    expect(validate({ pet: { id: 'rex' }, friend: { id: 'tim' } })).toEqual([]);
    expect(validate({ pet: { id: 5 } })).toEqual(['/body/pet/id']);
  });
});

describe.each(['3.0.3', '3.1.0'])('circular schemas of OpenAPI %s', (openapi) => {
  const node = {
    type: 'object',
    required: ['value'],
    properties: {
      value: { type: 'integer' },
      next: { $ref: '#/components/schemas/Node' },
      list: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
    },
  };
  const validate = bodyValidator(openapi, { $ref: '#/components/schemas/Node' }, { Node: node });

  test('are followed as deep as a value goes', () => {
    expect(validate({ value: 1, next: { value: 2, next: { value: 3 } } })).toEqual([]);
    expect(validate({ value: 1, next: { value: 2, next: { value: '3' } } })).toEqual(['/body/next/next/value']);
    expect(validate({ value: 1, next: { value: 2, list: [{ value: 1 }, {}] } })).toEqual(['/body/next/list/1']);
  });

  test('are followed in answers too', () => {
    const reply = replyValidator(openapi, { $ref: '#/components/schemas/Node' }, { Node: node });
    expect([reply({ value: 1, next: { value: 2 } }), reply({ value: 1, next: {} })]).toEqual([[], ['/next']]);
  });
});

test('what is wrong inside a circular choice is told once', () => {
  const next = { anyOf: [{ $ref: '#/components/schemas/Node' }, { type: 'null' }] };
  const node = { type: 'object', required: ['value'], properties: { value: { type: 'integer' }, next } };
  const validate = bodyValidator('3.1.0', { $ref: '#/components/schemas/Node' }, { Node: node });
  expect(validate({ value: 1, next: { value: 2, next: null } })).toEqual([]);
  expect(validate({ value: 1, next: { value: 2, next: { value: '3', next: null } } })).toHaveLength(1);
  expect(validate({ value: '1', next: { value: '2', next: null } })).toHaveLength(2);
});

describe('answers', () => {
  const content = { 'application/json; charset=utf-8': { schema: { type: 'object', required: ['a'] } } };

  test.each(['200', '4XX', 'default'])('are validated by the response of the key %s', (statusKey) => {
    const { document, operation } = documentOf('3.1.0', { responses: { [statusKey]: { description: '', content } } });
    const validator = createValidator(document);
    expect(validator.reply(operation, statusKey, { a: 1 })).toEqual([]);
    expect(validator.reply(operation, statusKey, {})).toMatchObject([{ pointer: '', rule: 'required' }]);
  });

  test('may have members that nobody documented', () => {
    expect(replyValidator('3.1.0', { type: 'object', properties: { a: true } })({ a: 1, b: 2 })).toEqual([]);
  });
});

test('the document stays as it was', () => {
  const { document, operation } = documentOf('3.1.0', {
    requestBody: {
      content: { 'application/vnd.pets+json': { schema: { oneOf: [{ $ref: '#/components/schemas/A' }, true] } } },
    },
    schemas: { A: { type: 'object', properties: { a: { $ref: '#/components/schemas/A' } } } },
  });
  const before = structuredClone(document);
  const validator = createValidator(document);
  validator.request(operation, { path: {}, query: {}, header: {}, cookie: {}, body: {} });
  validator.reply(operation, '200', {});
  expect(document).toEqual(before);
});

interface Parts {
  readonly requestBody?: { readonly content: Readonly<Record<string, MediaTypeObject>> };
  readonly responses?: Readonly<
    Record<string, { description: string; content?: Readonly<Record<string, MediaTypeObject>> }>
  >;
  readonly schemas?: Readonly<Record<string, Schema>>;
}

function documentOf(
  openapi: string,
  { schemas = {}, responses = { '200': { description: 'ok' } }, requestBody }: Parts,
): { readonly document: Document; readonly operation: Operation } {
  const operation = { operationId: 'a', responses, ...(requestBody && { requestBody }) };
  const components = { schemas, securitySchemes: {} };
  const document = { openapi, info: { title: 'Test', version: '1' }, paths: { '/a': { post: operation } }, components };
  const [only] = readOperations(document);
  if (only === undefined) throw new Error('the document has no operation');
  return { document, operation: only };
}

type Pointers = (body: unknown) => readonly string[];

function bodyValidator(openapi: string, schema: Schema, schemas: Readonly<Record<string, Schema>> = {}): Pointers {
  const { document, operation } = documentOf(openapi, {
    requestBody: { content: { 'application/json': { schema } } },
    schemas,
  });
  const validator = createValidator(document);
  const none = { path: {}, query: {}, header: {}, cookie: {} };
  return (body) => validator.request(operation, { ...none, body }).map(({ pointer }) => pointer);
}

function replyValidator(openapi: string, schema: Schema, schemas: Readonly<Record<string, Schema>> = {}): Pointers {
  const responses = { '200': { description: 'ok', content: { 'application/json': { schema } } } };
  const { document, operation } = documentOf(openapi, { responses, schemas });
  const validator = createValidator(document);
  return (body) => validator.reply(operation, '200', body).map(({ pointer }) => pointer);
}
