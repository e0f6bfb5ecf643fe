import { madeUpBytes, writeBody } from '../bodies/write-body.js';
import type { Answer, AnswerBody } from '../description/answers.js';
import type { HeaderObject } from '../description/document.js';
import type { MakeUp } from '../samples/make-up.js';
import { concreteMediaType, isJson, isXml } from '../description/media-type.js';
import type { SchemaObject, SchemaReader } from '../description/schemas.js';
import { writeHeader } from '../description/write-header.js';
import type { ErrorCode } from '../errors.js';
import type { Awaitable } from '../awaitable.js';
import type { ChosenAnswer } from './choose-answer.js';
import type { Reply } from './incoming.js';
import { createMemoOf } from './memo.js';
import { statusTitles } from './status-titles.js';

export interface ReplyOptions {
  readonly makeUp: MakeUp;
  readonly schemas: SchemaReader;
  /** Whether the body is made up from the schema even where an example is documented. @default false */
  readonly dynamic?: boolean | undefined;
  /** A number from 0 up to 1, to make bodies up from. */
  readonly random: () => number;
  /** The body's value, in place of the documented one. @default the documented one */
  readonly value?: unknown;
  /** Values of the request that a made-up body may show again, by name. @default none */
  readonly given?: (() => ReadonlyMap<string, unknown>) | undefined;
}

/** Makes a documented answer into a reply. One that does not change is made once. */
export function replyWith(chosen: ChosenAnswer, options: ReplyOptions): Awaitable<Reply> {
  const changes = options.dynamic === true || options.value !== undefined || chosen.mediaType !== undefined;
  return changes || echoes(chosen.answer.body, options).size > 0
    ? makeReply(chosen, options)
    : (madeOf(chosen.answer).get(chosen.status) ?? makeOnce(chosen, options));
}

// What of the request the body shows again.
function echoes(body: AnswerBody, { given, schemas, dynamic = false }: ReplyOptions): ReadonlyMap<string, unknown> {
  if (given === undefined || body.kind === 'empty' || (body.kind === 'value' && !dynamic)) return nothing;
  const members = schemas.members(schemas.items(body.schema) ?? body.schema);
  return members.size === 0 ? nothing : new Map([...given()].filter(([name]) => members.has(name)));
}

const nothing: ReadonlyMap<string, unknown> = new Map();

// By status.
const madeOf = createMemoOf<Answer, Map<number, Reply>>(() => new Map());

async function makeOnce(chosen: ChosenAnswer, options: ReplyOptions): Promise<Reply> {
  const reply = await makeReply(chosen, options);
  madeOf(chosen.answer).set(chosen.status, reply);
  return reply;
}

async function makeReply({ answer, status, mediaType }: ChosenAnswer, options: ReplyOptions): Promise<Reply> {
  const headers = { ...(await madeUpHeaders(answer, options)), ...answer.headers };
  const { body: documented } = answer;
  const isBodiless = documented.kind === 'empty' || status === 204 || status === 304;
  if (isBodiless) return { status, headers };
  const type = mediaType ?? concreteMediaType(documented.mediaType);
  const body = await contentOf(documented, type, options);
  // An empty text is no body, so there is nothing to give a media type to.
  return { status, headers: { ...(body.length > 0 && { 'Content-Type': withCharset(type) }), ...headers }, body };
}

/** An answer of the mock itself, where the API documents none (RFC 9457). */
export function problem(status: number, code: ErrorCode, detail: string): Reply & { readonly body: string } {
  const title = statusTitles[status] ?? 'Error';
  const body = JSON.stringify({ type: 'about:blank', title, status, detail, code });
  return { status, headers: { 'Content-Type': 'application/problem+json' }, body };
}

// What is required is sent, with or without a documented example.
async function madeUpHeaders(
  { headers, documentedHeaders = {} }: Answer,
  options: ReplyOptions,
): Promise<Record<string, string>> {
  const lacking = Object.entries(documentedHeaders).filter(
    ([name, { required = false }]) => required && headers[name] === undefined,
  );
  const made = lacking.map(async ([name, header]) => {
    const text = writeHeader(name, header, await madeUpValue(name, header, options));
    return text === undefined ? {} : { [name]: text };
  });
  return Object.assign({}, ...(await Promise.all(made))) as Record<string, string>;
}

// Clients act on these, so a text that only the schema allows would mislead them.
const usual: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  etag: '"1"',
  location: '/',
  'retry-after': '1',
  'set-cookie': 'name=value',
  'www-authenticate': 'Bearer',
};

async function madeUpValue(
  name: string,
  { schema = true, content }: HeaderObject,
  { makeUp, schemas }: ReplyOptions,
): Promise<unknown> {
  if (content === undefined && isAnyText(schemas.resolve(schema))) return usual[name.toLowerCase()] ?? 'made-up';
  const [media] = Object.values(content ?? {});
  return makeUp(media?.schema ?? schema, { name, what: `the header ${name}` });
}

function isAnyText(schema: SchemaObject): boolean {
  const keywords = Object.entries(schema).filter(([key]) => key !== 'description' && !key.startsWith('x-'));
  return keywords.every(([key, value]) => key === 'type' && value === 'string');
}

async function contentOf(
  body: Exclude<AnswerBody, { kind: 'empty' }>,
  mediaType: string,
  options: ReplyOptions,
): Promise<string | Uint8Array> {
  const { makeUp, schemas, dynamic = false, random, value } = options;
  const writable = { mediaType, schema: body.schema };
  if (value !== undefined) return writeBody(value, writable, schemas);
  if (body.kind === 'value' && !dynamic) return writeBody(body.value, writable, schemas);
  const bytes = madeUpBytes(writable, schemas);
  if (bytes !== undefined) return bytes;
  // Always the same value for a schema without an example, another one each time for `dynamic`.
  const seed = dynamic ? Math.floor(random() * 2 ** 31) : undefined;
  const how = { seed, given: echoes(body, options), what: 'the body of the answer' };
  return writeBody(await makeUp(body.schema, how), writable, schemas);
}

function withCharset(mediaType: string): string {
  const isText = isJson(mediaType) || isXml(mediaType) || mediaType.startsWith('text/');
  return isText && !mediaType.includes('charset') ? `${mediaType}; charset=utf-8` : mediaType;
}
