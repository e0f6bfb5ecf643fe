import type { Incoming } from '../mock/incoming.js';

/**
 * Reads a `Request` whole, as the mock reads one of `node:http`.
 * @param base what its address begins with; the path is what follows.
 * @param cookies those that the browser keeps to itself.
 * @param maxBody the largest body that is read, in bytes.
 */
export async function toIncoming(
  request: Request,
  base: RegExp,
  cookies: Readonly<Record<string, string>>,
  maxBody: number,
): Promise<Incoming> {
  const { origin, pathname, search, searchParams } = new URL(request.url);
  const body = new Uint8Array(await request.arrayBuffer());
  const isTooLarge = body.length > maxBody;
  return {
    method: request.method,
    path: `${origin}${pathname}`.replace(base, '') || '/',
    query: searchParams,
    search: search.slice(1),
    headers: readHeaders(request.headers, cookies),
    body: isTooLarge ? new Uint8Array() : body,
    ...(isTooLarge && { exceeds: maxBody }),
  };
}

function readHeaders(headers: Headers, cookies: Readonly<Record<string, string>>): Incoming['headers'] {
  const read: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of headers) read[name] = [value];
  const pairs = Object.entries(cookies).map((pair) => pair.join('='));
  if (pairs.length > 0) read['cookie'] ??= [pairs.join('; ')];
  return read;
}
