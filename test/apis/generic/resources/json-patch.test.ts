import { expect, test } from 'vitest';
import { applyJsonPatch } from '../../../../src/apis/generic/resources/json-patch.js';

const parse = (text: string): unknown => JSON.parse(text) as unknown;

// RFC 6902, appendix A, and what it leaves to be thought of.
test.each([
  ['a member is added', '{"foo":"bar"}', '[{"op":"add","path":"/baz","value":"qux"}]', '{"foo":"bar","baz":"qux"}'],
  ['an item is added', '{"a":[1,3]}', '[{"op":"add","path":"/a/1","value":2}]', '{"a":[1,2,3]}'],
  ['an item is put at the end', '{"a":[1]}', '[{"op":"add","path":"/a/-","value":[2]}]', '{"a":[1,[2]]}'],
  ['a member is removed', '{"a":1,"b":2}', '[{"op":"remove","path":"/a"}]', '{"b":2}'],
  ['an item is removed', '{"a":[1,2,3]}', '[{"op":"remove","path":"/a/1"}]', '{"a":[1,3]}'],
  ['a value is replaced', '{"a":1}', '[{"op":"replace","path":"/a","value":null}]', '{"a":null}'],
  ['all of it is replaced', '{"a":1}', '[{"op":"replace","path":"","value":{"b":2}}]', '{"b":2}'],
  ['a value is moved', '{"a":{"b":1},"c":{}}', '[{"op":"move","from":"/a/b","path":"/c/d"}]', '{"a":{},"c":{"d":1}}'],
  ['an item is moved', '{"a":[1,2,3]}', '[{"op":"move","from":"/a/0","path":"/a/2"}]', '{"a":[2,3,1]}'],
  [
    'a value is copied',
    '{"a":[1]}',
    '[{"op":"copy","from":"/a","path":"/b"},{"op":"add","path":"/b/-","value":2}]',
    '{"a":[1],"b":[1,2]}',
  ],
  [
    'what is as it should be changes nothing',
    '{"a":[{"b":1}]}',
    '[{"op":"test","path":"/a","value":[{"b":1}]}]',
    '{"a":[{"b":1}]}',
  ],
  [
    'tokens are unescaped',
    '{"a/b":1,"c~d":2}',
    '[{"op":"remove","path":"/a~1b"},{"op":"replace","path":"/c~0d","value":3}]',
    '{"c~d":3}',
  ],
  ['unknown members of an operation are ignored', '{}', '[{"op":"add","path":"/a","value":1,"xyz":2}]', '{"a":1}'],
  [
    'a name that every object has is a name',
    '{"a":1}',
    '[{"op":"add","path":"/__proto__","value":1},{"op":"add","path":"/toString","value":2}]',
    '{"a":1,"__proto__":1,"toString":2}',
  ],
])('%s', (_, before, patch, after) => {
  const value = parse(before);
  const patched = applyJsonPatch(value, parse(patch) as unknown[]);
  expect(patched.kind === 'patched' && JSON.stringify(patched.value)).toBe(JSON.stringify(parse(after)));
  expect(value).toEqual(parse(before));
});

test.each([
  ['a parent that is not there', '{}', '[{"op":"add","path":"/a/b","value":1}]'],
  ['a member that is not there', '{}', '[{"op":"remove","path":"/a"}]'],
  ['an index beyond the end', '{"a":[1]}', '[{"op":"add","path":"/a/2","value":1}]'],
  ['an index with a zero before it', '{"a":[1,2]}', '[{"op":"replace","path":"/a/01","value":1}]'],
  ['the end of a list, where nothing stands', '{"a":[1]}', '[{"op":"remove","path":"/a/-"}]'],
  ['a test that fails', '{"a":1}', '[{"op":"test","path":"/a","value":"1"}]'],
  ['a move into itself', '{"a":{"b":1}}', '[{"op":"move","from":"/a","path":"/a/b"}]'],
  ['no value', '{}', '[{"op":"add","path":"/a"}]'],
  ['no pointer', '{}', '[{"op":"add","path":"a","value":1}]'],
  ['no such operation', '{}', '[{"op":"put","path":"/a","value":1}]'],
  ['what every object inherits', '{}', '[{"op":"add","path":"/toString/name","value":1}]'],
  ['no object', '{}', '["add"]'],
])('%s is refused', (_, before, patch) => {
  expect(applyJsonPatch(parse(before), parse(patch) as unknown[])).toMatchObject({ kind: 'refused', index: 0 });
});

test('of a patch that fails in the middle nothing is done, and the operation is named', () => {
  const patch = [
    { op: 'add', path: '/a', value: 1 },
    { op: 'test', path: '/a', value: 2 },
  ];
  expect(applyJsonPatch({}, patch)).toEqual({ kind: 'refused', index: 1, message: expect.any(String) as string });
});

test('a patch that doubles a value again and again ends', () => {
  const patch = Array.from({ length: 1000 }, (_, index) => ({ op: 'copy', from: '', path: `/a${String(index)}` }));
  expect(applyJsonPatch({ a: 1 }, patch)).toMatchObject({ kind: 'refused', message: 'it copies too much' });
});
