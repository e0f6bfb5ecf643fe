import { describe, expect, test } from 'vitest';
import { createValidator } from '../../src/conformance/validator.js';
import type { Document, Schema } from '../../src/description/document.js';

const schemas = {
  Tree: { type: 'object', required: ['id'], properties: { id: { type: 'integer' }, kids: { items: tree() } } },
  Guarded: { type: 'object', required: ['id', 'secret'], properties: { id: {}, secret: {} } },
};
const document = { openapi: '3.1.0', info: { title: 't', version: '1' }, paths: {}, components: { schemas } };
const validator = createValidator(document as unknown as Document);

function tree(): Schema {
  return { $ref: '#/components/schemas/Tree' };
}

test.each<[Schema, unknown, readonly string[]]>([
  [true, 1, []],
  [false, 1, ['']],
  [{ type: 'string' }, 'a', []],
  [{ type: 'string' }, 1, ['']],
  [{ type: 'object', properties: { requestBody: { type: 'string' } } }, { requestBody: 1 }, ['/requestBody']],
  [tree(), { id: 1, kids: [{ id: 2 }] }, []],
  [tree(), { id: 1, kids: [{ id: 'a' }] }, ['/kids/0/id']],
  [{ items: tree() }, [{ id: 1 }, { id: 'a' }], ['/1/id']],
])('by %j, of %j departs what stands at %j', (schema, candidate, pointers) => {
  expect(validator.value(schema, candidate, 'reply').map(({ pointer }) => pointer)).toEqual(pointers);
});

test('a value is looked at as it is: a text is no number', () => {
  expect(validator.value({ type: 'integer' }, '1', 'request')).toEqual([
    { pointer: '', rule: 'type', message: 'must be of type integer', statements: [] },
  ]);
});

describe('a required member that is read only', () => {
  const schema = { required: ['id', 'word'], properties: { id: { readOnly: true }, word: { writeOnly: true } } };

  test.each([
    ['request', ['must have the member word']],
    ['reply', ['must have the member id']],
  ] as const)('is required of one side alone: in a %s %j', (of, messages) => {
    expect(validator.value(schema, {}, of).map(({ message }) => message)).toEqual(messages);
  });
});
