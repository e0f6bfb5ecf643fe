import type { Field } from '../description/parameters/fields.js';
import type { Headers } from '../exchange.js';
import { headerValues } from './incoming.js';

/** The cookies of a request in their order (RFC 6265 section 4.2), quotes left away, their texts as they came. */
export function readCookies(headers: Headers): readonly Field[] {
  return headerValues(headers, 'cookie')
    .flatMap((value) => value.split(';'))
    .map((pair) => ({
      name: pair.split('=', 1)[0]?.trim() ?? '',
      text: pair
        .slice(pair.indexOf('=') + 1)
        .trim()
        .replace(/^"(.*)"$/, '$1'),
    }));
}

/** The value of a cookie; of several of one name that of the first. */
export function readCookie(headers: Headers, name: string): string | undefined {
  return readCookies(headers).find((cookie) => cookie.name === name)?.text;
}
