import { describe, expect, test, vi } from 'vitest';
import { convertSwagger2 as convert } from '../support/convert-swagger2.js';

// What Swagger 2.0 says, in the words of OpenAPI 3.0.

describe('where the API is', () => {
  test('host, base path and schemes are servers', async () => {
    const { at } = await convert('{ host: api.example.com, basePath: /v1, schemes: [https, http], paths: {} }');
    expect(at('/servers')).toEqual([{ url: 'https://api.example.com/v1' }, { url: 'http://api.example.com/v1' }]);
  });

  test('a base path alone is a server, too', async () => {
    const { at } = await convert('{ basePath: /v1, paths: {} }');
    expect(at('/servers')).toEqual([{ url: '/v1' }]);
  });

  test('what is left out is that of the address that it was read from', async () => {
    const { at } = await convert('{ basePath: /v1, paths: {} }', new URL('http://docs.example.com:8080/swagger.json'));
    expect(at('/servers')).toEqual([{ url: 'http://docs.example.com:8080/v1' }]);
  });

  test('schemes of an operation are servers of that operation', async () => {
    const { at } = await convert(
      '{ host: a.example, schemes: [https], paths: { /a: { get: { schemes: [http], responses: {} } } } }',
    );
    expect(at('/paths/~1a/get/servers')).toEqual([{ url: 'http://a.example/' }]);
  });

  test('web sockets are said not to be served', async () => {
    const { losses } = await convert('{ host: a.example, schemes: [wss, https], paths: {} }');
    expect(losses).toEqual([{ pointer: '/schemes', message: 'only http and https are served' }]);
  });
});

describe('bodies', () => {
  test('a body has the types that the operation consumes, else those of the document, else JSON', async () => {
    const { at } = await convert(`
      consumes: [text/csv]
      paths:
        /own: { post: { consumes: [text/plain], parameters: [{ in: body, name: b, schema: {} }], responses: {} } }
        /all: { post: { parameters: [{ in: body, name: b, required: true, schema: {} }], responses: {} } }`);
    expect(at('/paths/~1own/post/requestBody/content')).toEqual({ 'text/plain': { schema: {} } });
    expect(at('/paths/~1all/post/requestBody')).toEqual({ content: { 'text/csv': { schema: {} } }, required: true });
    const plain = await convert(
      'paths: { /a: { post: { parameters: [{ in: body, name: b, schema: {} }], responses: {} } } }',
    );
    expect(plain.at('/paths/~1a/post/requestBody/content')).toEqual({ 'application/json': { schema: {} } });
  });

  test('an answer has the types that the operation produces, with the example of each', async () => {
    const { at } = await convert(`
      produces: [application/json]
      paths:
        /a:
          get:
            produces: [application/json, application/xml]
            responses:
              '200': { description: ok, schema: { type: string }, examples: { application/json: null } }
              '204': { description: none }`);
    expect(at('/paths/~1a/get/responses')).toEqual({
      '200': {
        description: 'ok',
        content: {
          'application/json': { schema: { type: 'string' }, examples: { response: { value: null } } },
          'application/xml': { schema: { type: 'string' } },
        },
      },
      '204': { description: 'none' },
    });
  });

  test('a body of the path is that of its operations, also of those without parameters of their own', async () => {
    const { at } = await convert(
      'paths: { /a: { parameters: [{ in: body, name: b, schema: { type: string } }], post: { responses: {} } } }',
    );
    expect(at('/paths/~1a/post/requestBody/content/application~1json/schema')).toEqual({ type: 'string' });
    expect(at('/paths/~1a/parameters')).toEqual([]);
  });

  test('shared bodies and answers have the types of whoever refers to them', async () => {
    const { at } = await convert(`
      consumes: [application/json]
      produces: [application/json]
      parameters: { B: { in: body, name: b, schema: { type: string } } }
      responses: { R: { description: ok, schema: { type: string } } }
      paths:
        /a:
          post:
            consumes: [text/plain]
            produces: [text/plain]
            parameters: [{ $ref: '#/parameters/B' }]
            responses: { '200': { $ref: '#/responses/R' } }`);
    expect(Object.keys(at('/paths/~1a/post/requestBody/content') ?? {})).toEqual(['text/plain']);
    expect(Object.keys(at('/paths/~1a/post/responses/200/content') ?? {})).toEqual(['text/plain']);
  });

  test('of equal bodies none stands for the other', async () => {
    const body = '{ parameters: [{ in: body, name: b, schema: { type: string } }], responses: {} }';
    const { at } = await convert(`paths: { /a: { post: ${body}, put: ${body} } }`);
    expect(at('/paths/~1a/post/requestBody')).toEqual(at('/paths/~1a/put/requestBody'));
    expect(at('/components/requestBodies')).toBeUndefined();
  });
});

describe('parameters', () => {
  test('lists have the style of their collection format', async () => {
    const list = (name: string, format: string): string =>
      `{ in: query, name: ${name}, type: array, items: { type: string }${format} }`;
    const formats = ['', ', collectionFormat: ssv', ', collectionFormat: pipes', ', collectionFormat: multi'];
    const parameters = formats.map((format, index) => list(`p${String(index)}`, format));
    const { at } = await convert(`paths: { /a: { get: { parameters: [${parameters.join(', ')}], responses: {} } } }`);
    const schema = { type: 'array', items: { type: 'string' } };
    expect(at('/paths/~1a/get/parameters')).toEqual([
      { in: 'query', name: 'p0', style: 'form', explode: false, schema },
      { in: 'query', name: 'p1', style: 'spaceDelimited', schema },
      { in: 'query', name: 'p2', style: 'pipeDelimited', schema },
      { in: 'query', name: 'p3', explode: true, schema },
    ]);
  });

  test('values separated by tabs are told', async () => {
    const { losses } = await convert(
      'paths: { /a: { get: { parameters: [{ in: query, name: p, type: array, items: { type: string }, collectionFormat: tsv }], responses: {} } } }',
    );
    expect(losses).toMatchObject([{ pointer: '/paths/~1a/get/parameters/0' }]);
    expect(losses[0]?.message).toContain('tsv');
  });

  test('headers of answers are headers of answers', async () => {
    const { at } = await convert(
      "paths: { /a: { get: { responses: { '200': { description: ok, headers: { x-count: { type: integer, minimum: 1 } } } } } } }",
    );
    expect(at('/paths/~1a/get/responses/200/headers')).toEqual({
      'x-count': { schema: { type: 'integer', minimum: 1 } },
    });
  });
});

describe('security', () => {
  test('schemes are those of 3.0', async () => {
    const { at } = await convert(`
      paths: {}
      securityDefinitions:
        basic: { type: basic }
        key: { type: apiKey, in: header, name: X-Key }
        app: { type: oauth2, flow: accessCode, authorizationUrl: 'https://a.example/a', tokenUrl: 'https://a.example/t', scopes: { r: read } }`);
    const flow = { authorizationUrl: 'https://a.example/a', tokenUrl: 'https://a.example/t', scopes: { r: 'read' } };
    expect(at('/components/securitySchemes')).toEqual({
      basic: { type: 'http', scheme: 'basic' },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      app: { type: 'oauth2', flows: { authorizationCode: flow } },
    });
  });
});

describe('extensions', () => {
  test('are carried over as they are, wherever they stand', async () => {
    const { at } = await convert(`
      x-root: { $ref: '#/no', a: null }
      paths:
        /a:
          get:
            x-source: [A1]
            responses: { '200': { description: ok, x-when: { demand: true }, headers: {} } }`);
    expect(at('/x-root')).toEqual({ $ref: '#/no', a: null });
    expect(at('/paths/~1a/get/x-source')).toEqual(['A1']);
    expect(at('/paths/~1a/get/responses/200/x-when')).toEqual({ demand: true });
  });
});

describe('places', () => {
  const paths = `
    parameters: { Shared: { in: query, name: s, type: string } }
    paths:
      /a:
        post:
          parameters:
            - { in: body, name: b, schema: { type: object, properties: { a: { type: string } } } }
            - { in: query, name: q, type: string }
            - $ref: '#/parameters/Shared'
          responses: { '200': { description: ok, schema: { type: array, items: {} }, headers: { H: { type: string } } } }
      /f: { post: { parameters: [{ in: formData, name: f, type: string }], responses: {} } }
    definitions: { 'A«b»': { type: object } }
    securityDefinitions: { basic: { type: basic } }`;
  const post = '/paths/~1a/post';

  test.each([
    [`${post}/requestBody/content/application~1json/schema/properties/a`, `${post}/parameters/0/schema/properties/a`],
    [`${post}/requestBody/content`, `${post}/parameters/0/content`],
    [`${post}/parameters/0/schema/type`, `${post}/parameters/1/type`],
    [`${post}/parameters/1/schema/type`, '/parameters/Shared/type'],
    [`${post}/responses/200/content/application~1json/schema/items`, `${post}/responses/200/schema/items`],
    [`${post}/responses/200/headers/H/schema/type`, `${post}/responses/200/headers/H/type`],
    [
      '/paths/~1f/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/f/type',
      '/paths/~1f/post/parameters/0/type',
    ],
    ['/components/schemas/A_b_/type', '/definitions/A«b»/type'],
    ['/components/securitySchemes/basic/type', '/securityDefinitions/basic/type'],
  ])('%s stands at %s', async (pointer, source) => {
    const { at, sourceOf } = await convert(paths);
    expect(at(pointer)).toBeDefined();
    expect(sourceOf(pointer)).toBe(source);
  });
});

test('a reference that leads nowhere is told, whatever it stands for', async () => {
  const { at, losses } = await convert(
    "paths: { /a: { get: { parameters: [{ $ref: '#/parameters/No' }], responses: { '200': { $ref: '#/responses/No' } } } } }",
  );
  expect(at('/paths/~1a/get/parameters')).toBeUndefined();
  expect(losses).toEqual([
    { pointer: '/paths/~1a/get/parameters/0', message: '#/parameters/No leads nowhere' },
    { pointer: '/paths/~1a/get/responses/200', message: '#/responses/No leads nowhere' },
  ]);
});

test.each([
  ['{ host: 5, paths: {} }', '/host must be a text'],
  ['{ produces: application/json, paths: {} }', '/produces must be a list'],
  ['paths: { /a: 5 }', '/paths/~1a must be an object'],
  ['paths: { /a: { parameters: {}, get: {} } }', '/paths/~1a/parameters must be a list'],
  ['paths: { /a: { get: { parameters: [null] } } }', '/paths/~1a/get/parameters/0 must be an object'],
  [
    "paths: { /a: { get: { responses: { '200': { headers: { H: { $ref: 5 } } } } } } }",
    '/paths/~1a/get/responses/200/headers/H/$ref must be a text',
  ],
  [
    '{ paths: {}, securityDefinitions: { o: { type: oauth2, authorizationUrl: [] } } }',
    '/securityDefinitions/o/authorizationUrl must be a text',
  ],
])('what has another shape than it should is left out and told: %s', async (text, told) => {
  const warned = vi.spyOn(console, 'warn');
  const { losses } = await convert(text);
  expect(losses.map(({ pointer, message }) => `${pointer} ${message}`)).toContain(told);
  expect(warned).not.toHaveBeenCalled();
});
