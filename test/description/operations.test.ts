import { describe, expect, test } from 'vitest';
import type {
  Document,
  OperationObject,
  ParameterObject,
  PathItem,
  SecurityScheme,
} from '../../src/description/document.js';
import { documentedExample, operationIdOf, readOperations, type Operation } from '../../src/description/operations.js';
import { plainSchemas } from './plain-schemas.js';

const ok: OperationObject = { responses: { '200': { description: 'ok' } } };

describe('the operations of a document', () => {
  test('are its methods at its paths, in its order of paths', () => {
    const operations = readOperations(
      documentOf({
        '/b': { get: { ...ok, operationId: 'b' } },
        '/a': { post: { ...ok, operationId: 'a' }, trace: ok },
      }),
    );
    expect(operations.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /b', 'POST /a', 'TRACE /a']);
    expect(operations.map(({ id }) => id).slice(0, 2)).toEqual(['b', 'a']);
  });

  test('are none where a document has no paths, as OpenAPI 3.1 allows', () => {
    expect(readOperations({ openapi: '3.1.0', info: { title: 'Test', version: '1' } })).toEqual([]);
  });

  test('carry their statements, their body and their answers', () => {
    const requestBody = { required: true, content: { 'application/json': { schema: { type: 'object' } } } };
    const operation = onlyOperation({ '/a': { post: { ...ok, requestBody, 'x-source': ['F01', 'F02'] } } });
    expect(operation.statements).toEqual(['F01', 'F02']);
    expect(operation.requestBody).toEqual(requestBody);
    expect(operation.answers.map(({ statusKey }) => statusKey)).toEqual(['200']);
  });

  test('have no body where none is documented', () => {
    expect(onlyOperation({ '/a': { post: ok } })).not.toHaveProperty('requestBody');
  });
});

describe('an operation without operationId', () => {
  test.each([
    ['get', '/pets/{id}', 'getPetsId'],
    ['post', '/user/logout', 'postUserLogout'],
    ['get', '/', 'get'],
    ['put', '/v1.0/a_b-c', 'putV10ABC'],
  ])('%s %s is called after its method and path: %s', (method, path, id) => {
    expect(operationIdOf(method, path)).toBe(id);
  });

  test('has that id', () => {
    expect(onlyOperation({ '/pets/{id}': { get: ok } }).id).toBe('getPetsId');
  });
});

describe('parameters', () => {
  const id: ParameterObject = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  const limit: ParameterObject = { name: 'limit', in: 'query', schema: { type: 'integer' } };

  test('of the path belong to each of its operations', () => {
    const operations = readOperations(
      documentOf({ '/{id}': { parameters: [id], get: { ...ok, parameters: [limit] }, put: ok } }),
    );
    expect(operations.map(({ parameters }) => parameters)).toEqual([[id, limit], [id]]);
  });

  test('of the operation override those of the path with the same name and place', () => {
    const own: ParameterObject = { ...limit, required: true };
    const elsewhere: ParameterObject = { name: 'limit', in: 'header', schema: { type: 'integer' } };
    const item: PathItem = { parameters: [limit, elsewhere], get: { ...ok, parameters: [own] } };
    expect(onlyOperation({ '/a': item }).parameters).toEqual([elsewhere, own]);
  });
});

describe('security', () => {
  const bearer: SecurityScheme = { type: 'http', scheme: 'bearer', 'x-source': ['F08'] };
  const apiKey: SecurityScheme = { type: 'apiKey', in: 'header', name: 'X-Key' };
  const components = { securitySchemes: { bearer, apiKey } };

  test('of the document holds for operations that have none of their own', () => {
    const document = { ...documentOf({ '/a': { get: ok } }), components, security: [{ bearer: [] }] };
    expect(readOperations(document)[0]?.security).toEqual([[{ name: 'bearer', scheme: bearer, statements: ['F08'] }]]);
  });

  test('of an operation replaces that of the document, also by none at all', () => {
    const item: PathItem = { get: { ...ok, security: [{ apiKey: [] }] }, put: { ...ok, security: [] } };
    const document = { ...documentOf({ '/a': item }), components, security: [{ bearer: [] }] };
    const [get, put] = readOperations(document);
    expect(get?.security.map((schemes) => schemes.map(({ name }) => name))).toEqual([['apiKey']]);
    expect(put?.security).toEqual([]);
  });

  test('is a list of alternatives, each to be satisfied whole; an empty one asks for nothing', () => {
    const security = [{ bearer: [], apiKey: [] }, { apiKey: [] }, {}];
    const document = { ...documentOf({ '/a': { get: { ...ok, security } } }), components };
    const names = readOperations(document)[0]?.security.map((schemes) => schemes.map(({ name }) => name));
    expect(names).toEqual([['bearer', 'apiKey'], ['apiKey'], []]);
  });

  test('that names a scheme nobody declared does not leave the operation open', () => {
    const document = { ...documentOf({ '/a': { get: { ...ok, security: [{ bearr: [] }] } } }), components };
    expect(() => readOperations(document)).toThrow(expect.objectContaining({ code: 'DESCRIPTION_INVALID' }));
  });
});

describe('the documented example of a place', () => {
  test.each([
    {
      what: 'its first named example',
      place: { examples: { one: { value: 1 }, two: { value: 2 } }, schema: { example: 3 } },
      value: 1,
    },
    { what: 'its example', place: { example: 'a', schema: { example: 'b' } }, value: 'a' },
    { what: "its schema's example", place: { schema: { example: 'b', examples: ['c'], default: 'd' } }, value: 'b' },
    { what: "its schema's first example", place: { schema: { examples: ['c', 'cc'], default: 'd' } }, value: 'c' },
    { what: "its schema's default", place: { schema: { default: 'd' } }, value: 'd' },
    { what: 'nothing', place: { schema: { type: 'string' } }, value: undefined },
    { what: 'nothing, for a schema that allows anything', place: { schema: true }, value: undefined },
  ])('is $what', ({ place, value }) => {
    expect(documentedExample(place, plainSchemas)).toEqual(value);
  });

  test.each([0, false, null, ''])('may be %j, wherever it stands', (value) => {
    expect(documentedExample({ examples: { one: { value } }, example: 1, schema: { example: 2 } }, plainSchemas)).toBe(
      value,
    );
    expect(documentedExample({ example: value, schema: { example: 2 } }, plainSchemas)).toBe(value);
    expect(documentedExample({ schema: { example: value, examples: [2], default: 3 } }, plainSchemas)).toBe(value);
    expect(documentedExample({ schema: { examples: [value], default: 3 } }, plainSchemas)).toBe(value);
  });
});

function documentOf(paths: Readonly<Record<string, PathItem>>): Document {
  return { openapi: '3.1.0', info: { title: 'Test', version: '1' }, paths };
}

function onlyOperation(paths: Readonly<Record<string, PathItem>>): Operation {
  const [operation, ...others] = readOperations(documentOf(paths));
  if (operation === undefined || others.length > 0) throw new Error('the document has not exactly one operation');
  return operation;
}
