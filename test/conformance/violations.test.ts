import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { brokenPlace, toViolations, type ErrorsOf } from '../../src/conformance/violations.js';
import type { Violation } from '../../src/exchange.js';

describe('a violation', () => {
  test('names the place, the rule and what is asked for', () => {
    const schema = {
      type: 'object',
      required: ['missing'],
      properties: {
        kind: { enum: ['a', 1] },
        fixed: { const: null },
        either: { type: ['integer', 'null'] },
        short: { maxLength: 1 },
      },
    };
    expect(violationsOf(schema, { kind: 'c', fixed: 0, either: 'x', short: 'ab' }).map(withoutStatements)).toEqual([
      { pointer: '', rule: 'required', message: 'must have the member missing' },
      { pointer: '/kind', rule: 'enum', message: 'must be one of "a", 1' },
      { pointer: '/fixed', rule: 'const', message: 'must be null' },
      { pointer: '/either', rule: 'type', message: 'must be of type integer or null' },
      { pointer: '/short', rule: 'maxLength', message: expect.stringContaining('1') as string },
    ]);
  });

  test('names the statements of the schema it breaks', () => {
    const schema = { 'x-source': ['A1'], properties: { a: { type: 'string', 'x-source': ['A2', 'A3'] } } };
    expect(violationsOf(schema, { a: 1 })[0]?.statements).toEqual(['A2', 'A3']);
  });

  test('of a missing member names what is said of its parent and of itself', () => {
    const schema = { 'x-source': ['A1'], required: ['a'], properties: { a: { 'x-source': ['A2'] } } };
    expect(violationsOf(schema, {})[0]?.statements).toEqual(['A1', 'A2']);
  });

  test('of an if and then is what the then asks for', () => {
    const schema = { if: { properties: { a: { const: 1 } }, required: ['a'] }, then: { required: ['b'] } };
    expect(show(violationsOf(schema, { a: 1 }))).toEqual([' required']);
  });
});

describe('a choice told apart by a constant speaks for the alternative that was meant', () => {
  const cat = {
    type: 'object',
    required: ['kind', 'lives'],
    properties: { kind: { const: 'cat' }, lives: { type: 'integer' } },
  };
  const dog = {
    type: 'object',
    required: ['kind', 'bark'],
    properties: { kind: { const: 'dog' }, bark: { type: 'string' } },
  };
  const fish = {
    type: 'object',
    required: ['kind'],
    properties: { kind: { const: 'fish' }, depth: { anyOf: [{ type: 'integer' }, { const: 'deep' }] } },
  };

  test.each(['oneOf', 'anyOf'])('%s', (choice) => {
    const schema = { [choice]: [cat, dog] };
    expect(show(violationsOf(schema, { kind: 'cat' }))).toEqual([' required']);
    expect(show(violationsOf(schema, { kind: 'dog', bark: 5 }))).toEqual(['/bark type']);
    expect(violationsOf(schema, { kind: 'dog', bark: 'wow' })).toEqual([]);
  });

  test('and for none of them, where the constant is none of theirs', () => {
    const [violation, ...others] = violationsOf({ oneOf: [cat, dog] }, { kind: 'cow' });
    expect(others).toEqual([]);
    expect(violation).toMatchObject({ pointer: '/kind', rule: 'enum', message: 'must be one of "cat", "dog"' });
  });

  test('once, where the constant has another type as well', () => {
    const alternatives = [1, 2].map((kind) => ({
      properties: { kind: { type: 'integer', const: kind } },
      required: ['kind'],
    }));
    expect(violationsOf({ oneOf: alternatives }, { kind: '1' }).map(({ pointer }) => pointer)).toEqual(['/kind']);
  });

  test('once, where the member that would tell is missing', () => {
    expect(violationsOf({ oneOf: [cat, dog] }, {}).map(withoutStatements)).toEqual([
      { pointer: '', rule: 'required', message: 'must have the member kind' },
    ]);
  });

  test('in every item of a list for itself', () => {
    const schema = { type: 'array', items: { oneOf: [cat, dog] } };
    const missing = violationsOf(schema, [{ kind: 'cat' }, { kind: 'cat', lives: 7 }, { kind: 'dog' }]);
    expect(show(missing).sort()).toEqual(['/0 required', '/2 required']);
    const unknown = violationsOf(schema, [{ kind: 'cow' }, { kind: 'cow' }]);
    expect(show(unknown).sort()).toEqual(['/0/kind enum', '/1/kind enum']);
  });

  test('beside another choice', () => {
    const schema = { properties: { pet: { oneOf: [cat, dog] }, other: { oneOf: [cat, dog] } } };
    const violations = violationsOf(schema, { pet: { kind: 'cat' }, other: { kind: 'dog' } });
    expect(show(violations).sort()).toEqual(['/other required', '/pet required']);
  });

  test('with nothing to say of a choice inside an alternative that was not meant', () => {
    expect(show(violationsOf({ oneOf: [cat, fish] }, { kind: 'cat', depth: true }))).toEqual([' required']);
  });

  test('of a choice inside the alternative that was meant', () => {
    const violations = violationsOf({ oneOf: [cat, fish] }, { kind: 'fish', depth: true });
    expect(violations.map(({ pointer }) => pointer)).toEqual(['/depth']);
  });

  test('also where OpenAPI 3.0 has to write the constant as an enum of one', () => {
    const alternatives = ['cat', 'dog'].map((kind) => ({
      type: 'object',
      required: ['kind', `${kind}Name`],
      properties: { kind: { type: 'string', enum: [kind] } },
    }));
    expect(violationsOf({ oneOf: alternatives }, { kind: 'cat' }).map(withoutStatements)).toEqual([
      { pointer: '', rule: 'required', message: 'must have the member catName' },
    ]);
  });
});

describe('a choice that nothing tells apart', () => {
  test('is one violation of the choice itself', () => {
    expect(show(violationsOf({ oneOf: [{ type: 'string' }, { minimum: 5, type: 'integer' }] }, 3))).toEqual([' oneOf']);
  });

  test('is one violation where too many alternatives fit', () => {
    expect(show(violationsOf({ oneOf: [{ type: 'integer' }, { minimum: 1 }] }, 3))).toEqual([' oneOf']);
  });

  test('speaks for what all its alternatives have in common', () => {
    const alternatives = ['a', 'b'].map((name) => ({
      type: 'object',
      required: [name],
      properties: { size: { type: 'integer' } },
    }));
    expect(show(violationsOf({ oneOf: alternatives }, { size: 'big' }))).toEqual(['/size type']);
  });

  test('has nothing in common where one of many alternatives asks for something else', () => {
    const size = { type: 'integer' };
    const schema = {
      oneOf: [{ required: ['a'], properties: { size } }, { properties: { size } }, { required: ['c'] }],
    };
    expect(show(violationsOf(schema, { size: 'big' }))).toEqual([' oneOf']);
  });

  test('does not hide what is wrong beside it', () => {
    const schema = { required: ['b'], properties: { a: { oneOf: [{ type: 'string' }, { type: 'null' }] } } };
    expect(show(violationsOf(schema, { a: 1 })).sort()).toEqual([' required', '/a oneOf']);
  });
});

describe('the place that a violation breaks', () => {
  test.each([
    ['/body/sid', 'enum', '/body/sid'],
    ['/body', 'required', '/body'],
    ['/body/sid', 'type', '/body'], // no value of its member at all, like a missing one
    ['/body/list/0', 'type', '/body/list'],
    ['/body', 'type', ''],
    ['', 'type', ''],
  ])('of %s %s is %j', (pointer, rule, place) => {
    expect(brokenPlace({ pointer, rule, message: '', statements: [] })).toBe(place);
  });
});

function violationsOf(schema: Readonly<Record<string, unknown>>, value: unknown): readonly Violation[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true });
  const errorsOf: ErrorsOf = (part, inner) => {
    const validate = ajv.compile(part);
    return validate(inner) ? [] : (validate.errors ?? []);
  };
  return toViolations(errorsOf(structuredClone(schema), value), errorsOf);
}

function withoutStatements({ pointer, rule, message }: Violation): Omit<Violation, 'statements'> {
  return { pointer, rule, message };
}

function show(violations: readonly Violation[]): string[] {
  return violations.map(({ pointer, rule }) => `${pointer} ${rule}`);
}
