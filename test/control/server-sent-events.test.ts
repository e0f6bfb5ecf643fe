import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { toServerSentEvents } from '../../src/control/server-sent-events.js';
import type { Entry } from '../../src/state/journal.js';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function entryOf(id: number, why = 'as documented'): Entry {
  return {
    id,
    time: '2026-09-11T08:00:00.000Z',
    milliseconds: 1,
    world: 'default',
    request: { method: 'GET', path: '/', headers: {} },
    reply: { status: 200, headers: {} },
    answer: '200',
    why,
  };
}

/** Entries that come when they are told to. */
function createSource(): {
  readonly entries: AsyncIterable<Entry>;
  tell(entry: Entry): void;
  readonly isLeft: boolean;
} {
  let resolve: ((entry: Entry) => void) | undefined;
  const state = { isLeft: false };
  async function* follow(): AsyncIterable<Entry> {
    try {
      for (;;) yield await new Promise<Entry>((next) => (resolve = next));
    } finally {
      state.isLeft = true;
    }
  }
  return {
    entries: follow(),
    tell: (entry) => resolve?.(entry),
    get isLeft() {
      return state.isLeft;
    },
  };
}

async function* listed(...entries: readonly Entry[]): AsyncIterable<Entry> {
  for (const entry of entries) yield await Promise.resolve(entry);
}

test('an entry is an event with its id, and its text has one line', async () => {
  const events: string[] = [];
  const entry = entryOf(7, 'two\nlines\r\nand\u2028more');
  for await (const event of toServerSentEvents(listed(entry, entryOf(8)))) events.push(event);
  expect(events).toHaveLength(2);
  const [id, event, data = '', ...rest] = (events[0] ?? '').split('\n');
  expect([id, event, ...rest]).toEqual(['id: 7', 'event: entry', '', '']);
  expect(data.startsWith('data: ')).toBe(true);
  expect(JSON.parse(data.slice('data: '.length))).toEqual(entry);
});

test('every 15 seconds of silence are told by a comment, and no entry is lost over it', async () => {
  const source = createSource();
  const events = toServerSentEvents(source.entries)[Symbol.asyncIterator]();
  for (let silence = 0; silence < 3; silence += 1) {
    const told = vi.fn();
    const next = events.next().then(told);
    await vi.advanceTimersByTimeAsync(14_999);
    expect(told).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await next;
    expect(told).toHaveBeenCalledWith({ done: false, value: ':\n\n' });
  }
  const next = events.next();
  await vi.advanceTimersByTimeAsync(5000);
  source.tell(entryOf(1));
  expect(await next).toMatchObject({ value: expect.stringMatching(/^id: 1\n/) as string });
});

test('no timer is left when the entries end', async () => {
  for await (const event of toServerSentEvents(listed(entryOf(1)))) expect(event).toContain('id: 1');
  expect(vi.getTimerCount()).toBe(0);
});

test('whoever stops listening lets the entries go', async () => {
  const source = createSource();
  const events = toServerSentEvents(source.entries)[Symbol.asyncIterator]();
  const next = events.next();
  await vi.advanceTimersByTimeAsync(0);
  source.tell(entryOf(1));
  await next;
  await events.return?.();
  await vi.waitFor(() => expect(source.isLeft).toBe(true));
});
