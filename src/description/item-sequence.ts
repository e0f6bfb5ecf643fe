import { createParser } from 'eventsource-parser';
import { writeJson } from '../json.js';
import { essence, isJsonLines } from './media-type.js';

/**
 * Whether a media type is a sequence of items (OpenAPI 3.2, Sequential Media Types): JSON lines, JSON text sequences
 * (RFC 7464) or server-sent events. As a value it is the list of its items.
 */
export function isItemSequence(mediaType: string): boolean {
  return isJsonLines(mediaType) || isTextSequence(mediaType) || isEventStream(mediaType);
}

function isTextSequence(mediaType: string): boolean {
  return /^application\/(?:json-seq|[^/]+\+json-seq)$/.test(essence(mediaType));
}

function isEventStream(mediaType: string): boolean {
  return essence(mediaType) === 'text/event-stream';
}

/** The items of a body; `undefined` where one of them is no JSON. */
export function readItems(mediaType: string, text: string): readonly unknown[] | undefined {
  if (isEventStream(mediaType)) return readEvents(text);
  const separator = isTextSequence(mediaType) ? '\x1e' : /\r?\n/;
  const texts = text.split(separator).filter((part) => part.trim() !== '');
  try {
    return texts.map((part) => JSON.parse(part) as unknown);
  } catch {
    return undefined;
  }
}

// HTML Living Standard section 9.2.6; an event that is not ended by an empty line is none.
function readEvents(text: string): readonly unknown[] {
  const events: object[] = [];
  let retry: number | undefined;
  const parser = createParser({
    onRetry: (milliseconds) => {
      retry = milliseconds;
    },
    onEvent: ({ event, id, data }) => {
      const own = { ...(event !== undefined && { event }), ...(id !== undefined && { id }), data };
      events.push({ ...own, ...(retry !== undefined && { retry }) });
      retry = undefined;
    },
  });
  parser.feed(text);
  return events;
}

/** Writes items as a body. */
export function writeItems(mediaType: string, items: readonly unknown[]): string {
  if (isEventStream(mediaType)) return items.map(toEvent).join('');
  const start = isTextSequence(mediaType) ? '\x1e' : '';
  return items.map((item) => `${start}${writeJson(item)}\n`).join('');
}

// What is no event is the data of one.
function toEvent(item: unknown): string {
  const isEvent = typeof item === 'object' && item !== null && !Array.isArray(item);
  const fields = Object.entries(isEvent ? item : { data: item }).filter(([, value]) => value !== undefined);
  const lines = fields.flatMap(([name, value]: [string, unknown]) =>
    textOf(value)
      .split(/\r\n|\n|\r/)
      .map((line) => `${name}: ${line}\n`),
  );
  return `${lines.join('')}\n`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : writeJson(value);
}
