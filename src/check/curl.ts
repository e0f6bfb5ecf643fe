import type { SentRequest } from '../exchange.js';
import { quote } from '../shell.js';

/** What stands for a credential wherever one would be shown. */
export const mask = '***';

/** Replaces every secret in a text, the longest first, so that none shows through another. */
export function redact(text: string, secrets: ReadonlySet<string>): string {
  const longestFirst = [...secrets].filter((secret) => secret !== '').sort((a, b) => b.length - a.length);
  return longestFirst.reduce((shown, secret) => shown.replaceAll(secret, mask), text);
}

/** A request as a `curl` command for a POSIX shell; its `Authorization` names the scheme alone. */
export function toCurl({ method, url, headers, body }: SentRequest): string {
  const lines = Object.entries(headers).map(([name, value]) => `-H ${quote(`${name}: ${maskHeader(name, value)}`)}`);
  const data = body === undefined ? [] : [`--data-binary ${quote(body)}`];
  return [`curl -i -X ${method} ${quote(url)}`, ...lines, ...data].join(' ');
}

function maskHeader(name: string, value: string): string {
  if (name.toLowerCase() !== 'authorization') return value;
  const [scheme = '', ...rest] = value.split(' ');
  return rest.length === 0 && !/^(?:Bearer|Basic|Token)$/.test(scheme)
    ? mask
    : [scheme, ...rest.map(() => mask)].join(' ');
}
