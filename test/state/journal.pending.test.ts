import { expect, test, vi } from 'vitest';
import { createJournal, type Draft, type Journal } from '../../src/state/journal.js';
import { memoryStore } from '../../src/state/memory-store.js';

// What was appended waits to be written down until somebody reads.

const draft: Draft = {
  time: '2026-09-11T08:00:00.000Z',
  milliseconds: 1,
  world: 'default',
  request: { method: 'GET', path: '/', headers: {} },
  reply: { status: 200, headers: {} },
  answer: 'ok',
  why: '',
};

function openJournal(): Journal {
  const store = memoryStore();
  return createJournal(store.collection('journal'), store.collection('counters'));
}

function fill(journal: Journal, count: number, write: () => Draft | undefined): void {
  for (let done = 0; done < count; done += 1) journal.append(write);
}

async function idsOf(journal: Journal): Promise<readonly number[]> {
  return (await journal.read()).entries.map(({ id }) => id);
}

const from = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

test('nothing is written down before somebody reads, and then once', async () => {
  const journal = openJournal();
  const write = vi.fn(() => draft);
  fill(journal, 3, write);
  await new Promise(setImmediate); // long enough for whatever was begun
  expect(write).not.toHaveBeenCalled();
  expect(await idsOf(journal)).toEqual([1, 2, 3]);
  expect(await idsOf(journal)).toEqual([1, 2, 3]);
  expect(write).toHaveBeenCalledTimes(3);
});

test('of many that nobody read only those are written down that are kept', async () => {
  const journal = openJournal();
  const write = vi.fn(() => draft);
  let order = 0;
  fill(journal, 1500, write);
  for (let done = 0; done < 1000; done += 1) {
    const why = String((order += 1));
    journal.append(() => ({ ...write(), why }));
  }
  const { entries, dropped } = await journal.read();
  expect([dropped, entries.map(({ id }) => id)]).toEqual([1500, from(1501, 2500)]);
  expect(entries.map(({ why }) => why)).toEqual(from(1, 1000).map(String));
  expect(write).toHaveBeenCalledTimes(1000);
  expect(await journal.count()).toBe(2500);
});

test('what comes after a reading pushes out what was read', async () => {
  const journal = openJournal();
  fill(journal, 900, () => draft);
  expect(await idsOf(journal)).toEqual(from(1, 900));
  fill(journal, 300, () => draft);
  expect(await idsOf(journal)).toEqual(from(201, 1200));
  fill(journal, 1700, () => draft);
  expect(await idsOf(journal)).toEqual(from(1901, 2900));
});

test('those who read at the same time see the same, written down once', async () => {
  const journal = openJournal();
  const write = vi.fn(() => draft);
  fill(journal, 20, write);
  const [first, second, count] = await Promise.all([idsOf(journal), idsOf(journal), journal.count()]);
  expect([first, second, count]).toEqual([from(1, 20), from(1, 20), 20]);
  expect(write).toHaveBeenCalledTimes(20);
});

test('what cannot be written down leaves a gap', async () => {
  const journal = openJournal();
  for (const written of [draft, undefined, draft]) journal.append(() => written);
  expect(await idsOf(journal)).toEqual([1, 3]);
  fill(journal, 1, () => draft);
  expect(await idsOf(journal)).toEqual([1, 3, 4]);
  expect(await journal.count()).toBe(4);
});

test('clearing drops what waits, and the ids go on', async () => {
  const journal = openJournal();
  fill(journal, 5, () => draft);
  await journal.clear();
  expect(await journal.read()).toEqual({ entries: [], dropped: 0 });
  fill(journal, 1, () => draft);
  expect(await idsOf(journal)).toEqual([6]);
});

test('whoever follows gets what waited and then each entry, without anybody reading', async () => {
  const journal = openJournal();
  const over = new AbortController();
  fill(journal, 2, () => draft);
  const entries = journal.follow(0, over.signal)[Symbol.asyncIterator]();
  const nextId = async (): Promise<unknown> => ((await entries.next()) as { value?: { id: number } }).value?.id;
  expect([await nextId(), await nextId()]).toEqual([1, 2]);
  const third = nextId();
  fill(journal, 1, () => draft);
  expect(await third).toBe(3);
  over.abort();
  expect(await nextId()).toBeUndefined();
});
