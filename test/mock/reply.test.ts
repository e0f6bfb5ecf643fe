import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createValidator } from '../../src/conformance/validator.js';
import { loadDescription } from '../../src/description/load.js';
import { createMock } from '../../src/index.js';

const json = 'application/json';
const jsonInUtf8 = 'application/json; charset=utf-8';

interface Served {
  readonly url: string;
  readonly file: string;
  readonly bugs: readonly unknown[];
}

/** Serves `GET /p`, unless another method is given, with these responses. */
async function serveResponses(responses: object, { method = 'get', components = {} } = {}): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-'));
  const file = join(folder, 'api.json');
  const info = { title: 'T', version: '1' };
  await writeFile(
    file,
    JSON.stringify({ openapi: '3.1.0', info, paths: { '/p': { [method]: { responses } } }, components }),
  );
  const bugs: unknown[] = [];
  const mock = await createMock({ apis: [file], onBug: (error) => bugs.push(error) });
  onTestFinished(async () => {
    await mock.close();
    await rm(folder, { recursive: true });
  });
  return { url: `${mock.url}/p`, file, bugs };
}

function ok(content: object, headers: object = {}): object {
  return { '200': { description: 'fine', headers, content } };
}

function header(name: string, example: string | number): object {
  return { [name]: { schema: {}, example } };
}

/** An answer as it came over the wire. */
async function rawAnswer(
  url: string,
  method = 'GET',
  lines: readonly string[] = [],
): Promise<{ head: string; body: string }> {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write([`${method} ${pathname} HTTP/1.1`, 'Host: x', 'Connection: close', ...lines, '', ''].join('\r\n'));
  const [head = '', body = ''] = (await text(socket)).split(/\r\n\r\n(.*)/s);
  return { head, body };
}

describe.each([0, false, null, '', [], {}])('the example %j is an example like any other', (value) => {
  test.each([
    ['at the media type', { [json]: { example: value } }],
    ['by name', { [json]: { examples: { one: { value } } } }],
    ['as example of the schema', { [json]: { schema: { example: value } } }],
    ['among the examples of the schema', { [json]: { schema: { examples: [value, 'another'] } } }],
    ['at the media type, before that of the schema', { [json]: { schema: { example: 'another' }, example: value } }],
  ])('%s', async (_, content) => {
    const { url } = await serveResponses(ok(content));
    const response = await fetch(url);
    expect(response.headers.get('Content-Type')).toBe(jsonInUtf8);
    expect(await response.text()).toBe(JSON.stringify(value));
  });
});

test.each([
  ['text goes out as it stands', 'text/plain', 'one\ntwo', 'text/plain; charset=utf-8', 'one\ntwo'],
  ['text in JSON is a JSON string', json, 'one', jsonInUtf8, '"one"'],
  ['so it is in a +json type', 'application/hal+json', 'one', 'application/hal+json; charset=utf-8', '"one"'],
  ['a documented charset stays', 'text/plain; charset=utf-16', 'one', 'text/plain; charset=utf-16', 'one'],
  ['text beyond ASCII is UTF-8', 'text/plain', '你已成功退出登录！', 'text/plain; charset=utf-8', '你已成功退出登录！'],
])('%s', async (_, mediaType, example, contentType, body) => {
  const { url } = await serveResponses(ok({ [mediaType]: { example } }));
  const response = await fetch(url);
  expect({ contentType: response.headers.get('Content-Type'), body: await response.text() }).toEqual({
    contentType,
    body,
  });
});

describe('of several media types', () => {
  const content = { [json]: { example: 1 }, 'text/plain': { example: 'one' } };

  test.each([
    [['Accept: text/plain'], 'one'],
    [['Accept: text/plain;q=0.5, application/json'], '1'],
    [['Accept: image/png'], '1'],
    [[], '1'],
    [['Accept: image/png', 'Accept: text/plain'], 'one'], // one list (RFC 9110 section 5.3)
  ])('%j gets %s', async (lines, body) => {
    const { url } = await serveResponses(ok(content));
    expect((await rawAnswer(url, 'GET', lines)).body).toBe(body);
  });
});

test.each(['text/*', 'application/*', '*/*'])('%s becomes one type of that range', async (range) => {
  const { url } = await serveResponses(ok({ [range]: { example: 'one' } }));
  const contentType = (await fetch(url)).headers.get('Content-Type') ?? '';
  expect(contentType).toMatch(range === '*/*' ? /^\w+\/\w+/ : new RegExp(`^${range.slice(0, -1)}\\w+`));
});

describe('a body without an example', () => {
  const schema = {
    type: 'object',
    required: ['id', 'tags', 'kind'],
    properties: {
      id: { type: 'integer', minimum: 1 },
      kind: { const: 'pet' },
      name: { type: ['string', 'null'], minLength: 3 },
      tags: { type: 'array', minItems: 2, uniqueItems: true, items: { enum: ['a', 'b', 'c'] } },
      born: { type: 'string', format: 'date' },
    },
    additionalProperties: false,
  };

  test('is made up from the schema and keeps it, the same each time', async () => {
    const { url, file } = await serveResponses(ok({ [json]: { schema } }));
    const bodies = [await (await fetch(url)).json(), await (await fetch(url)).json()] as const;
    const { document, operations } = await loadDescription(file);
    const validator = createValidator(document);
    expect(operations.flatMap((operation) => validator.reply(operation, '200', bodies[0]))).toEqual([]);
    expect(bodies[1]).toEqual(bodies[0]);
  });

  test('is made up of a schema that contains itself', async () => {
    const Tree = { type: 'object', required: ['name'], properties: { name: { type: 'string' }, child: {} as object } };
    Tree.properties.child = { $ref: '#/components/schemas/Tree' };
    const content = { [json]: { schema: { $ref: '#/components/schemas/Tree' } } };
    const { url } = await serveResponses(ok(content), { components: { schemas: { Tree } } });
    expect(await (await fetch(url)).json()).toMatchObject({ name: expect.any(String) as string });
  });

  test('is made up where the example is kept elsewhere', async () => {
    const examples = { elsewhere: { externalValue: 'https://example.com/pet.json' } };
    const { url } = await serveResponses(ok({ [json]: { schema: { const: 'pet' }, examples } }));
    expect(await (await fetch(url)).text()).toBe('"pet"');
  });
});

describe('204, whatever content is documented with it,', () => {
  const gone = { '204': { description: 'gone', content: { [json]: { example: 1 } } } };

  test('has neither a body nor a media type', async () => {
    const { url } = await serveResponses(gone);
    const { head, body } = await rawAnswer(url);
    expect(head).toMatch(/^HTTP\/1\.1 204 /);
    expect(head).not.toMatch(/^content-type:/im);
    expect(body).toBe('');
  });

  test('has no Content-Length (RFC 9110 section 8.6)', async () => {
    const { url } = await serveResponses(gone);
    expect((await rawAnswer(url)).head).not.toMatch(/^content-length:/im);
  });
});

test('a response without content has no body', async () => {
  const { url } = await serveResponses({ '202': { description: 'later' } });
  const response = await fetch(url);
  expect({ status: response.status, body: await response.text() }).toEqual({ status: 202, body: '' });
  expect(response.headers.get('Content-Type')).toBe(null);
});

test('the answer to HEAD has the headers of its body, not the body', async () => {
  const { url } = await serveResponses(ok({ [json]: { example: 'one' } }), { method: 'head' });
  const { head, body } = await rawAnswer(url, 'HEAD');
  expect(head).toMatch(/^HTTP\/1\.1 200 /);
  expect(head).toMatch(/^content-type: application\/json; charset=utf-8$/im);
  expect(body).toBe('');
});

describe('documented headers', () => {
  test('are sent with their example values', async () => {
    const headers = {
      'X-Text': { schema: { type: 'string' }, example: 'a' },
      'X-Number': { schema: { type: 'integer', example: 0 } },
      'X-List': { schema: { examples: ['b'] } },
    };
    const { url } = await serveResponses(ok({ [json]: { example: 1 } }, headers));
    const response = await fetch(url);
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'x-text': 'a', 'x-number': '0', 'x-list': 'b' });
  });

  test('Content-Type among them is ignored, as OpenAPI says', async () => {
    const { url } = await serveResponses(ok({ [json]: { example: 1 } }, header('Content-Type', 'text/html')));
    expect((await fetch(url)).headers.get('Content-Type')).toBe(jsonInUtf8);
  });

  test.each([
    ['Content-Length', 999],
    ['content-length', 0],
    ['Transfer-Encoding', 'chunked'],
    ['Content-Encoding', 'gzip'],
  ])('%s among them does not break the message', async (name, example) => {
    const { url } = await serveResponses(ok({ [json]: { example: 'one' } }, header(name, example)));
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    expect(await response.text()).toBe('"one"');
  });

  test('a value that no header can carry still gets an answer, and is not our bug', async () => {
    const { url, bugs } = await serveResponses(ok({ [json]: { example: 'one' } }, header('X-Note', '备注')));
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    expect({ status: response.status, body: await response.text(), bugs }).toEqual({
      status: 200,
      body: '"one"',
      bugs: [],
    });
  });
});
