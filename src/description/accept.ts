import { essence, isInRange, mediaTypeParameter } from './media-type.js';

/** A media type or range of an `Accept` header. */
interface Accepted {
  readonly range: string;
  /** From 0, which refuses it, to 1. */
  readonly quality: number;
}

/**
 * How much a client likes a media type, from 0 to 1: the quality of the most specific range of its `Accept` header that
 * the type lies in (RFC 9110 section 12.5.1). A header that names no media type is none.
 */
export function qualityOf(mediaType: string, accept: string): number {
  const ranges = readAccept(accept);
  if (ranges.length === 0) return 1;
  const fitting = ranges.filter(({ range }) => isInRange(mediaType, range) && hasParameters(mediaType, range));
  const most = Math.max(...fitting.map(({ range }) => specificity(range)));
  return fitting.find(({ range }) => specificity(range) === most)?.quality ?? 0;
}

/** The media types that an `Accept` header names, ranges left out. */
export function acceptedTypes(accept: string): readonly string[] {
  return readAccept(accept).flatMap(({ range, quality }) =>
    range.includes('*') || quality === 0 ? [] : [essence(range)],
  );
}

function readAccept(accept: string): readonly Accepted[] {
  const parts = accept.match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/g) ?? [];
  const ranges = parts.map((part) => part.trim()).filter((part) => /^[^\s/;]+\/[^\s/;]+\s*(?:;|$)/.test(part));
  return ranges.map((range) => ({ range, quality: Number(mediaTypeParameter(range, 'q') ?? 1) || 0 }));
}

// A parameter tells types apart only where it is documented; what charset JSON has nobody needs to say.
function hasParameters(mediaType: string, range: string): boolean {
  const names = [...mediaType.matchAll(/;\s*([^=;\s]+)=/g)].map(([, name = '']) => name.toLowerCase());
  return names
    .filter((name) => name !== 'charset' && name !== 'q')
    .every((name) => [undefined, mediaTypeParameter(mediaType, name)].includes(mediaTypeParameter(range, name)));
}

function specificity(range: string): number {
  const [type, subtype = ''] = essence(range).split('/');
  if (type === '*') return 0;
  if (subtype.includes('*')) return 1;
  return range.replace(/;\s*q=[^;]*/i, '').includes(';') ? 3 : 2;
}
