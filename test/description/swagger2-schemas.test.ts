import { expect, test } from 'vitest';
import { fromSwagger2, isSwagger2 } from '../../src/description/from-swagger2.js';
import { follow } from '../../src/description/json-pointer.js';
import { convertSwagger2 as convert } from '../support/convert-swagger2.js';

test('stay as they are written, but for what 3.0 writes in another way', async () => {
  const { at } = await convert(`
    paths: {}
    definitions:
      Pet:
        type: object
        discriminator: kind
        required: [kind]
        properties:
          kind: { type: string, x-nullable: true }
          next: { $ref: '#/definitions/Pet/properties/kind' }
          many: { type: [string, 'null'] }
          constructor: { type: string }
        example: { kind: null, $ref: '#/nothing', x-nullable: true, type: file }`);
  expect(at('/components/schemas/Pet')).toEqual({
    type: 'object',
    discriminator: { propertyName: 'kind' },
    required: ['kind'],
    properties: {
      kind: { type: 'string', nullable: true },
      next: { $ref: '#/components/schemas/Pet/properties/kind' },
      many: { type: 'string', nullable: true },
      constructor: { type: 'string' },
    },
    example: { kind: null, $ref: '#/nothing', 'x-nullable': true, type: 'file' },
  });
});

test('names that every object has are names like others', async () => {
  const swagger: unknown = JSON.parse(
    `{"swagger":"2.0","info":{"title":"t","version":"1"},"paths":{},"definitions":{"hasOwnProperty":{"properties":
    {"__proto__":{"type":"integer"},"hasOwnProperty":{"type":"string"},"toString":{"type":"file"}}}}}`,
  );
  if (!isSwagger2(swagger)) throw new Error('it is');
  const { document } = await fromSwagger2(swagger);
  const properties = follow(document, '#/components/schemas/hasOwnProperty/properties');
  expect(Object.entries(properties ?? {})).toEqual([
    ['__proto__', { type: 'integer' }],
    ['hasOwnProperty', { type: 'string' }],
    ['toString', { type: 'string', format: 'binary' }],
  ]);
});

test('definitions get names that 3.0 allows, and references with them', async () => {
  const { at } = await convert(
    "{ paths: {}, definitions: { 'List«Pet»': { type: array, items: { $ref: '#/definitions/a b' } }, a b: {}, a_b: {} } }",
  );
  expect(at('/components/schemas')).toEqual({
    List_Pet_: { type: 'array', items: { $ref: '#/components/schemas/a_b' } },
    a_b: {},
    a_b_2: {},
  });
});

test('a reference to somewhere else than a definition leads to a component', async () => {
  const { at } = await convert(`
    paths:
      /a: { get: { responses: { '200': { description: ok, schema: { type: object, properties: { a: { type: string } } } } } } }
      /b: { get: { responses: { '200': { description: ok, schema: { $ref: '#/paths/~1a/get/responses/200/schema' } } } } }`);
  expect(at('/paths/~1b/get/responses/200/content/application~1json/schema')).toEqual({
    $ref: '#/components/schemas/schema',
  });
  expect(at('/components/schemas/schema')).toEqual({ type: 'object', properties: { a: { type: 'string' } } });
});
