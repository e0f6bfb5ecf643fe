import { expect, test } from 'vitest';
import { matchEntry, type JournalFilter } from '../../src/control/journal-filter.js';
import type { Entry } from '../../src/state/journal.js';

const unmatched: Entry = {
  id: 1,
  time: '2026-09-11T08:00:00.000Z',
  milliseconds: 1,
  world: 'default',
  request: { method: 'POST', path: '/user/logout', query: 'a=1', headers: {} },
  reply: { status: 200, headers: {} },
  answer: 'loggedOut',
  why: 'session ended, token revoked',
};

const entry: Entry = { ...unmatched, api: 'fungame', operation: 'LogOut' };
const damaged: Entry = { ...entry, reply: { headers: {} } };

test.each<[filter: JournalFilter, one: Entry, isMatch: boolean]>([
  [{}, entry, true],
  [{ api: 'fungame' }, entry, true],
  [{ api: 'fun' }, entry, false],
  [{ api: 'fungame' }, unmatched, false],
  [{ operation: 'LogOut' }, entry, true],
  [{ operation: 'logout' }, entry, false],
  [{ operation: 'LogOut' }, unmatched, false],
  [{ method: 'pOsT' }, entry, true],
  [{ method: 'GET' }, entry, false],
  [{ path: '/user/logout' }, entry, true],
  [{ path: '/user' }, entry, false],
  [{ path: '/user/logout?a=1' }, entry, false],
  [{ status: 200 }, entry, true],
  [{ status: 201 }, entry, false],
  [{ status: 200 }, damaged, false],
  [{ answer: 'loggedOut' }, entry, true],
  [{ answer: '200' }, entry, false],
  [{ api: 'fungame', method: 'POST', answer: 'loggedOut' }, entry, true],
  [{ api: 'fungame', method: 'POST', answer: 'sessionGone' }, entry, false],
])('%j', (filter, one, isMatch) => {
  expect(matchEntry(one, filter)).toBe(isMatch);
});
