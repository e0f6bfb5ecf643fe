import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { fromSwagger2, isSwagger2, type FromSwagger2 } from '../../src/description/from-swagger2.js';
import { follow } from '../../src/description/json-pointer.js';

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

describe('forms', () => {
  const form = (fields: string, consumes: string): string =>
    `paths: { /a: { post: { consumes: ${consumes}, parameters: ${fields}, responses: {} } } }`;
  const body = '/paths/~1a/post/requestBody';

  test('a form has every type of a form that the operation consumes, with all that its fields say', async () => {
    const { at } = await convert(
      form(
        '[{ in: formData, name: a, type: integer, minimum: 2, required: true }, { in: formData, name: b, type: string, enum: [x] }]',
        '[multipart/form-data, application/x-www-form-urlencoded]',
      ),
    );
    const schema = {
      type: 'object',
      properties: { a: { type: 'integer', minimum: 2 }, b: { type: 'string', enum: ['x'] } },
      required: ['a'],
    };
    expect(at(body)).toEqual({
      content: { 'application/x-www-form-urlencoded': { schema }, 'multipart/form-data': { schema } },
      required: true,
    });
  });

  test('files are sent in parts', async () => {
    const { at } = await convert(form('[{ in: formData, name: f, type: file }]', '[application/json]'));
    const properties = { f: { type: 'string', format: 'binary' } };
    expect(at(body)).toMatchObject({ content: { 'multipart/form-data': { schema: { properties } } } });
  });

  test('lists have the form that they had; what 3.0 cannot say is told', async () => {
    const list = (name: string, format: string): string =>
      `{ in: formData, name: ${name}, type: array, items: { type: string }${format} }`;
    const lists = [
      list('a', ''),
      list('b', ', collectionFormat: pipes'),
      list('c', ', collectionFormat: multi'),
      list('d', ', collectionFormat: tsv'),
    ];
    const { at, losses } = await convert(form(`[${lists.join(', ')}]`, '[application/x-www-form-urlencoded]'));
    expect(at(`${body}/content/application~1x-www-form-urlencoded/encoding`)).toEqual({
      a: { style: 'form', explode: false },
      b: { style: 'pipeDelimited', explode: false },
    });
    expect(losses).toEqual([
      { pointer: '/paths/~1a/post', message: 'the list "d" of a form is read as repeated fields, not as tsv' },
    ]);
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

describe('schemas', () => {
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

interface Read extends FromSwagger2 {
  at(pointer: string): unknown;
}

async function convert(text: string, address?: URL): Promise<Read> {
  const swagger = { swagger: '2.0', info: { title: 't', version: '1' }, ...(parse(text) as object) };
  const converted = await fromSwagger2(swagger, address);
  return { ...converted, at: (pointer) => follow(converted.document, `#${pointer}`) };
}
