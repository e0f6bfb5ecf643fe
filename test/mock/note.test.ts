import { expect, test } from 'vitest';
import { groupHeaders } from '../../src/mock/incoming.js';
import { packNote, unpackNote, type Note } from '../../src/mock/note.js';

const note: Note = {
  match: { kind: 'nothing' },
  world: 'default',
  method: 'POST',
  path: '/a b',
  query: 'a=1&b=%00',
  headers: groupHeaders(['Host', 'x', 'X-Empty', '', 'X-Twice', 'a', 'x-twice', 'b', '__proto__', 'c', 'X-Café', 'é']),
  body: '{"名":"值"}\n',
  status: 200,
  replyHeaders: { 'Content-Type': 'text/plain', 'X-Empty': '', ['__proto__']: 'a' },
  replyBody: 'fine\n',
  answer: 'ok',
  why: 'as documented',
  fault: 'cut',
  at: Date.UTC(2026, 8, 11, 8) + 0.5,
  milliseconds: 0.123,
};

const bare: Note = {
  ...note,
  ...{ world: '', method: '', path: '', query: '', body: '', replyBody: '', answer: '', why: '' },
  ...{ headers: groupHeaders([]), replyHeaders: {}, fault: undefined, status: 0, at: 0, milliseconds: 0 },
};

test.each([
  ['everything in it', note],
  ['nothing in it', bare],
  ['headers of the reply alone', { ...bare, replyHeaders: { A: '1', B: '2' } }],
  ['headers of the request alone', { ...bare, headers: groupHeaders(['A', '1', 'B', '2']) }],
])('a note with %s is the same after it was packed', (_, one) => {
  const packed = packNote(one) ?? 'not packed';
  expect(unpackNote(packed, [])).toEqual(one);
});

test.each(['world', 'path', 'query', 'body', 'replyBody', 'answer', 'why'] as const)(
  'a note with a NUL in its %s is not packed',
  (name) => expect(packNote({ ...note, [name]: 'a\0b' })).toBeUndefined(),
);

test('nor is one with a NUL in a header', () => {
  expect(packNote({ ...note, headers: groupHeaders(['A', 'a\0b']) })).toBeUndefined();
  expect(packNote({ ...note, replyHeaders: { A: 'a\0b' } })).toBeUndefined();
});

test('nor is one whose reason has lost half of a character', () => {
  expect(packNote({ ...note, why: 'a\ud800b' })).toBeUndefined();
  expect(packNote({ ...note, why: 'a😀b' })).toContain('a😀b');
});

test('a note is packed unless it is long', () => {
  expect(packNote({ ...note, body: 'a'.repeat(3000) })).toContain('aaa');
  expect(packNote({ ...note, body: 'a'.repeat(4001) })).toBeUndefined();
  expect(packNote({ ...note, headers: groupHeaders(['A', 'a'.repeat(4001)]) })).toBeUndefined();
});
