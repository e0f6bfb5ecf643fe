import { expect, test } from 'vitest';
import { separateAlternatives } from '../../src/conformance/separate-alternatives.js';

test.each(['oneOf', 'anyOf'])('what the alternatives of %s shared becomes their own, and equal', (choice) => {
  const shared = { type: 'string', minLength: 1 };
  const schema = { [choice]: [{ properties: { name: shared } }, { properties: { name: shared } }] };
  const before = structuredClone(schema);
  separateAlternatives(schema, new Set());
  expect(schema).toEqual(before);
  const [one, other] = schema[choice] ?? [];
  expect(one?.properties.name).not.toBe(other?.properties.name);
});

test('so it does however deep the choice lies', () => {
  const shared = { type: 'string' };
  const choice = { oneOf: [shared, { items: { anyOf: [shared, shared] } }] };
  const schema = { properties: { list: { items: [choice] } } };
  separateAlternatives(schema, new Set());
  const [first, second] = choice.oneOf;
  const inner = second !== undefined && 'items' in second ? second.items.anyOf : [];
  expect(new Set([first, ...inner]).size).toBe(3);
});

test('what is shared outside a choice stays shared', () => {
  const shared = { type: 'string' };
  const schema = { properties: { a: shared, b: shared }, allOf: [shared, shared] };
  separateAlternatives(schema, new Set());
  expect(schema.properties.a).toBe(schema.properties.b);
  expect(schema.allOf[0]).toBe(schema.allOf[1]);
});

test('values that are no objects are left in peace', () => {
  const schema = { oneOf: [true, false, null, 5], anyOf: 'a member of that name' };
  separateAlternatives(schema, new Set());
  expect(schema).toEqual({ oneOf: [true, false, null, 5], anyOf: 'a member of that name' });
});

test('a very large alternative is not copied', () => {
  const large = { enum: Array.from({ length: 10_000 }, (_, index) => ({ index })) };
  const schema = { oneOf: [large, large] };
  separateAlternatives(schema, new Set());
  expect(schema.oneOf[0]).toBe(schema.oneOf[1]);
});

test('choices nested in many alternatives of one another cost no more than they are large', () => {
  let schema: unknown = { type: 'string' };
  for (let depth = 0; depth < 40; depth += 1) schema = { oneOf: [schema, schema] };
  separateAlternatives(schema, new Set());
  expect(schema).toHaveProperty('oneOf.1.oneOf.0.oneOf.1');
});
