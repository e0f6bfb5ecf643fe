/** A media type without its parameters, in lower case: `application/json; charset=utf-8` → `application/json`. */
export function essence(mediaType: string): string {
  const end = mediaType.indexOf(';');
  return (end === -1 ? mediaType : mediaType.slice(0, end)).trim().toLowerCase();
}

/**
 * Whether a media type is JSON: `application/json`, a `+json` suffix (RFC 6839), or a name that JSON had before it was
 * registered.
 */
export function isJson(mediaType: string): boolean {
  return /^(?:application\/json|(?:text|application)\/x-json|text\/json|[^/]+\/[^/]+\+json)$/.test(essence(mediaType));
}

/** Whether a media type is XML: `application/xml`, `text/xml` or a `+xml` suffix (RFC 7303). */
export function isXml(mediaType: string): boolean {
  return /^(?:(?:application|text)\/xml|[^/]+\/[^/]+\+xml)$/.test(essence(mediaType));
}

/** Whether a media type is a document of JSON on each line. */
export function isJsonLines(mediaType: string): boolean {
  return /^(?:application|text)\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines)$/.test(essence(mediaType));
}

/** A parameter of a media type: `boundary` of `multipart/form-data; boundary="a b"` → `a b` (RFC 9110 section 5.6.6). */
export function mediaTypeParameter(mediaType: string, name: string): string | undefined {
  for (const [, key, quoted, token] of mediaType.matchAll(/;\s*([^=;\s]+)=(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/g)) {
    if (key?.toLowerCase() === name) return quoted?.replace(/\\(.)/g, '$1') ?? token;
  }
  return undefined;
}

/** The type that a range such as `image/*` stands for where nobody says which; any other type is itself. */
export function concreteMediaType(range: string): string {
  if (!range.includes('*')) return range;
  const [type = ''] = range.split('/', 1);
  return Object.hasOwn(usualTypes, type) ? (usualTypes[type] ?? range) : 'application/json';
}

const usualTypes: Readonly<Record<string, string>> = {
  text: 'text/plain',
  image: 'image/png',
  audio: 'audio/mpeg',
  video: 'video/mp4',
};

/** Whether a media type lies in a range such as `application/*` or `application/*+json`, parameters ignored. */
export function isInRange(mediaType: string, range: string): boolean {
  const [type, subtype = ''] = essence(range).split('/');
  const [actualType, actualSubtype = ''] = essence(mediaType).split('/');
  const isOfType = type === '*' || type === actualType;
  if (subtype.startsWith('*+')) return isOfType && actualSubtype.endsWith(subtype.slice(1));
  return isOfType && (subtype === '*' || subtype === actualSubtype);
}

/**
 * What a `content` says of a media type: as it is written, without its parameters, then by the narrowest range
 * (OpenAPI 3.1 section 4.8.14: the most specific key applies).
 */
export function findMedia<T>(content: Readonly<Record<string, T>>, mediaType: string): T | undefined {
  if (Object.hasOwn(content, mediaType)) return content[mediaType];
  const fitting = Object.keys(content).filter((range) => isInRange(mediaType, range));
  const [narrowest] = fitting.sort((one, other) => breadth(one) - breadth(other));
  return narrowest === undefined ? undefined : content[narrowest];
}

function breadth(range: string): number {
  const [type, subtype = ''] = essence(range).split('/');
  return type === '*' ? 3 : subtype === '*' ? 2 : subtype.startsWith('*+') ? 1 : 0;
}
