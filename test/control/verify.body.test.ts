import { expect, test } from 'vitest';
import { verify } from '../../src/control/verify.js';
import type { Entry } from '../../src/state/journal.js';

function entryOf(body: string | undefined, bodyTruncated?: true): Entry {
  return {
    id: 1,
    time: '2026-09-11T08:00:00.000Z',
    milliseconds: 1,
    world: 'default',
    request: {
      method: 'POST',
      path: '/',
      headers: {},
      ...(body !== undefined && { body }),
      ...(bodyTruncated && { bodyTruncated }),
    },
    reply: { status: 200, headers: {} },
    answer: '200',
    why: 'as documented',
  };
}

function differences(sent: unknown, body: unknown): readonly string[] {
  const text = sent === undefined ? undefined : JSON.stringify(sent);
  return tell(entryOf(text), body);
}

function tell(entry: Entry, body: unknown): readonly string[] {
  const { nearMisses } = verify([entry], { body }, () => 'masked:00000000');
  return nearMisses.flatMap((miss) =>
    miss.differences.map(({ pointer, expected, came }) => `${pointer} ${expected} ${came}`),
  );
}

test.each<[sent: unknown, expected: unknown]>([
  [{ a: 1, b: 2 }, {}],
  [{ a: 1, b: 2 }, { b: 2 }],
  [{ a: { b: { c: null, d: 1 } } }, { a: { b: { c: null } } }],
  [{ a: [1, 'two', null, [true]] }, { a: [1, 'two', null, [true]] }],
  [{ a: [{ b: 1, c: 2 }] }, { a: [{ b: 1 }] }],
  [{ a: [] }, { a: [] }],
  [{ a: 1.0 }, { a: 1 }],
  [
    { a: false, b: 0, c: '' },
    { a: false, b: 0, c: '' },
  ],
  [null, null],
  [false, false],
  [0, 0],
  ['text', 'text'],
  [[1], [1]],
])('%j contains %j', (sent, expected) => {
  expect(differences(sent, expected)).toEqual([]);
});

test.each<[sent: unknown, expected: unknown, told: readonly string[]]>([
  [{ a: 1 }, { a: 2 }, ['/body/a 2 1']],
  [{ a: '1' }, { a: 1 }, ['/body/a 1 "1"']],
  [{ a: 'x' }, { a: 'y', b: 'z' }, ['/body/a "y" "x"', '/body/b "z" nothing']],
  [{}, { a: null }, ['/body/a null nothing']],
  [{ a: null }, { a: {} }, ['/body/a {} null']],
  [{ a: 0 }, { a: false }, ['/body/a false 0']],
  [{ a: [1, 2] }, { a: [1] }, ['/body/a [1] [1,2]']],
  [{ a: [1, 2] }, { a: [2, 1] }, ['/body/a/0 2 1', '/body/a/1 1 2']],
  [{ a: { 0: 1 } }, { a: [1] }, ['/body/a [1] {"0":1}']],
  [{ a: [1] }, { a: { 0: 1 } }, ['/body/a {"0":1} [1]']],
  [{ a: [{ b: 1 }] }, { a: [{ b: 2 }] }, ['/body/a/0/b 2 1']],
  [{ 'a/b': { '~': 1 } }, { 'a/b': { '~': 2 } }, ['/body/a~1b/~0 2 1']],
  [{}, { toString: 1 }, ['/body/toString 1 nothing']],
  [null, {}, ['/body {} null']],
  [undefined, {}, ['/body {} nothing']],
  [undefined, null, ['/body null nothing']],
])('%j does not contain %j', (sent, expected, told) => {
  expect(differences(sent, expected)).toEqual(told);
});

test('members called __proto__ are compared as any other', () => {
  const pattern = JSON.parse('{"__proto__":{"a":1}}') as unknown;
  expect(tell(entryOf('{"__proto__":{"a":1}}'), pattern)).toEqual([]);
  expect(tell(entryOf('{"__proto__":{"a":2}}'), pattern)).toEqual(['/body/__proto__/a 1 2']);
  expect(tell(entryOf('{}'), pattern)).toEqual(['/body/__proto__ {"a":1} nothing']);
});

test('a body that is no JSON is compared as text', () => {
  expect(tell(entryOf('a=1&b=2'), 'a=1&b=2')).toEqual([]);
  expect(tell(entryOf('a=1&b=2'), { a: 1 })).toEqual(['/body {"a":1} "a=1&b=2"']);
});

test('a body that was not kept whole contains nothing for sure', () => {
  expect(tell(entryOf('{"a":1}', true), { a: 1 })).toEqual(['/body {"a":1} a body too long to be kept whole']);
});

test('values nested deeper than the stack are told apart without an error', () => {
  const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
  // Engines differ in how deep a value they can still write.
  const list =
    /^\/body (?:\[.*|a value nested too deeply to be compared) (?:\[.*|a value nested too deeply to be compared)$/;
  expect(tell(entryOf(deep(500_000)), JSON.parse(deep(500_000)))).toEqual([expect.stringMatching(list)]);
  expect(tell(entryOf(deep(500_000)), { a: 1 })).toEqual([expect.stringMatching(/^\/body \{"a":1\} /)]);
  expect(tell(entryOf('{}'), JSON.parse(deep(500_000)))).toEqual([expect.stringMatching(/ \{\}$/)]);
  expect(tell(entryOf(deep(50)), JSON.parse(deep(50)))).toEqual([]);
});
