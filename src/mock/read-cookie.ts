import type { Headers } from '../exchange.js';
import { headerValues } from './incoming.js';

/** The value of a cookie (RFC 6265 section 4.2), quotes left away. */
export function readCookie(headers: Headers, name: string): string | undefined {
  const pairs = headerValues(headers, 'cookie').flatMap((value) => value.split(';'));
  const pair = pairs.find((candidate) => candidate.split('=', 1)[0]?.trim() === name);
  return pair
    ?.slice(pair.indexOf('=') + 1)
    .trim()
    .replace(/^"(.*)"$/, '$1');
}
