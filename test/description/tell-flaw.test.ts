import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { readDocument } from '../../src/description/read-document.js';
import { refusalOf } from '../support/refusal.js';

// Of all that the schema of OpenAPI complains about, what somebody can act on.

let file = '';
beforeAll(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'tell-flaw-')), 'pets.json');
});
afterAll(() => rm(join(file, '..'), { recursive: true }));

const ok = "responses: { '200': { description: ok } }";
const get = (parameter: string): string => `paths: { /a: { get: { parameters: [${parameter}], ${ok} } } }`;
const scheme = (text: string): string => `{ paths: {}, components: { securitySchemes: { S: ${text} } } }`;

test.each([
  [
    '3.0.3',
    'paths: {}\ncomponents: { parameters: { P: { name: p, in: query, schema: { type: intger } } } }',
    '/components/parameters/P/schema/type "intger" is no type',
  ],
  [
    '3.0.3',
    get('{ name: p, in: qery, schema: {} }'),
    '/paths/~1a/get/parameters/0/in must be one of path, query, header, cookie',
  ],
  [
    '3.1.0',
    get('{ name: p, in: qery, schema: {} }'),
    '/paths/~1a/get/parameters/0/in must be one of query, header, path, cookie',
  ],
  [
    '3.2.0',
    get('{ name: p, in: qery, schema: {} }'),
    '/paths/~1a/get/parameters/0/in must be one of query, querystring, header, path, cookie',
  ],
  [
    '3.0.3',
    get('{ name: p, in: path, schema: {} }'),
    "/paths/~1a/get/parameters/0 must have required property 'required'",
  ],
  ['3.0.3', get('{ name: p, in: query }'), "/paths/~1a/get/parameters/0 must have required property 'schema'"],
  [
    '3.0.3',
    "paths: { /a: { get: { responses: { '200': {} } } } }",
    "/paths/~1a/get/responses/200 must have required property 'description'",
  ],
  ['3.0.3', `paths: { /a: { get: { foo: 1, ${ok} } } }`, '/paths/~1a/get/foo is no member that OpenAPI knows here'],
  ['3.1.0', `paths: { /a: { get: { foo: 1, ${ok} } } }`, '/paths/~1a/get/foo is no member that OpenAPI knows here'],
  ['3.2.0', `paths: { /a: { query: { foo: 1, ${ok} } } }`, '/paths/~1a/query/foo is no member that OpenAPI knows here'],
  [
    '3.0.3',
    scheme('{ type: apikey, name: k, in: header }'),
    '/components/securitySchemes/S/type must be one of apiKey, http, oauth2, openIdConnect',
  ],
])('%s: %s', async (openapi, rest, sentence) => {
  const whole = { openapi, info: { title: 't', version: '1' }, ...(parse(rest) as object) };
  await writeFile(file, JSON.stringify(whole));
  const refusal = await refusalOf(readDocument(file, true));
  expect(refusal.code).toBe('DESCRIPTION_INVALID');
  expect(refusal.message.replaceAll(/\S+pets\.json:1:\d+: /g, '').split('\n')).toContain(sentence);
});

test('two equal operationIds are told with both lines', async () => {
  const lines = [
    'openapi: 3.1.0',
    "info: { title: t, version: '1' }",
    'paths:',
    '  /a:',
    '    get:',
    '      operationId: list',
    `      ${ok}`,
    '  /b:',
    '    get:',
    '      operationId: list',
    `      ${ok}`,
  ];
  await writeFile(file, lines.join('\n'));
  const refusal = await refusalOf(readDocument(file, true));
  expect(refusal.message).toMatch(
    /pets\.json:10:7: the operationId "list" is that of another operation, at \S*pets\.json:6:7; it is called list2 here\.$/,
  );
});
