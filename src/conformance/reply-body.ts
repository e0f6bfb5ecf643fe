import { isJson } from '../description/media-type.js';
import type { ReceivedReply } from '../exchange.js';

/** The body of a reply as text; `undefined` when it is not UTF-8. */
export function textOf({ body }: ReceivedReply): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}

/** The body of a reply as JSON; `undefined` when it is not JSON in UTF-8 (RFC 8259). */
export function jsonOf(reply: ReceivedReply): { readonly value: unknown } | undefined {
  const text = textOf(reply);
  if (text === undefined) return undefined;
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** The members of a JSON object; nothing for any other value. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Readonly<Record<string, unknown>>) : {};
}

/** A reply in a few words: its status, its media type and the beginning of its body. */
export function showReply(reply: ReceivedReply): string {
  const text = textOf(reply);
  const type = reply.headers['content-type']?.[0];
  const body = text === undefined ? 'a body that is not UTF-8' : text.replace(/\s+/g, ' ').trim();
  return [`status ${String(reply.status)}`, type, body === '' ? 'no body' : shorten(body)].filter(Boolean).join(', ');
}

/** A value in a few words. */
export function showValue(value: unknown): string {
  return value === undefined ? 'nothing' : shorten(JSON.stringify(value));
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** Whether a reply says that its body is JSON. */
export function isLabelledJson({ headers }: ReceivedReply): boolean {
  return isJson(headers['content-type']?.[0] ?? '');
}
