import { describe, expect, test } from 'vitest';
import { createValidator } from '../../src/conformance/validator.js';
import type { Document, Schema } from '../../src/description/document.js';

type Table = readonly (readonly [Schema, readonly unknown[], readonly unknown[]])[];

const info = { title: 't', version: '1' };

/** Whether values are as a schema has them, in a document of a version. */
function judgeOf(openapi: string): (schema: Schema, value: unknown) => boolean {
  const validator = createValidator({ openapi, info, paths: {} } as Document);
  return (schema, value) => validator.value(schema, value, 'reply').length === 0;
}

function testEach(openapi: string, table: Table): void {
  const isAsSaid = judgeOf(openapi);
  test.each(table)(`${openapi}: %j`, (schema, good, bad) => {
    expect([good, good.map((value) => isAsSaid(schema, value))]).toEqual([good, good.map(() => true)]);
    expect([bad, bad.map((value) => isAsSaid(schema, value))]).toEqual([bad, bad.map(() => false)]);
  });
}

describe('a pattern is searched for with the flag u, else without; what is none says nothing', () => {
  const table: Table = [
    [{ pattern: '^[\\w\\-\\:]+\\_$' }, ['a-b:_'], ['a']],
    [{ pattern: '^[\\w\\-\\.]+\\@([\\w\\-]+\\.)+[\\w-]{2,7}$' }, ['a.b@c.de'], ['a.b@c']],
    [{ pattern: '^\\p{Lu}{2}$' }, ['ÄÖ'], ['äö', 'p{Lu}']],
    [{ pattern: '^.$' }, ['😀'], ['ab']],
    [{ pattern: '(?<bad' }, ['anything'], []],
    [{ pattern: '\\Aab\\z' }, ['anything'], []],
    [{ pattern: 5, minLength: 2 }, ['ab'], ['a']],
    [{ patternProperties: { '^a\\-': { type: 'integer' }, '(': false } }, [{ 'a-': 1, '(': 1 }], [{ 'a-': 'x' }]],
  ];
  testEach('3.0.3', table);
  testEach('3.1.0', table);
});

describe('what says nothing forbids nothing, and what stands beside it holds', () => {
  const table: Table = [
    [{ type: 'any', minLength: 2 }, ['ab', 5, null], ['a']],
    [{ type: ['string', 'file'] }, ['a'], [5]],
    [{ type: [] }, [5], []],
    [{ enum: [] }, [5], []],
    [{ enum: ['a', 'a'] }, ['a'], ['b']],
    [{ minLength: '2', maxLength: 3 }, ['a'], ['abcd']],
    [{ required: true, type: 'object' }, [{}], [5]],
    [{ properties: { a: 5, b: { type: 'string' } } }, [{ a: 1, b: 'b' }], [{ b: 1 }]],
    [{ items: [{ type: 'string' }], maxItems: 1 }, [[5]], [[1, 2]]],
    [{ allOf: [] }, [5], []],
    [{ anyOf: 'x', type: 'string' }, ['a'], [5]],
    [{ not: 5 }, [5], []],
    [{ multipleOf: 0 }, [5], []],
    [{ maximum: 'x', minimum: 2 }, [3], [1]],
    [{ uniqueItems: 'yes' }, [[1, 1]], []],
    [{ format: 'base64' }, ['!'], []],
    [{ format: 5 }, ['!'], []],
    [{ properties: { xml: { type: 'string', xml: 'yes' } } }, [{ xml: 'a' }], [{ xml: 5 }]],
  ];
  testEach('3.0.3', table);
  testEach('3.1.0', table);
});

describe('nullable acts where a type stands beside it, in 3.0', () => {
  testEach('3.0.3', [
    [{ type: 'string', nullable: true }, ['a', null], [5]],
    [{ nullable: true }, [5, null], []],
    [{ nullable: false }, [5, null], []],
    [{ nullable: true, allOf: [{ type: 'object' }] }, [{}], [null, 5]],
    [{ type: 'string', nullable: true, enum: ['a'] }, ['a'], [null]], // OpenAPI 3.0.3: null has to be among the values
    [{ type: 'string', nullable: 'yes' }, ['a'], [null]],
  ]);
  testEach('3.1.0', [
    [{ type: 'string', nullable: true }, ['a'], [null]],
    [{ anyOf: [{ type: 'string' }], nullable: true }, ['a'], [null]],
  ]);
});

describe('limits are exclusive as each version says it', () => {
  testEach('3.0.3', [
    [{ minimum: 5, exclusiveMinimum: true, maximum: 7, exclusiveMaximum: false }, [6, 7], [5, 8]],
    [{ exclusiveMinimum: true }, [5], []],
  ]);
  testEach('3.1.0', [[{ exclusiveMinimum: 5, exclusiveMaximum: 7 }, [6], [5, 7]]]);
});

describe('keywords that 3.0 does not know say nothing there', () => {
  const schema = { const: 1, if: { type: 'integer' }, then: false, contains: false, propertyNames: false };
  testEach('3.0.3', [[schema, [1, 2, [], { a: 1 }], []]]);
});

describe('a value that is called as a keyword is a value', () => {
  const data = { pattern: '(?<bad', $ref: '#/nothing', schema: { type: 'any' }, id: 'http://a b', $id: 5 };
  for (const keyword of ['example', 'default', 'x-see']) {
    testEach('3.0.3', [[{ type: 'object', [keyword]: data }, [{}], [5]]]);
    testEach('3.1.0', [[{ type: 'object', [keyword]: data }, [{}], [5]]]);
  }
  testEach('3.1.0', [
    [{ const: data }, [data], [{}]],
    [{ enum: [data] }, [data], [{}]],
    [{ examples: [data], type: 'object' }, [{}], [5]],
  ]);
  testEach('3.0.3', [[{ enum: [data] }, [data], [{}]]]);
});

describe('multipleOf speaks of the digits that are written', () => {
  testEach('3.1.0', [
    [{ multipleOf: 0.01 }, [19.99, 0.07, 1.15, 4.35, 0, -0.3, 1e21, 123456789.12], [0.001, 19.999]],
    [{ multipleOf: 3 }, [9, -3, 3e20], [10, 2.5]],
    [{ multipleOf: 1e-7 }, [1.5e-6, 1], [1.5e-8]],
    [{ multipleOf: 2.5 }, [5, 7.5], [6]],
    [{ multipleOf: 1e300 }, [2e300], [1e299]],
  ]);
});
