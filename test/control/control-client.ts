import { expect, type TestAPI } from 'vitest';
import { controlFile } from '../../src/bundled.js';
import { createValidator, type Validator } from '../../src/conformance/validator.js';
import type { Answer } from '../../src/description/answers.js';
import { loadDescription } from '../../src/description/load.js';
import { essence } from '../../src/description/media-type.js';
import type { Operation } from '../../src/description/operations.js';
import type { SchemaReader } from '../../src/description/schemas.js';
import type { Schema } from '../../src/description/document.js';
import type { Mock, MockOptions } from '../../src/index.js';
import { withMock, type MockFixtures } from '../../src/vitest.js';

/** What a call carries; its body is JSON unless it is text already. */
export interface ControlCall {
  /** @default default */
  readonly world?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface ControlReply {
  readonly status: number;
  readonly headers: Headers;
  /** The code of an error, else the status. */
  readonly answer: string;
  readonly body: unknown;
}

export interface ControlClient {
  readonly operations: readonly Operation[];
  /** Calls an operation, and expects a documented reply. */
  readonly call: (operationId: string, call?: ControlCall) => Promise<ControlReply>;
  /** Where an operation is, and what a request to it is like. */
  readonly request: (operationId: string, call?: ControlCall) => Request;
  /** Expects that a reply of an operation is documented: status, media type, every member of the body, and the code. */
  readonly read: (operationId: string, response: Response) => Promise<ControlReply>;
}

export interface ControlFixtures extends MockFixtures {
  /** A client of the file's mock. */
  readonly control: ControlClient;
  /** What the mock takes for bugs of its own; a test must not leave any. */
  readonly bugs: unknown[];
}

/** Vitest's `test` with a mock and a client of its control API for the file, and a world for each test. */
export function withControl(options: MockOptions = {}): TestAPI<ControlFixtures> {
  const bugs: unknown[] = [];
  return withMock({ ...options, onBug: (bug) => bugs.push(bug) }).extend<Omit<ControlFixtures, keyof MockFixtures>>({
    control: [async ({ mock }, use) => use(await controlClient(localUrl(mock))), { scope: 'file' }],
    bugs: [
      // eslint-disable-next-line no-empty-pattern -- the runner reads from the pattern which fixtures are wanted
      async ({}, use) => {
        await use(bugs);
        expect(bugs.splice(0)).toEqual([]);
      },
      { auto: true },
    ],
  });
}

/** Where this machine reaches a mock that listens on every address. */
export function localUrl({ url }: Pick<Mock, 'url'>): string {
  return url.replace('//0.0.0.0:', '//127.0.0.1:');
}

/** A client of the control API that takes nothing but documented replies. */
export async function controlClient(url: string): Promise<ControlClient> {
  const { document, operations } = await loadDescription(controlFile);
  const validator = createValidator(document);
  const find = (id: string): Operation => {
    const operation = operations.find((one) => one.id === id);
    if (operation === undefined) throw new Error(`control.yaml has no operation ${id}.`);
    return operation;
  };
  const client: ControlClient = {
    operations,
    request: (id, call) => toRequest(url, find(id), call),
    read: (id, response) => readReply(find(id), response, validator),
    call: async (id, call) => client.read(id, await fetch(client.request(id, call))),
  };
  return client;
}

/** A text of a reply's body, such as the token that was issued. */
export function textOf(reply: ControlReply, name: string): string {
  const value = (reply.body as Readonly<Record<string, unknown>>)[name];
  if (typeof value !== 'string') throw new Error(`The reply has no text ${name}.`);
  return value;
}

function toRequest(
  url: string,
  { method, path }: Operation,
  { world = 'default', query = {}, headers = {}, body }: ControlCall = {},
): Request {
  const target = `${url}${path.replace('{world}', encodeURIComponent(world))}?${new URLSearchParams(query).toString()}`;
  if (body === undefined) return new Request(target, { method, headers });
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Request(target, { method, headers: { 'Content-Type': 'application/json', ...headers }, body: text });
}

async function readReply(operation: Operation, response: Response, validator: Validator): Promise<ControlReply> {
  const { status, headers } = response;
  const answers = operation.answers.filter(({ statusKey }) => statusKey === String(status));
  const text = await response.text();
  expect(answers.length, `${operation.id} answers ${String(status)}, which is not documented: ${text}`).not.toBe(0);
  const mediaType = headers.get('content-type');
  const [answer] = answers.filter(({ body }) => mediaTypeOf(body) === (mediaType && essence(mediaType)));
  if (answer === undefined) throw new Error(`${operation.id} ${String(status)} comes as ${String(mediaType)}.`);
  if (answer.body.kind === 'empty' || operation.method === 'HEAD') {
    expect(text).toBe('');
    return { status, headers, answer: reasonOf(headers) ?? String(status), body: undefined };
  }
  const body = JSON.parse(text) as unknown;
  expect(validator.reply(operation, String(status), body, answer.body.mediaType)).toEqual([]);
  expect(undocumentedMembers(answer.body.schema, body, '', validator.schemas)).toEqual([]);
  if (status < 400) return { status, headers, answer: String(status), body };
  const { code } = body as { readonly code: string };
  expect(answers.map(({ name }) => name)).toContain(code);
  expect(body).toMatchObject({ status });
  return { status, headers, answer: code, body };
}

// Where no body can come, the header alone tells which error it is.
function reasonOf(headers: Headers): string | undefined {
  const reason = JSON.parse(headers.get('signoff-reason') ?? '{}') as {
    readonly answer?: string;
    readonly rule?: string;
  };
  return reason.answer ?? reason.rule;
}

function mediaTypeOf(body: Answer['body']): string | null {
  return body.kind === 'empty' ? null : body.mediaType;
}

// More members than documented are allowed to be there, but a description that leaves some out is not complete.
function undocumentedMembers(
  given: Schema | undefined,
  value: unknown,
  pointer: string,
  schemas: SchemaReader,
): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const schema = schemas.resolve(given);
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      undocumentedMembers(schema['items'] as Schema, item, `${pointer}/${String(index)}`, schemas),
    );
  }
  if ('additionalProperties' in schema) return [];
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  return Object.entries(value).flatMap(([name, member]) =>
    Object.hasOwn(properties, name)
      ? undocumentedMembers(properties[name], member, `${pointer}/${name}`, schemas)
      : [`${pointer}/${name}`],
  );
}
