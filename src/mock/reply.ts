import { STATUS_CODES } from 'node:http';
import type { AnswerBody } from '../description/answers.js';
import type { MakeUp } from '../description/make-up.js';
import { isJson } from '../description/media-type.js';
import type { ErrorCode } from '../errors.js';
import type { ChosenAnswer } from './choose-answer.js';
import type { Reply } from './incoming.js';

export interface ReplyOptions {
  readonly makeUp: MakeUp;
  /** Whether the body is made up from the schema even where an example is documented. @default false */
  readonly dynamic?: boolean | undefined;
  /** A number from 0 up to 1, to make bodies up from. */
  readonly random: () => number;
  /** The body's value, in place of the documented one. @default the documented one */
  readonly value?: unknown;
}

/** Makes a documented answer into a reply. */
export async function replyWith({ answer, status }: ChosenAnswer, options: ReplyOptions): Promise<Reply> {
  const content = await contentOf(answer.body, options);
  const isBodiless = content === undefined || status === 204 || status === 304;
  if (isBodiless) return { status, headers: answer.headers };
  const { mediaType, text } = content;
  // An empty text is no body, so there is nothing to give a media type to.
  const type = text === '' ? {} : { 'Content-Type': withCharset(mediaType) };
  return { status, headers: { ...type, ...answer.headers }, body: text };
}

/** An answer of the mock itself, where the API documents none (RFC 9457). */
export function problem(status: number, code: ErrorCode, detail: string): Reply {
  const title = STATUS_CODES[status] ?? 'Error';
  const body = JSON.stringify({ type: 'about:blank', title, status, detail, code });
  return { status, headers: { 'Content-Type': 'application/problem+json' }, body };
}

async function contentOf(
  body: AnswerBody,
  { makeUp, dynamic = false, random, value: given }: ReplyOptions,
): Promise<{ mediaType: string; text: string } | undefined> {
  if (body.kind === 'empty') return undefined;
  const mediaType = concrete(body.mediaType);
  const isMadeUp = body.kind === 'schema' || dynamic;
  // Always the same value for a schema without an example, another one each time for `dynamic`.
  const seed = dynamic ? Math.floor(random() * 2 ** 31) : 1;
  const value = given ?? (isMadeUp ? await makeUp(body.schema, seed) : body.value);
  return { mediaType, text: typeof value === 'string' && !isJson(mediaType) ? value : JSON.stringify(value) };
}

// A documented range has to become one type on the wire.
function concrete(mediaType: string): string {
  if (!mediaType.includes('*')) return mediaType;
  const examples: Readonly<Record<string, string>> = {
    text: 'text/plain',
    image: 'image/png',
    audio: 'audio/mpeg',
    video: 'video/mp4',
  };
  return examples[mediaType.split('/', 1)[0] ?? ''] ?? 'application/json';
}

function withCharset(mediaType: string): string {
  const isText = isJson(mediaType) || mediaType.startsWith('text/');
  return isText && !mediaType.includes('charset') ? `${mediaType}; charset=utf-8` : mediaType;
}
