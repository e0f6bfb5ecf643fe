/** A media type without its parameters, in lower case: `application/json; charset=utf-8` → `application/json`. */
export function essence(mediaType: string): string {
  const end = mediaType.indexOf(';');
  return (end === -1 ? mediaType : mediaType.slice(0, end)).trim().toLowerCase();
}

/** Whether a media type is JSON: `application/json` or a `+json` suffix (RFC 6839). */
export function isJson(mediaType: string): boolean {
  return /^(?:application\/json|[^/]+\/[^/]+\+json)$/.test(essence(mediaType));
}

/** Whether a media type lies in a range such as `application/*`, parameters ignored. */
export function isInRange(mediaType: string, range: string): boolean {
  const [type, subtype] = essence(range).split('/');
  const [actualType, actualSubtype] = essence(mediaType).split('/');
  return (type === '*' || type === actualType) && (subtype === '*' || subtype === actualSubtype);
}
