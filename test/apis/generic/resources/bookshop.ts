import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createMock, type Mock, type MockOptions } from '../../../../src/index.js';

/** Writes a description to a file of its own. */
export async function writeDescription(name: string, content: object): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, `${name}.json`);
  await writeFile(file, JSON.stringify({ openapi: '3.1.0', info: { title: name, version: '1' }, ...content }));
  return file;
}

export interface Shop {
  readonly file: string;
  readonly mock: Mock<string>;
  /** Sends JSON. */
  readonly ask: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Told>;
}

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON; `undefined` where there is none. */
  readonly body: unknown;
}

/** Serves a description for one test. */
export async function serve(content: object, options: MockOptions<string> = {}): Promise<Shop> {
  const file = await writeDescription('shop', content);
  const bugs: unknown[] = [];
  const mock = await createMock<string>({ ...options, apis: [file], onBug: (error) => bugs.push(error) });
  onTestFinished(async () => {
    await mock.close();
    if (bugs.length > 0) throw bugs[0];
  });
  return {
    file,
    mock,
    async ask(method, path, body, headers = {}) {
      const json = body === undefined ? {} : { 'Content-Type': 'application/json' };
      const request = { method, headers: { ...json, ...headers } };
      const response = await fetch(mock.url + path, {
        ...request,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
      };
    },
  };
}

/** An answer with this body. */
export function json(schema: object, example?: unknown): object {
  return { description: 'it', content: { 'application/json': { schema, ...(example !== undefined && { example }) } } };
}

/** A body of a request. */
export function body(schema: object, type = 'application/json'): object {
  return { required: true, content: { [type]: { schema } } };
}

/** A parameter of a path. */
export function inPath(name: string, schema: object): object {
  return { name, in: 'path', required: true, schema };
}

export const gone: object = {
  description: 'there is none',
  content: { 'application/json': { example: { error: 'none' } } },
};

interface ObjectSchema {
  readonly type: string;
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, object>>;
}

interface Described {
  readonly operationId: string;
  readonly requestBody?: object;
  readonly responses: Record<string, object>;
}

type Paths = Readonly<{
  '/books': Readonly<Record<'get' | 'post', Described>>;
  '/books/{id}': Readonly<Record<'get' | 'put' | 'patch' | 'delete', Described>> & {
    readonly parameters: readonly object[];
  };
}>;

const text = { type: 'string' };
export const newBook: ObjectSchema = { type: 'object', required: ['title'], properties: { title: text, author: text } };
export const book: ObjectSchema = {
  type: 'object',
  required: ['id', 'title'],
  properties: { id: { type: 'integer', readOnly: true }, title: text, author: text },
};

/** What one can do with books, each operation plain. */
export const bookPaths: Paths = {
  '/books': {
    get: { operationId: 'list', responses: { '200': json({ type: 'array', items: book }) } },
    post: { operationId: 'create', requestBody: body(newBook), responses: { '201': json(book) } },
  },
  '/books/{id}': {
    parameters: [inPath('id', { type: 'integer' })],
    get: { operationId: 'read', responses: { '200': json(book, { id: 7, title: 'Dune' }), '404': gone } },
    put: { operationId: 'replace', requestBody: body(newBook), responses: { '200': json(book), '404': gone } },
    patch: {
      operationId: 'change',
      requestBody: body({ type: 'object', properties: newBook.properties }),
      responses: { '200': json(book), '404': gone },
    },
    delete: { operationId: 'remove', responses: { '204': { description: 'gone' }, '404': gone } },
  },
};
