import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createMock } from '../../src/index.js';
import { hasCurl, runShell } from '../support/curl.js';

interface Called {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
}

/** What a POSIX shell makes of a `curl` command. */
function readCommand(command: string): Called {
  const words = runShell(`curl() { printf '%s\\0' "$@"; }; ${command}`).split('\0').slice(0, -1);
  const valuesOf = (flag: string): string[] => words.filter((_, index) => words[index - 1] === flag);
  const flags = ['-X', '-H', '-d'];
  const [url = ''] = words.filter((word, index) => !word.startsWith('-') && !flags.includes(words[index - 1] ?? ''));
  const headers = valuesOf('-H').map((line) => {
    const [, name = '', value = ''] = /^([^:]+): (.*)$/s.exec(line) ?? [];
    return [name, value] as const;
  });
  const [body] = valuesOf('-d');
  return { url, method: valuesOf('-X')[0] ?? 'GET', headers, ...(body !== undefined && { body }) };
}

const string = { type: 'string' };
const responses = { '200': { description: 'fine' }, '401': { description: 'who?' }, '422': { description: 'what?' } };

const operations: Readonly<Record<string, object>> = {
  'no parameters': {},
  'required parameters everywhere, with odd examples': {
    parameters: [
      { name: 'id', in: 'path', required: true, schema: string, example: "a/b c'd" },
      {
        name: 'q',
        in: 'query',
        required: true,
        schema: { const: "it's $HOME & `more`" },
        example: "it's $HOME & `more`",
      },
      { name: 'X-Note', in: 'header', required: true, schema: { const: 'a "b" \\ c' }, example: 'a "b" \\ c' },
      { name: 'theme', in: 'cookie', required: true, schema: { enum: ['dark'] }, example: 'dark' },
    ],
  },
  'examples of every kind': {
    parameters: [
      {
        name: 'a',
        in: 'query',
        required: true,
        schema: { type: 'integer', minimum: 7 },
        examples: { one: { value: 8 } },
      },
      { name: 'b', in: 'query', required: true, schema: { type: 'integer', minimum: 7, examples: [9] } },
      { name: 'c', in: 'query', required: true, schema: { enum: ['x'], default: 'x' } },
      { name: 'd', in: 'query', required: true, schema: { type: 'integer' } },
    ],
  },
  'a body with an apostrophe': {
    requestBody: {
      required: true,
      content: { 'application/json; charset=utf-8': { schema: { type: 'object' }, example: { name: "O'Neil\n$x" } } },
    },
  },
  'a key in the header': { security: [{ header: [] }] },
  'a key in the query': { security: [{ query: [] }] },
  'a key in a cookie': { security: [{ cookie: [] }] },
  'a bearer token': { security: [{ bearer: [] }] },
  'OAuth 2': { security: [{ oauth: [] }] },
};

const securitySchemes = {
  header: { type: 'apiKey', in: 'header', name: 'X-Key' },
  query: { type: 'apiKey', in: 'query', name: 'key' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'key' },
  bearer: { type: 'http', scheme: 'bearer' },
  oauth: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://example.com/token', scopes: {} } } },
};

test.skipIf(!hasCurl).each(Object.entries(operations))(
  'the sample of an operation with %s works as it stands (needs curl)',
  async (_, operation) => {
    const folder = await mkdtemp(join(tmpdir(), 'signoff-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = JSON.stringify(operation).includes('"path"') ? '/pets/{id}' : '/pets';
    const document = {
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: { [path]: { post: { ...operation, responses } } },
      components: { securitySchemes },
    };
    await writeFile(join(folder, 'api.json'), JSON.stringify(document));
    await using mock = await createMock({ apis: [join(folder, 'api.json')] });

    const [sample = '', ...others] = await mock.samples();
    expect(others).toEqual([]);
    const { url, method, headers, body } = readCommand(sample);
    const response = await fetch(url, {
      method,
      headers: headers.map(([name, value]) => [name, value] as [string, string]),
      ...(body !== undefined && { body }),
    });
    expect({ status: response.status, reason: response.headers.get('Signoff-Reason') }).toEqual({
      status: 200,
      reason: null,
    });
  },
);
