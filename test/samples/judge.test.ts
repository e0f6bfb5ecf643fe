import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createValidator } from '../../src/conformance/validator.js';
import type { Schema } from '../../src/description/document.js';
import { createSchemaReader } from '../../src/description/schemas.js';
import { createBudget, Exhausted } from '../../src/samples/budget.js';
import { createJudge } from '../../src/samples/judge.js';
import { anySchema, anyValue } from './any-schema.js';
import { documentOf, type World } from './sample.js';

function judgeOf(world: World = {}, steps = 100_000): (schema: Schema, value: unknown) => boolean {
  return createJudge({
    reader: createSchemaReader(documentOf(world)),
    exempt: world.use === 'request' ? 'readOnly' : 'writeOnly',
    budget: createBudget(steps),
  });
}

test.each(['3.0.3', '3.1.0'])(
  'of any value and any schema of OpenAPI %s it says what the validator says',
  (openapi) => {
    const validator = createValidator(documentOf({ openapi }));
    fc.assert(
      fc.property(anySchema(openapi), anyValue, (schema, value) => {
        const isAllowed = judgeOf({ openapi })(schema, value);
        expect(isAllowed).toBe(validator.value(schema, value, 'reply').length === 0);
      }),
      { numRuns: 300 },
    );
  },
);

test.each<{ what: string; schema: Schema; yes: unknown; no: unknown }>([
  {
    what: 'unevaluatedProperties',
    schema: { properties: { a: {} }, anyOf: [{ properties: { b: {} } }], unevaluatedProperties: false },
    yes: { a: 1, b: 2 },
    no: { a: 1, c: 2 },
  },
  {
    what: 'unevaluatedProperties behind a condition',
    schema: { if: { required: ['k'] }, then: { properties: { k: {}, t: {} } }, unevaluatedProperties: false },
    yes: { k: 1, t: 1 },
    no: { t: 1 },
  },
  {
    what: 'unevaluatedItems',
    schema: { prefixItems: [{}], unevaluatedItems: { type: 'string' } },
    yes: [1, 'a'],
    no: [1, 2],
  },
  { what: 'multipleOf', schema: { multipleOf: 0.01 }, yes: 19.99, no: 19.995 },
  {
    what: 'contains',
    schema: { contains: { const: 1 }, minContains: 2, maxContains: 2 },
    yes: [1, 1, 2],
    no: [1, 1, 1],
  },
  { what: 'dependentRequired', schema: { dependentRequired: { a: ['b'] } }, yes: { a: 1, b: 1 }, no: { a: 1 } },
  { what: 'dependentSchemas', schema: { dependentSchemas: { a: { required: ['b'] } } }, yes: { b: 1 }, no: { a: 1 } },
  { what: 'propertyNames', schema: { propertyNames: { pattern: '^a' } }, yes: { ab: 1 }, no: { b: 1 } },
  { what: 'a name that every object has', schema: { required: ['constructor'] }, yes: { constructor: 1 }, no: {} },
])('$what', ({ schema, yes, no }) => {
  const isAllowed = judgeOf();
  expect([isAllowed(schema, yes), isAllowed(schema, no)]).toEqual([true, false]);
});

test('what is read only need not be there in a request, also where a part requires it', () => {
  const schema = {
    allOf: [{ properties: { id: { type: 'string', readOnly: true }, name: {} } }, { required: ['id', 'name'] }],
  };
  expect(judgeOf({ use: 'request' })(schema, { name: 'a' })).toBe(true);
  expect(judgeOf({ use: 'request' })(schema, { id: 'a' })).toBe(false);
  expect(judgeOf({ use: 'reply' })(schema, { name: 'a' })).toBe(false);
});

test('it ends after so many steps', () => {
  const schema = { items: { type: 'integer' } };
  expect(() => judgeOf({}, 100)(schema, Array.from({ length: 100 }).fill(1))).toThrow(Exhausted);
});
