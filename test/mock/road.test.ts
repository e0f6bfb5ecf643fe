import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMock, type LogLine, type Mock } from '../../src/index.js';

const lines: LogLine[] = [];
let folder: string;
let mock: Mock<string>;

/** An operation whose answer is its own name. */
function named(name: string, further: object = {}): object {
  return { responses: { '200': { description: 'd', content: { 'text/plain': { example: name } } } }, ...further };
}

const id = (type: string, ...others: readonly string[]): object => ({
  parameters: ['id', ...others].map((name) => ({ name, in: 'path', required: true, schema: { type } })),
});

beforeAll(async () => {
  const paths = {
    '/pets/{id}/{part}': { get: named('part', id('string', 'part')) },
    '/pets': { get: named('list'), post: named('add') },
    '/pets/mine': { get: named('mine') },
    '/pets/{id}': { get: named('one', id('string')), delete: named('remove', id('string')) },
    '/pets/{id}/photos.json': { get: named('photos', id('integer')) },
    '/a+b/(c)': { get: named('odd') },
    '/__proto__': { get: named('proto') },
  };
  const guarded = {
    '/guarded/{id}': {
      post: {
        security: [{ bearer: [] }],
        ...id('integer'),
        responses: { '200': { description: 'd' }, '401': { description: 'd' }, '422': { description: 'd' } },
      },
    },
  };
  const components = { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } };
  const common = { openapi: '3.1.0', info: { title: 'T', version: '1' }, components };
  folder = await mkdtemp(join(tmpdir(), 'signoff-'));
  await writeFile(join(folder, 'pets.json'), JSON.stringify({ ...common, paths }));
  await writeFile(join(folder, 'guarded.json'), JSON.stringify({ ...common, paths: guarded }));
  mock = await createMock({
    apis: [join(folder, 'pets.json'), join(folder, 'guarded.json')],
    onRequest: (line) => lines.push(line),
  });
});

afterAll(async () => {
  await mock.close();
  await rm(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Sends a request whose target fetch would rewrite. */
async function send(requestLine: string): Promise<Answer> {
  const { hostname, port } = new URL(mock.url);
  const socket = connect(Number(port), hostname);
  socket.write(`${requestLine} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  return { status: Number(head.split(' ', 2)[1]), body };
}

describe('a request is matched', () => {
  test.each([
    ['GET /pets', 'list'],
    ['POST /pets', 'add'],
    ['GET /pets/', 'list'],
    ['GET //pets', 'list'],
    ['GET /pets?id=1', 'list'],
    ['GET /pets?', 'list'],
    ['GET /pets/mine', 'mine'],
    ['GET /pets/1', 'one'],
    ['GET /pets/a%2Fb', 'one'],
    ['GET /pets/%E4%BD%A0', 'one'],
    ['GET /pets/__proto__', 'one'],
    ['GET /pets/constructor', 'one'],
    ['DELETE /pets/1', 'remove'],
    ['GET /pets/1/photos.json', 'photos'],
    ['GET /pets/1/photosXjson', 'part'],
    ['GET /a+b/(c)', 'odd'],
    ['GET /__proto__', 'proto'],
  ])('%s → %s', async (requestLine, name) => {
    expect(await send(requestLine)).toEqual({ status: 200, body: name });
  });

  test.each([
    ['GET http://example.com/pets', 'list'],
    ['GET http://user:password@example.com:8080/pets/mine?a=b', 'mine'],
    ['GET HTTPS://example.com/pets/1', 'one'],
  ])('%s → %s: the absolute form is accepted (RFC 9112 section 3.2.2)', async (requestLine, name) => {
    expect(await send(requestLine)).toEqual({ status: 200, body: name });
    expect(lines.at(-1)?.path).toBe(new URL(requestLine.slice('GET '.length)).pathname);
  });

  test.each([
    'GET /pet',
    'GET /Pets',
    'GET /pets/1/2/3',
    'GET /aab/c',
    'GET /constructor',
    'GET /pets/%',
    'GET /pets/%zz',
    'GET /pets/%ff',
    'GET /pets/%E4%BD',
    'OPTIONS *',
    'POST http://example.com/cats',
  ])('%s leads nowhere: 404 problem+json', async (requestLine) => {
    const { status, body } = await send(requestLine);
    expect({ status, problem: JSON.parse(body) as unknown }).toMatchObject({ status: 404, problem: { status: 404 } });
  });
});

describe('the first stage that has an answer ends the road', () => {
  const authorized = { Authorization: 'Bearer mock-token' };

  test.each([
    ['match before demand', '/cats', { Prefer: 'code=401' }, 404],
    ['demand before authenticate', '/guarded/x', { Prefer: 'code=200' }, 200],
    ['authenticate before validate', '/guarded/x', {}, 401],
    ['validate before success', '/guarded/x', authorized, 422],
    ['success at last', '/guarded/1', authorized, 200],
  ])('%s', async (_, path, headers, status) => {
    expect((await fetch(mock.url + path, { method: 'POST', headers })).status).toBe(status);
  });
});
