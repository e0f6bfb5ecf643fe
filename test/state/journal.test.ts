import { expect, test } from 'vitest';
import { createJournal, journalLimit, type Entry, type Journal } from '../../src/state/journal.js';
import { memoryStore } from '../../src/state/memory-store.js';

function openJournal(): Journal {
  const store = memoryStore();
  return createJournal(store.collection('journal'), store.collection('counters'));
}

function exchange(method = 'GET'): Omit<Entry, 'id'> {
  return {
    time: '2026-09-11T08:00:00.000Z',
    milliseconds: 1,
    world: 'default',
    request: { method, path: '/', headers: {} },
    reply: { status: 200, headers: {} },
    answer: 'ok',
    why: 'asked for',
  };
}

function fill(journal: Journal, count: number): void {
  for (let done = 0; done < count; done += 1) journal.append(() => exchange());
}

test('a fresh journal is empty', async () => {
  const journal = openJournal();
  expect(await journal.read()).toEqual({ entries: [], dropped: 0 });
  expect(await journal.count()).toBe(0);
});

test('entries are kept as they were, with ids that count up from 1', async () => {
  const journal = openJournal();
  journal.append(() => exchange('GET'));
  journal.append(() => exchange('POST'));
  expect(await journal.read()).toEqual({
    entries: [
      { id: 1, ...exchange('GET') },
      { id: 2, ...exchange('POST') },
    ],
    dropped: 0,
  });
  expect(await journal.count()).toBe(2);
});

test('entries at the same time get an id each, and stand in its order', async () => {
  const journal = openJournal();
  const appendAndRead = async (): Promise<void> => {
    journal.append(() => exchange());
    await journal.read();
  };
  await Promise.all(Array.from({ length: 50 }, appendAndRead));
  const { entries } = await journal.read();
  expect(entries.map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
});

test('page by page everything is read once', async () => {
  const journal = openJournal();
  fill(journal, 7);
  const first = await journal.read({ limit: 3 });
  expect([first.entries.map(({ id }) => id), first.next]).toEqual([[1, 2, 3], 3]);
  const second = await journal.read({ limit: 3, after: first.next ?? 0 });
  expect([second.entries.map(({ id }) => id), second.next]).toEqual([[4, 5, 6], 6]);
  const third = await journal.read({ limit: 3, after: second.next ?? 0 });
  expect(third.entries.map(({ id }) => id)).toEqual([7]);
  expect(third).not.toHaveProperty('next');
});

test('the page that ends with the last entry is the last one', async () => {
  const journal = openJournal();
  fill(journal, 3);
  expect(await journal.read({ limit: 3 })).not.toHaveProperty('next');
  expect(await journal.read({ after: 3 })).toEqual({ entries: [], dropped: 0 });
});

test('a filter leaves out what does not match before the page is cut', async () => {
  const journal = openJournal();
  for (const method of ['GET', 'POST', 'GET', 'POST', 'POST']) journal.append(() => exchange(method));
  const matches = (entry: Entry): boolean => entry.request.method === 'POST';
  const first = await journal.read({ matches, limit: 2 });
  expect([first.entries.map(({ id }) => id), first.next]).toEqual([[2, 4], 4]);
  const rest = await journal.read({ matches, limit: 2, after: 4 });
  expect(rest.entries.map(({ id }) => id)).toEqual([5]);
  expect(rest).not.toHaveProperty('next');
});

test('a full journal drops its oldest entries and says how many', async () => {
  const journal = openJournal();
  fill(journal, journalLimit);
  expect(await journal.read()).toMatchObject({ dropped: 0, entries: { length: journalLimit } });
  fill(journal, 5);
  const { entries, dropped } = await journal.read();
  expect([dropped, entries.length, entries[0]?.id, entries.at(-1)?.id]).toEqual([5, journalLimit, 6, journalLimit + 5]);
  expect(await journal.count()).toBe(journalLimit + 5);
});

test('a cleared journal is empty, counts on, and has dropped nothing', async () => {
  const journal = openJournal();
  fill(journal, journalLimit + 2);
  await journal.clear();
  expect(await journal.read()).toEqual({ entries: [], dropped: 0 });
  expect(await journal.count()).toBe(journalLimit + 2);
  fill(journal, journalLimit);
  expect(await journal.read()).toMatchObject({ dropped: 0, entries: { length: journalLimit } });
  fill(journal, 1);
  const { entries, dropped } = await journal.read();
  expect([dropped, entries[0]?.id]).toEqual([1, journalLimit + 4]);
});

test.each([
  { when: 'just after', steps: ['append', 'clear'] as const },
  { when: 'just before', steps: ['clear', 'append'] as const },
])('clearing $when an entry is written does not count as dropping', async ({ steps }) => {
  const journal = openJournal();
  const does = { append: () => journal.append(() => exchange()), clear: () => journal.clear() };
  await Promise.all(steps.map(async (step) => does[step]()));
  journal.append(() => exchange());
  const { entries, dropped } = await journal.read();
  expect([dropped, entries.at(-1)?.id]).toEqual([0, 2]);
});
