import { describe, expect, test } from 'vitest';
import { createValidator, type Validator } from '../../src/conformance/validator.js';
import type { Document, Schema } from '../../src/description/document.js';
import { readOperations } from '../../src/description/operations.js';

type Schemas = Readonly<Record<string, unknown>>;

const to = (name: string): Readonly<Record<string, unknown>> => ({ $ref: `#/components/schemas/${name}` });

function documentOf(schemas: Schemas, { openapi = '3.1.0', ...operation }: Schemas = {}): Document {
  const paths = { '/a': { post: { operationId: 'a', responses: {}, ...operation } } };
  const document = { openapi, info: { title: 't', version: '1' }, paths, components: { schemas } };
  return document as unknown as Document;
}

/** Where values depart from a component, as far as it goes by its pointers. */
function placesOf(schemas: Schemas, name: string, openapi = '3.1.0'): (value: unknown) => readonly string[] {
  const validator = createValidator(documentOf(schemas, { openapi }));
  return (value) => validator.value(to(name), value, 'request').map(({ pointer, rule }) => `${pointer} ${rule}`);
}

describe('3.1: what stands beside a reference holds as well as what it leads to', () => {
  test('of objects', () => {
    const places = placesOf(
      {
        A: { type: 'object', required: ['x'], properties: { x: { type: 'integer' } } },
        B: { ...to('A'), required: ['y'], properties: { y: { type: 'integer' } } },
      },
      'B',
    );
    expect(places({ y: 1 })).toEqual([' required']);
    expect(places({ x: 1 })).toEqual([' required']);
    expect(places({ x: 'a', y: 'b' })).toEqual(['/x type', '/y type']);
    expect(places({ x: 1, y: 1 })).toEqual([]);
  });

  test('of texts, the stricter one', () => {
    const places = placesOf({ Text: { minLength: 5 }, Short: { ...to('Text'), minLength: 2 } }, 'Short');
    expect(places('abc')).toEqual([' minLength']);
  });

  test('also in a circle', () => {
    const tree = { type: 'object', properties: { kid: { ...to('Tree'), minProperties: 1 } } };
    const places = placesOf({ Tree: tree }, 'Tree');
    expect(places({ kid: { kid: {} } })).toEqual(['/kid/kid minProperties']);
  });

  test('unevaluatedProperties sees through it', () => {
    const places = placesOf({ A: { properties: { x: true } }, B: { ...to('A'), unevaluatedProperties: false } }, 'B');
    expect([places({ x: 1 }), places({ z: 1 })]).toEqual([[], [' unevaluatedProperties']]);
  });
});

describe('3.0: what stands beside a reference is ignored', () => {
  const schemas = {
    Address: { type: 'object', required: ['street'], properties: { street: { type: 'string' } } },
    Person: { properties: { address: { ...to('Address'), nullable: true, required: ['zip'] } } },
    Parts: { properties: { address: { ...to('Whole'), nullable: true } } },
    Whole: { allOf: [to('Address')] },
  };

  test('but for nullable', () => {
    const places = placesOf(schemas, 'Person', '3.0.3');
    expect(places({ address: { street: 'a' } })).toEqual([]);
    expect(places({ address: {} })).toEqual(['/address required']);
    expect(places({ address: null })).toEqual([]);
  });

  test('also where the target has no type', () => {
    const places = placesOf(schemas, 'Parts', '3.0.3');
    expect([places({ address: null }), places({ address: { street: 'a' } })]).toEqual([[], []]);
    expect(places({ address: 5 })).not.toEqual([]);
  });
});

test.each(['3.0.3', '3.1.0'])('%s: what two schemas share holds for both of them', (openapi) => {
  const schemas = {
    Pay: {
      type: 'object',
      properties: {
        max: { description: 'most', ...to('Amount') },
        one: { description: 'each', ...to('Amount') },
        kind: to('Kind'),
        other: { ...to('Kind'), description: 'another' },
      },
    },
    Amount: { type: 'object', required: ['value'], properties: { value: { enum: [1, 2] } } },
    Kind: { type: 'string', enum: ['a'] },
  };
  const places = placesOf(schemas, 'Pay', openapi);
  expect(places({ max: { value: 1 }, one: { value: 2 }, kind: 'a', other: 'a' })).toEqual([]);
  expect(places({ max: {}, one: { value: 3 }, kind: 'b', other: 'b' })).toEqual([
    '/max required',
    '/one/value enum',
    '/kind enum',
    '/other enum',
  ]);
});

test('two parameters may share one schema', () => {
  const parameters = ['a', 'b'].map((name) => ({ name, in: 'query', schema: { ...to('Kind'), description: name } }));
  const document = documentOf({ Kind: { type: 'string', enum: ['x'] } }, { parameters });
  const query = (values: Record<string, unknown>): readonly string[] =>
    requestPlaces(createValidator(document), document, { query: values });
  expect([query({ a: 'x', b: 'x' }), query({ a: 'y', b: 'y' })]).toEqual([[], ['/query/a enum', '/query/b enum']]);
});

test('a parameter is coerced also where rules stand beside what types it', () => {
  const schema = { allOf: [to('Count'), { minimum: 5 }] };
  const parameters = [{ name: 'n', in: 'query', schema }];
  const document = documentOf({ Count: { oneOf: [to('Whole')] }, Whole: { type: 'integer' } }, { parameters });
  const query = (n: string): readonly string[] => requestPlaces(createValidator(document), document, { query: { n } });
  expect([query('7'), query('3'), query('x')]).toEqual([[], ['/query/n minimum'], ['/query/n type']]);
});

describe('the alternatives of a choice are told apart behind references', () => {
  const animal = (kind: string, own: object): object => ({
    type: 'object',
    required: ['kind', ...Object.keys(own)],
    properties: { kind: { type: 'string', enum: [kind] }, ...own },
  });
  const schemas = {
    Pet: { oneOf: [to('Cat'), to('Dog')] },
    Cat: animal('cat', { lives: { type: 'integer' }, friends: { type: 'array', items: to('Pet') } }),
    Dog: animal('dog', { bark: to('Bark') }),
    Bark: { type: 'string', 'x-source': ['L7'] },
  };

  test.each([
    [{ kind: 'dog' }, [' required']],
    [{ kind: 'dog', bark: 5 }, ['/bark type']],
    [{ kind: 'cow' }, ['/kind enum']],
    [{ kind: 'cat', lives: 7, friends: [{ kind: 'dog', bark: 1 }] }, ['/friends/0/bark type']],
    [
      { kind: 'cat', lives: 'x', friends: [{ kind: 'cat', lives: 1, friends: [{ kind: 'cow' }] }] },
      ['/friends/0/friends/0/kind enum', '/lives type'],
    ],
    [{ kind: 'cat', lives: 7, friends: [{ kind: 'dog', bark: 'wow' }] }, []],
  ])('%j', (value, expected) => {
    expect(placesOf(schemas, 'Pet')(value)).toEqual(expected);
  });

  test('with the statements of what they refer to', () => {
    const validator = createValidator(documentOf(schemas));
    const [missing] = validator.value(to('Pet'), { kind: 'dog' }, 'request');
    expect(missing).toMatchObject({ message: 'must have the member bark', statements: ['L7'] });
  });

  test('what is wrong beside a choice is told beside it', () => {
    const choice = { properties: { name: to('Bark') }, ...schemas.Pet };
    expect(placesOf({ ...schemas, Choice: choice }, 'Choice')({ name: 5, kind: 'dog' })).toEqual([
      ' required',
      '/name type',
    ]);
  });
});

describe('a required member that is read only is demanded of replies alone', () => {
  const readOnly = { type: 'string', readOnly: true };
  const schemas = {
    ReadOnly: readOnly,
    Id: { properties: { id: to('ReadOnly'), name: { type: 'string' } } },
    Demands: { required: ['id', 'name'] },
    Alternatives: {
      anyOf: ['a', 'b'].map((name) => ({
        type: 'object',
        required: ['id', name],
        properties: { id: readOnly, [name]: { type: 'string' } },
      })),
    },
    One: { oneOf: [{ required: ['id', 'name'], properties: { id: readOnly, name: true } }, { type: 'string' }] },
    Parts: { allOf: [to('Id'), { type: 'object', required: ['id', 'name'] }] },
    PartsElsewhere: { allOf: [to('Demands'), to('Id')] },
    Beside: { ...to('Demands'), properties: { id: readOnly } },
  };

  test.each([
    ['Alternatives', { a: '1' }, { a: 1 }],
    ['One', { name: 'a' }, {}],
    ['Parts', { name: 'a' }, {}],
    ['PartsElsewhere', { name: 'a' }, {}],
    ['Beside', { name: 'a' }, {}],
    ['Demands', { id: 1, name: 'a' }, { name: 'a' }], // nothing here says that it is read only
  ])('%s', (name, good, bad) => {
    const validator = createValidator(documentOf(schemas));
    expect(validator.value(to(name), good, 'request')).toEqual([]);
    expect(validator.value(to(name), bad, 'request')).not.toEqual([]);
    if (name !== 'Demands') expect(validator.value(to(name), good, 'reply')).not.toEqual([]);
  });
});

test('a required member that is write only is demanded of requests alone', () => {
  const password = { properties: { password: { writeOnly: true } }, required: ['password', 'name'] };
  const validator = createValidator(documentOf({ User: { anyOf: [password] } }));
  expect(validator.value(to('User'), { name: 'a' }, 'reply')).toEqual([]);
  expect(validator.value(to('User'), { name: 'a' }, 'request')).not.toEqual([]);
});

describe('names that every object has', () => {
  const words = ['constructor', 'toString', '__proto__', 'hasOwnProperty'];

  test.each(words)('%s is a member like any other', (word) => {
    const schemas = JSON.parse(
      `{"${word}": {"type": "object", "required": ["${word}"], "properties": {"${word}": {"type": "integer"}}}}`,
    ) as Schemas;
    const places = placesOf(schemas, word);
    const value = (text: string): unknown => JSON.parse(`{${text}}`);
    expect(places(value(''))).toEqual([' required']);
    expect(places(value(`"${word}": "a"`))).toEqual([`/${word} type`]);
    expect(places(value(`"${word}": 1`))).toEqual([]);
  });
});

test('the schemas of a document may contain themselves as they are', () => {
  const node: Record<string, unknown> = { type: 'object', required: ['id'] };
  node['properties'] = { id: { type: 'integer' }, next: node };
  const validator = createValidator(documentOf({}));
  const value = { id: 1, next: { id: 2, next: { id: 'x' } } };
  expect(validator.value(node, value, 'request').map(({ pointer }) => pointer)).toEqual(['/next/next/id']);
});

test('a large value is looked at no longer than it is large, however many choices it holds', () => {
  const schemas = { Any: { anyOf: [{ type: 'string' }, { type: 'array', items: to('Any') }, to('Map')] }, Map: map() };
  let value: unknown = 5;
  for (let depth = 0; depth < 12; depth += 1) value = [value, { more: value }];
  expect(placesOf(schemas, 'Any')(value)).not.toEqual([]);
});

function map(): Schema {
  return { type: 'object', additionalProperties: to('Any') };
}

interface Given {
  readonly query: Record<string, unknown>;
}

function requestPlaces(validator: Validator, document: Document, { query }: Given): readonly string[] {
  const [operation] = readOperations(document);
  if (operation === undefined) throw new Error('the document has no operation');
  const values = { path: {}, query, header: {}, cookie: {} };
  return validator.request(operation, values).map(({ pointer, rule }) => `${pointer} ${rule}`);
}
