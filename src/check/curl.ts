import type { SentRequest } from '../exchange.js';
import { quote } from '../shell.js';
import { mask } from './redact.js';

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
