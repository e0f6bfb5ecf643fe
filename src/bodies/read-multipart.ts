import { MaxPartsExceededError, MultipartParseError, parseMultipart } from '@remix-run/multipart-parser';
import { mediaTypeParameter } from '../description/media-type.js';

/** A part of a multipart body. */
export interface Part {
  /** By `Content-Disposition`. */
  readonly name: string;
  /** Of a file only. */
  readonly filename: string | undefined;
  /** As it was written; absent where the part does not say. */
  readonly contentType: string | undefined;
  readonly bytes: Uint8Array;
}

/**
 * The parts of a `multipart/form-data` body (RFC 7578), in order, or why there are none, to follow `must `.
 * @param contentType of the whole, with its boundary.
 */
export function readMultipart(
  bytes: Uint8Array,
  contentType: string,
): readonly Part[] | { readonly flaw: string; readonly pointer: string } {
  const boundary = mediaTypeParameter(contentType, 'boundary');
  if (boundary === undefined || boundary === '') return { flaw: noBoundary, pointer: '/header/content-type' };
  const pointer = '/body';
  try {
    const parts = [...parseMultipart(fromFirstBoundary(bytes, boundary), { boundary, ...limits })];
    const nameless = parts.findIndex(({ name }) => name === undefined);
    if (nameless !== -1) return { pointer, flaw: `name each of its parts, part ${String(nameless + 1)} has no name` };
    return parts.map(({ name = '', filename, headers, bytes: content }) => ({
      name: unescapeName(name),
      filename,
      contentType: headers['content-type'],
      bytes: content,
    }));
  } catch (error) {
    if (error instanceof MaxPartsExceededError) return { pointer, flaw: `have ${String(mostParts)} parts at most` };
    // A header of a part that is no UTF-8 throws a TypeError.
    if (!(error instanceof MultipartParseError) && !(error instanceof TypeError)) throw error;
    return {
      pointer,
      flaw: `be well-formed multipart/form-data: parts between lines of --${boundary}, the last --${boundary}--`,
    };
  }
}

const noBoundary = 'name the boundary of its parts: multipart/form-data; boundary=…';

// What a body may hold was settled when it was read.
const mostParts = 10_000;
const limits = { maxFileSize: Infinity, maxTotalSize: Infinity, maxParts: mostParts };

// RFC 2046 section 5.1.1 allows a preamble, the parser none.
function fromFirstBoundary(bytes: Uint8Array, boundary: string): Uint8Array {
  const start = `--${boundary}`;
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, 64 * 1024));
  const index = text.startsWith(start) ? 0 : text.indexOf(`\r\n${start}`) + 2;
  return index > 1 ? bytes.subarray(index) : bytes;
}

// HTML Living Standard, "multipart/form-data encoding algorithm": these three are escaped in names, and nothing else.
function unescapeName(name: string): string {
  return name.replace(/%(?:22|0D|0A)/gi, decodeURIComponent);
}
