import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMock, errorCodes, type Mock } from '../../src/index.js';

// A description that documents nothing but its successes.
const document = {
  openapi: '3.0.3',
  info: { title: 'Silent', version: '1' },
  paths: {
    '/pets': {
      get: { security: [{ basic: [] }], responses: { '200': { description: 'fine' } } },
      post: {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { type: 'object', required: ['name'] } } },
        },
        responses: { '200': { description: 'fine' } },
      },
    },
    '/pets/{id}': {
      delete: {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: { '204': { description: 'gone' } },
      },
    },
    '/tags': {
      put: {
        requestBody: { content: { 'application/json': { schema: { required: ['name', 'tag'] } } } },
        responses: { '200': { description: 'fine' } },
      },
    },
    '/nothing': { get: { responses: { default: { description: 'anything', 'x-when': { demand: true } } } } },
  },
  components: { securitySchemes: { basic: { type: 'http', scheme: 'basic' } } },
};

let folder: string;
let mock: Mock<string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signoff-'));
  await writeFile(join(folder, 'silent.json'), JSON.stringify(document));
  mock = await createMock({ apis: [join(folder, 'silent.json')] });
});

afterAll(async () => {
  await mock.close();
  await rm(folder, { recursive: true });
});

const jsonType = { 'Content-Type': 'application/json' };

test.each([
  ['a missing credential', 401, 'REQUEST_REFUSED', 'GET', '/pets', {}],
  ['a wrong media type', 415, 'REQUEST_REFUSED', 'POST', '/pets', { body: 'x', headers: { 'Content-Type': 'a/b' } }],
  ['malformed JSON', 422, 'REQUEST_REFUSED', 'POST', '/pets', { body: '{', headers: jsonType }],
  ['a body that breaks its schema', 422, 'REQUEST_REFUSED', 'POST', '/pets', { body: '{}', headers: jsonType }],
  ['a missing body', 422, 'REQUEST_REFUSED', 'POST', '/pets', { headers: jsonType }],
  ['a parameter that breaks its schema', 422, 'REQUEST_REFUSED', 'DELETE', '/pets/x', {}],
  ['an unknown path', 404, 'PATH_NOT_FOUND', 'GET', '/cats', {}],
  ['a malformed percent-encoding in the path', 404, 'PATH_NOT_FOUND', 'DELETE', '/pets/%zz', {}],
  ['a wrong method', 405, 'METHOD_NOT_ALLOWED', 'PUT', '/pets', {}],
  ['a wrong method at a template', 405, 'METHOD_NOT_ALLOWED', 'GET', '/pets/1', {}],
  ['a bare OPTIONS', 405, 'METHOD_NOT_ALLOWED', 'OPTIONS', '/pets', {}],
  ['a description without a success', 501, 'REQUEST_REFUSED', 'GET', '/nothing', {}],
])('%s gets %i problem+json with %s (RFC 9457) and a reason', async (_, status, code, method, path, init) => {
  const response = await fetch(mock.url + path, { method, ...init });
  expect(response.status).toBe(status);
  expect(response.headers.get('Content-Type')).toBe('application/problem+json');
  expect(await response.json()).toMatchObject({
    type: 'about:blank',
    status,
    code,
    title: expect.any(String) as string,
  });
  expect(errorCodes).toContain(code);
  expect(JSON.parse(response.headers.get('Signoff-Reason') ?? '')).toMatchObject({
    message: expect.any(String) as string,
  });
});

test('a 401 of our own names the scheme that is asked for (RFC 9110 section 15.5.2)', async () => {
  const response = await fetch(`${mock.url}/pets`);
  expect(response.status).toBe(401);
  expect(response.headers.get('WWW-Authenticate')).toMatch(/^Basic\b/i);
});

test.each([
  ['/pets', ['GET', 'HEAD', 'POST']],
  ['/pets/1', ['DELETE']],
])('a 405 at %s lists the methods %j in Allow (RFC 9110 section 15.5.6)', async (path, methods) => {
  const response = await fetch(mock.url + path, { method: 'PATCH' });
  expect(response.headers.get('Allow')?.split(', ').sort()).toEqual(methods);
});

test('a 404 lists the operations that there are', async () => {
  const { detail } = (await (await fetch(`${mock.url}/cats`)).json()) as { detail: string };
  for (const operation of ['GET /pets', 'POST /pets', 'DELETE /pets/{id}', 'GET /nothing']) {
    expect(detail).toContain(operation);
  }
});

test('each request is told its own reason, also when another was refused for nearly the same', async () => {
  const reasonOf = async (method: string, path: string, body?: string): Promise<unknown> => {
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(mock.url + path, { method, headers, ...(body !== undefined && { body }) });
    return JSON.parse(response.headers.get('Signoff-Reason') ?? '');
  };
  for (let round = 0; round < 2; round += 1) {
    expect(await reasonOf('DELETE', '/pets/a')).toMatchObject({ rule: 'type', pointer: '/path/id' });
    expect(await reasonOf('POST', '/pets', '{')).toMatchObject({ rule: 'json', pointer: '/body' });
    expect(await reasonOf('POST', '/pets', '[]')).toMatchObject({ rule: 'type', pointer: '/body' });
    for (const [body, lacking] of [
      ['{"name":1}', 'tag'],
      ['{"tag":1}', 'name'],
    ] as const) {
      const message = `must have the member ${lacking}`;
      expect(await reasonOf('PUT', '/tags', body)).toMatchObject({ rule: 'required', pointer: '/body', message });
    }
  }
});
