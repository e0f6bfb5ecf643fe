import type { MediaTypeObject } from '../description/document.js';
import { essence, isJson, isJsonLines, isXml, mediaTypeParameter } from '../description/media-type.js';
import type { Violation } from '../exchange.js';
import { parseJson } from '../json.js';
import { bytesAsText, decodeText } from './decode-text.js';
import { giveTypes, type Tools } from '../conformance/give-types.js';
import { readForm } from './read-form.js';
import { readMultipart } from './read-multipart.js';
import { readParts } from './read-parts.js';
import { readXmlBody } from './read-xml-body.js';

/** A body as a value that its schema can judge. */
export interface ReadBody {
  /** Absent where nothing can be said of it but that it is there. */
  readonly value?: unknown;
  /** What could not be read; pointers lead into the request. */
  readonly violations: readonly Violation[];
}

/** A body as it came. */
export interface SentBody {
  readonly bytes: Uint8Array;
  /** With its parameters. */
  readonly mediaType: string;
  /** What is documented of it. */
  readonly media: MediaTypeObject;
}

/**
 * Reads a body by its media type and what is documented of it: JSON, JSON lines, forms, multipart forms, XML, text
 * and bytes. Binary content becomes a text of one character for each byte, so that `maxLength` counts bytes.
 */
export function readBody(sent: SentBody, tools: Tools): ReadBody {
  return readerOf(essence(sent.mediaType))(sent, tools);
}

type Reader = (sent: SentBody, tools: Tools) => ReadBody;

function readerOf(mediaType: string): Reader {
  if (isJson(mediaType)) return readJson;
  if (isJsonLines(mediaType)) return readLines;
  if (mediaType === 'application/x-www-form-urlencoded') return readFormBody;
  if (mediaType === 'multipart/form-data') return readMultipartForm;
  if (mediaType.startsWith('multipart/')) return readOtherMultipart;
  if (isXml(mediaType)) return readXml;
  return mediaType.startsWith('text/') ? readText : readBytes;
}

/** Reads a body of JSON; whatever its schema says. */
export function readJson({ bytes }: Pick<SentBody, 'bytes'>): ReadBody {
  const text = decodeText(bytes, 'utf-8');
  if (text === undefined) return broken('/body', 'utf-8', 'must be UTF-8 (RFC 8259 section 8.1)');
  const value = parseJson(text);
  return value === undefined ? broken('/body', 'json', 'must be well-formed JSON') : whole(value);
}

function readLines({ bytes }: SentBody): ReadBody {
  const text = decodeText(bytes, 'utf-8');
  if (text === undefined) return broken('/body', 'utf-8', 'must be UTF-8');
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const values = lines.map(parseJson);
  const flawed = values.indexOf(undefined);
  return flawed === -1 ? whole(values) : broken(`/body/${String(flawed)}`, 'json', 'must be well-formed JSON');
}

// Percent-encoded bytes that are no UTF-8 become replacement characters (URL Standard section 5.1).
function readFormBody({ bytes, media }: SentBody, tools: Tools): ReadBody {
  return whole(readForm(new TextDecoder().decode(bytes), media, tools));
}

function readMultipartForm({ bytes, mediaType, media }: SentBody, tools: Tools): ReadBody {
  const parts = readMultipart(bytes, mediaType);
  if ('flaw' in parts) return broken(parts.pointer, 'multipart', `must ${parts.flaw}`);
  return readParts(parts, media, tools);
}

// Their parts have no names, and no schema says which is which.
function readOtherMultipart({ bytes, mediaType }: SentBody): ReadBody {
  const boundary = mediaTypeParameter(mediaType, 'boundary') ?? '';
  if (boundary === '') return broken('/header/content-type', 'multipart', 'must name the boundary of its parts');
  const hasParts = new TextDecoder('latin1').decode(bytes).includes(`--${boundary}`);
  return hasParts ? unread : broken('/body', 'multipart', `must have parts between lines of --${boundary}`);
}

function readXml({ bytes, mediaType, media }: SentBody, tools: Tools): ReadBody {
  const declared = /^[^>]*\sencoding=["']([\w.-]+)["']/.exec(
    new TextDecoder('latin1').decode(bytes.subarray(0, 200)),
  )?.[1];
  const charset = mediaTypeParameter(mediaType, 'charset') ?? declared ?? 'utf-8'; // RFC 7303 section 3
  const text = decodeText(bytes, charset);
  if (text === undefined) return broken('/body', 'charset', `must be text in ${charset}`);
  const read = readXmlBody(text, media.schema, tools);
  return 'flaw' in read ? broken('/body', 'xml', `must ${read.flaw}`) : whole(read.value);
}

function readText({ bytes, mediaType, media: { schema } }: SentBody, tools: Tools): ReadBody {
  const charset = mediaTypeParameter(mediaType, 'charset') ?? 'utf-8';
  const text = decodeText(bytes, charset);
  if (text === undefined) return broken('/body', 'charset', `must be text in ${charset}`);
  const types = tools.schemas.types(schema);
  // A table or a page whose schema is an object: nothing says how the one becomes the other.
  const isText = types.length === 0 || types.includes('string') || essence(mediaType) === 'text/plain';
  return isText ? whole(giveTypes(text, schema, tools)) : unread;
}

function readBytes({ bytes, media: { schema } }: SentBody, tools: Tools): ReadBody {
  const types = tools.schemas.types(schema);
  return types.length === 0 || types.includes('string') ? whole(bytesAsText(bytes)) : unread;
}

const unread: ReadBody = { violations: [] };

function whole(value: unknown): ReadBody {
  return { value, violations: [] };
}

function broken(pointer: string, rule: string, message: string): ReadBody {
  return { violations: [{ pointer, rule, message, statements: [] }] };
}
