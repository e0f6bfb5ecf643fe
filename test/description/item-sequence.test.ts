import { describe, expect, test } from 'vitest';
import { isItemSequence, readItems, writeItems } from '../../src/description/item-sequence.js';

test.each([
  'application/jsonl',
  'application/x-ndjson',
  'application/json-seq',
  'application/geo+json-seq',
  'text/event-stream; charset=utf-8',
])('%s is a sequence, and reads what it writes', (mediaType) => {
  expect(isItemSequence(mediaType)).toBe(true);
  const items = mediaType.startsWith('text/')
    ? [
        { event: 'a', data: 'b\nc' },
        { id: '1', data: '' },
      ]
    : [{ a: 1 }, null, 'x', 0];
  expect(readItems(mediaType, writeItems(mediaType, items))).toEqual(items);
});

test('JSON and multipart are none', () => {
  expect(['application/json', 'multipart/mixed', 'text/plain'].filter(isItemSequence)).toEqual([]);
});

test('what is no JSON cannot be read', () => {
  expect(readItems('application/jsonl', '{"a":1}\n{')).toBeUndefined();
});

describe('server-sent events', () => {
  const read = (text: string): unknown => readItems('text/event-stream', text);

  test('comments, unknown fields and what is not ended do not count', () => {
    expect(read(': hello\ndata: a\nunknown: b\n\ndata: half')).toEqual([{ data: 'a' }]);
  });

  test('retry is a number of the event that it stands in', () => {
    expect(read('retry: 5\ndata: a\n\ndata: b\n\n')).toEqual([{ data: 'a', retry: 5 }, { data: 'b' }]);
  });

  test('several lines of data are one text', () => {
    expect(read('data: a\ndata:b\r\ndata\n\n')).toEqual([{ data: 'a\nb\n' }]);
  });

  test('an item that is no event is the data of one', () => {
    expect(writeItems('text/event-stream', [{ data: { a: 1 } }, 7])).toBe('data: {"a":1}\n\ndata: 7\n\n');
  });
});
