import { describe, expect, test } from 'vitest';
import { createValidator, type RequestValues } from '../../src/conformance/validator.js';
import type { Document, OperationObject, ParameterObject, Schema } from '../../src/description/document.js';
import { readOperations, type Operation } from '../../src/description/operations.js';

const integer = { type: 'integer' };

describe('the body of a request', () => {
  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;v=1',
    'Application/JSON',
    'application/merge-patch+json',
    'application/vnd.pets+json; charset=utf-8',
    'application/*',
    '*/*',
  ])('is validated under the key %s', (key) => {
    const validate = bodyValidator({ content: { [key]: { schema: integer } } });
    expect(validate(5)).toEqual([]);
    expect(validate('five')).toEqual(['/body type']);
  });

  test('is validated by what is said of JSON, whatever is said of other types', () => {
    const content = { 'text/plain': { schema: { maxLength: 0 } }, 'application/json': { schema: integer } };
    expect(bodyValidator({ content })('five')).toEqual(['/body type']);
  });

  test.each([
    ['application/vnd.pets+json', 'application/json'],
    ['application/json', 'application/vnd.pets+json'],
  ])('that is JSON is validated by what is said of JSON, where %s stands before %s', (first, second) => {
    const schemas = { 'application/json': integer, 'application/vnd.pets+json': { type: 'string' } } as Record<
      string,
      Schema
    >;
    const content = { [first]: { schema: schemas[first] ?? false }, [second]: { schema: schemas[second] ?? false } };
    expect(bodyValidator({ content })(5)).toEqual([]);
    expect(bodyValidator({ content })('five')).toEqual(['/body type']);
  });

  test('may be anything where no schema is given', () => {
    expect(bodyValidator({ content: { 'application/json': {} } })({ any: ['thing'] })).toEqual([]);
  });

  test.each([null, 0, false, '', []])('is validated where it is %j, too', (body) => {
    expect(bodyValidator({ content: { 'application/json': { schema: { type: 'object' } } } })(body)).toEqual([
      '/body type',
    ]);
  });

  test('is never coerced, nor changed', () => {
    const schema = { type: 'object', properties: { n: integer, s: { type: 'string' }, d: { default: 5 } } };
    const validate = bodyValidator({ content: { 'application/json': { schema } } });
    expect(validate({ n: '1', s: 1 })).toEqual(['/body/n type', '/body/s type']);
    const body = { other: true };
    validate(body);
    expect(body).toEqual({ other: true });
  });

  test('may be absent: whether it is required was settled when it was read', () => {
    const operation = { requestBody: { required: true, content: { 'application/json': { schema: integer } } } };
    expect(requestValidator(operation)({})).toEqual([]);
  });
});

describe('the parameters of a request', () => {
  test.each<{ schema: Schema; text: string; value: unknown }>([
    { schema: integer, text: '12', value: 12 },
    { schema: integer, text: '-3', value: -3 },
    { schema: { type: 'number' }, text: '1.5', value: 1.5 },
    { schema: { type: 'boolean' }, text: 'true', value: true },
    { schema: { type: 'boolean' }, text: 'false', value: false },
    { schema: { type: 'string' }, text: '12', value: '12' },
    { schema: { type: 'string', enum: ['1', '2'] }, text: '2', value: '2' },
    { schema: { type: 'integer', enum: [1, 2] }, text: '2', value: 2 },
  ])('the text $text is read as $value', ({ schema, text, value }) => {
    const query = { n: text };
    expect(requestValidator({ parameters: [{ name: 'n', in: 'query', schema }] })({ query })).toEqual([]);
    expect(query).toEqual({ n: value });
  });

  test.each<{ schema: Schema; text: string; rule: string }>([
    { schema: integer, text: 'twelve', rule: 'type' },
    { schema: integer, text: '', rule: 'type' },
    { schema: integer, text: '1.5', rule: 'type' },
    { schema: { type: 'number' }, text: '1,5', rule: 'type' },
    { schema: { type: 'boolean' }, text: 'yes', rule: 'type' },
    { schema: { type: 'boolean' }, text: '1', rule: 'type' },
    { schema: { type: 'integer', maximum: 5 }, text: '6', rule: 'maximum' },
  ])('the text "$text" is no $schema', ({ schema, text, rule }) => {
    const validate = requestValidator({ parameters: [{ name: 'n', in: 'query', schema }] });
    expect(validate({ query: { n: text } })).toEqual([`/query/n ${rule}`]);
  });

  test('the items of a list are read one by one', () => {
    const query = { n: ['1', '2'] };
    const validate = requestValidator({
      parameters: [{ name: 'n', in: 'query', schema: { type: 'array', items: integer } }],
    });
    expect(validate({ query })).toEqual([]);
    expect(query).toEqual({ n: [1, 2] });
    expect(validate({ query: { n: ['1', 'x', '3', 'y'] } })).toEqual(['/query/n/1 type', '/query/n/3 type']);
  });

  test('a single value that came as a list is refused', () => {
    const validate = requestValidator({ parameters: [{ name: 'n', in: 'query', schema: { type: 'string' } }] });
    expect(validate({ query: { n: ['a', 'b'] } })).toEqual(['/query/n type']);
  });

  test.each<ParameterObject['in']>(['query', 'header', 'path', 'cookie'])('of the %s have their own place', (place) => {
    const name = place === 'header' ? 'X-Count' : 'count';
    const key = name.toLowerCase();
    const validate = requestValidator({ parameters: [{ name, in: place, required: true, schema: integer }] });
    expect(validate({ [place]: { [key]: '5' } })).toEqual([]);
    expect(validate({ [place]: { [key]: 'five' } })).toEqual([`/${place}/${key} type`]);
    expect(validate({})).toEqual([`/${place} required`]);
  });

  test('may be described by a media type', () => {
    const content = { 'application/json': { schema: { type: 'object', required: ['a'] } } };
    const validate = requestValidator({ parameters: [{ name: 'filter', in: 'query', content }] });
    expect(validate({ query: { filter: { a: 1 } } })).toEqual([]);
    expect(validate({ query: { filter: {} } })).toEqual(['/query/filter required']);
  });

  test.each(['Authorization', 'Content-Type', 'Accept'])(
    'a header parameter %s is ignored, as OpenAPI says',
    (name) => {
      const validate = requestValidator({ parameters: [{ name, in: 'header', required: true, schema: integer }] });
      expect(validate({})).toEqual([]);
      expect(validate({ header: { [name.toLowerCase()]: 'text' } })).toEqual([]);
    },
  );

  test('are read from text where the body beside them is not', () => {
    const query = { n: '5' };
    const requestBody = { content: { 'application/json': { schema: integer } } };
    const validate = requestValidator({ parameters: [{ name: 'n', in: 'query', schema: integer }], requestBody });
    expect(validate({ query, body: '5' })).toEqual(['/body type']);
    expect(query).toEqual({ n: 5 });
  });

  test('and the body are reported together', () => {
    const operation = {
      parameters: [{ name: 'n', in: 'query' as const, schema: integer }],
      requestBody: { content: { 'application/json': { schema: integer } } },
    };
    expect(requestValidator(operation)({ query: { n: 'x' }, body: 'y' }).sort()).toEqual([
      '/body type',
      '/query/n type',
    ]);
  });
});

type Operating = Omit<OperationObject, 'responses'>;
type Values = Partial<RequestValues>;

function requestValidator(operation: Operating): (values: Values) => string[] {
  const document: Document = {
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    paths: { '/a': { post: { operationId: 'a', ...operation, responses: { '200': { description: 'ok' } } } } },
  };
  const validator = createValidator(document);
  const only = onlyOperation(document);
  return (values) =>
    validator
      .request(only, { path: {}, query: {}, header: {}, cookie: {}, ...values })
      .map(({ pointer, rule }) => `${pointer} ${rule}`);
}

function bodyValidator(requestBody: NonNullable<OperationObject['requestBody']>): (body: unknown) => string[] {
  const validate = requestValidator({ requestBody });
  return (body) => validate({ body });
}

function onlyOperation(document: Document): Operation {
  const [operation] = readOperations(document);
  if (operation === undefined) throw new Error('the document has no operation');
  return operation;
}
