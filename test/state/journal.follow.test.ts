import { getEventListeners } from 'node:events';
import { expect, test, vi } from 'vitest';
import { createJournal, type Entry, type Journal } from '../../src/state/journal.js';
import { memoryStore } from '../../src/state/memory-store.js';

function openJournal(): Journal {
  const store = memoryStore();
  return createJournal(store.collection('journal'), store.collection('counters'));
}

function append(journal: Journal, count: number): void {
  const request = { method: 'GET', path: '/', headers: {} };
  const about = { time: '2026-09-11T08:00:00.000Z', milliseconds: 1, world: 'default', answer: 'ok', why: '' };
  for (let done = 0; done < count; done += 1) journal.append(() => ({ ...about, request, reply: { headers: {} } }));
}

/** Writes down the ids that a follower sees; `done` when it was let go. */
function listen(entries: AsyncIterable<Entry>): { readonly ids: number[]; readonly done: Promise<void> } {
  const ids: number[] = [];
  const run = async (): Promise<void> => {
    for await (const { id } of entries) ids.push(id);
  };
  return { ids, done: run() };
}

test('a follower gets what there is and then each entry as it comes', async () => {
  const journal = openJournal();
  append(journal, 2);
  const over = new AbortController();
  const { ids, done } = listen(journal.follow(0, over.signal));
  await vi.waitFor(() => expect(ids).toEqual([1, 2]));
  append(journal, 1);
  await vi.waitFor(() => expect(ids).toEqual([1, 2, 3]));
  append(journal, 2);
  await vi.waitFor(() => expect(ids).toEqual([1, 2, 3, 4, 5]));
  over.abort();
  await done;
});

test('a follower who has seen some gets the later ones only', async () => {
  const journal = openJournal();
  append(journal, 3);
  const over = new AbortController();
  const { ids, done } = listen(journal.follow(2, over.signal));
  append(journal, 1);
  await vi.waitFor(() => expect(ids).toEqual([3, 4]));
  over.abort();
  await done;
});

test('a long backlog comes whole, and so does what is written meanwhile', async () => {
  const journal = openJournal();
  append(journal, 250);
  const over = new AbortController();
  const seen: number[] = [];
  for await (const { id } of journal.follow(0, over.signal)) {
    seen.push(id);
    if (id === 1 || id === 250) append(journal, 1);
    if (id === 252) over.abort();
  }
  expect(seen).toEqual(Array.from({ length: 252 }, (_, index) => index + 1));
});

test('an aborted follower gets nothing more, not even of what is there already', async () => {
  const journal = openJournal();
  append(journal, 10);
  const over = new AbortController();
  const seen: number[] = [];
  for await (const { id } of journal.follow(0, over.signal)) {
    seen.push(id);
    if (id === 3) over.abort();
  }
  expect(seen).toEqual([1, 2, 3]);
  expect(await journal.follow(0, AbortSignal.abort())[Symbol.asyncIterator]().next()).toMatchObject({ done: true });
});

test('the end of the world lets every follower go, after what came before it', async () => {
  const journal = openJournal();
  append(journal, 1);
  const followers = Array.from({ length: 5 }, () => listen(journal.follow(0, new AbortController().signal)));
  await vi.waitFor(() => expect(followers.map(({ ids }) => ids)).toEqual(followers.map(() => [1])));
  append(journal, 1);
  journal.end();
  await Promise.all(followers.map(({ done }) => done));
  expect(followers.map(({ ids }) => ids)).toEqual(followers.map(() => [1, 2]));
});

test('who follows after the end gets what there is, and waits for nothing', async () => {
  const journal = openJournal();
  append(journal, 120);
  journal.end();
  const { ids, done } = listen(journal.follow(0, new AbortController().signal));
  await done;
  expect(ids).toHaveLength(120);
});

test('one who leaves takes nobody along, not even one with the same signal', async () => {
  const journal = openJournal();
  append(journal, 1);
  const [over, other] = [new AbortController(), new AbortController()];
  const staying = [over.signal, over.signal, other.signal].map((signal) => listen(journal.follow(0, signal)));
  for await (const { id } of journal.follow(0, over.signal)) if (id === 1) break;
  append(journal, 1);
  await vi.waitFor(() => expect(staying.map(({ ids }) => ids)).toEqual(staying.map(() => [1, 2])));
  over.abort();
  await Promise.all(staying.slice(0, 2).map(({ done }) => done));
  append(journal, 1);
  await vi.waitFor(() => expect(staying.map(({ ids }) => ids.length)).toEqual([2, 2, 3]));
  other.abort();
  await staying[2]?.done;
});

test('a follower listens to its signal only while it waits, and leaves nothing behind', async () => {
  const journal = openJournal();
  append(journal, 1);
  const over = new AbortController();
  const listeners = (): number => getEventListeners(over.signal, 'abort').length;
  const { ids, done } = listen(journal.follow(0, over.signal));
  await vi.waitFor(() => expect([ids.length, listeners()]).toEqual([1, 1]));
  for (let count = 2; count <= 20; count += 1) {
    append(journal, 1);
    await vi.waitFor(() => expect([ids.length, listeners()]).toEqual([count, 1]));
  }
  for await (const { id } of journal.follow(0, over.signal)) if (id === 5) break;
  expect(listeners()).toBe(1);
  over.abort();
  await done;
  expect(listeners()).toBe(0);
});

test('clearing is no entry: a follower goes on with the next one', async () => {
  const journal = openJournal();
  append(journal, 2);
  const over = new AbortController();
  const { ids, done } = listen(journal.follow(0, over.signal));
  await vi.waitFor(() => expect(ids).toEqual([1, 2]));
  await journal.clear();
  append(journal, 1);
  await vi.waitFor(() => expect(ids).toEqual([1, 2, 3]));
  over.abort();
  await done;
});
