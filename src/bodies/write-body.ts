import type { Schema } from '../description/document.js';
import { isItemSequence, writeItems } from '../description/item-sequence.js';
import { essence, isJson, isXml } from '../description/media-type.js';
import type { JsonType, SchemaReader } from '../description/schemas.js';
import { writeJson } from '../json.js';
import { sampleBytes } from './sample-bytes.js';
import { writeTable } from './write-table.js';
import { writeXmlBody } from './write-xml-body.js';

/** A body to be written: its value, or whatever its schema allows. */
export interface Writable {
  readonly mediaType: string;
  readonly schema: Schema;
}

/**
 * Writes a value as a media type. What no rule tells how to write becomes JSON, as the nearest to it.
 * @param value as JSON has it; a text under any other media type is that text.
 */
export function writeBody(value: unknown, body: Writable, schemas: SchemaReader): string | Uint8Array {
  return write(value, body, schemas) ?? asJson(value);
}

/** Whether a rule tells how to write a value as a media type; JSON and XML take any. */
export function canWrite(value: unknown, body: Writable, schemas: SchemaReader): boolean {
  return write(value, body, schemas) !== undefined;
}

/** Whether a rule tells how to write what a schema allows. */
export function canWriteSchema(body: Writable, schemas: SchemaReader): boolean {
  const types = schemas.types(body.schema);
  return types.length === 0 || types.some((type) => canWrite(likeliest[type], body, schemas));
}

const likeliest: Readonly<Record<JsonType, unknown>> = {
  null: null,
  boolean: true,
  integer: 1,
  number: 1,
  string: '',
  array: [{ name: 1 }],
  object: { name: { name: 1 } },
};

/** The body of a media type of bytes that has no example: a small file of this kind. */
export function madeUpBytes({ mediaType, schema }: Writable, schemas: SchemaReader): Uint8Array | undefined {
  return isBytes(mediaType) ? sampleBytes(mediaType, schema, schemas) : undefined;
}

type Write = (value: unknown, body: Writable, schemas: SchemaReader) => string | Uint8Array | undefined;

const write: Write = (value, body, schemas) => {
  const { mediaType, schema } = body;
  if (isJson(mediaType)) return asJson(value);
  if (isXml(mediaType)) return isXmlText(value) ? value : writeXmlBody(value, schema, schemas);
  if (isBytes(mediaType)) return typeof value === 'string' ? fromText(value, body, schemas) : undefined;
  if (typeof value === 'string') return value;
  if (isItemSequence(mediaType)) return writeItems(mediaType, itemsOf(value, mediaType));
  const [, own] = writers.find(([isOfKind]) => isOfKind(essence(mediaType))) ?? [];
  if (own !== undefined) return own(value);
  return typeof value === 'object' && value !== null ? undefined : asJson(value);
};

type Writer = readonly [isOfKind: (mediaType: string) => boolean, write: (value: unknown) => string | undefined];

const writers: readonly Writer[] = [
  [(type) => type === 'text/csv', writeTable],
  [(type) => type === 'text/plain', asJson],
  [(type) => type === 'application/x-www-form-urlencoded', writeForm],
  [(type) => /^(?:application|text)\/(?:.*\+)?(?:x-)?ya?ml$/.test(type), asJson], // YAML 1.2 section 1.3: JSON is YAML
];

function asJson(value: unknown): string {
  return writeJson(value);
}

// What does not say its data is the data of an event.
function itemsOf(value: unknown, mediaType: string): readonly unknown[] {
  const isEvent = (item: unknown): boolean => typeof item === 'object' && item !== null && 'data' in item;
  if (essence(mediaType) !== 'text/event-stream') return listOf(value);
  return listOf(value).map((item) => (isEvent(item) ? item : { data: asJson(item) }));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function writeForm(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const pairs = Object.entries(value).flatMap(([name, member]) =>
    listOf(member).map((item): [string, string] => [name, typeof item === 'string' ? item : asJson(item)]),
  );
  return new URLSearchParams(pairs).toString();
}

function isXmlText(value: unknown): value is string {
  return typeof value === 'string' && /^\s*</.test(value);
}

/** Whether a media type is of bytes that nobody reads as text. */
export function isBytes(mediaType: string): boolean {
  const type = essence(mediaType);
  return /^(?:image|audio|video|font)\//.test(type)
    ? !isXml(type)
    : /^application\/(?:octet-stream|pdf|zip|gzip)$/.test(type);
}

// A description can say bytes in base64 only. Whose schema says so itself means the text (OpenAPI 3.1 section 4.8.24.5).
function fromText(text: string, { mediaType, schema }: Writable, schemas: SchemaReader): string | Uint8Array {
  const { format, contentEncoding } = schemas.resolve(schema);
  if (contentEncoding !== undefined || format === 'byte' || format === 'base64') return text;
  const isBase64 = text.length >= 8 && /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text);
  if (isBase64) return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return essence(mediaType) === 'application/octet-stream' ? text : sampleBytes(mediaType, schema, schemas);
}
