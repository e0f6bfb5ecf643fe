import { expect, test } from 'vitest';
import { readSize } from '../../src/cli/units.js';

const megabyte = 1024 * 1024;

test.each([
  ['0', 0],
  ['1024', 1024],
  ['1024b', 1024],
  ['1.5kb', 1536],
  ['2mb', 2 * megabyte],
  ['2MB', 2 * megabyte],
])('%s are %i bytes', (text, size) => {
  expect(readSize('max-body', text, 2 * megabyte)).toBe(size);
});

test.each(['', 'mb', '-1', '1gb', '3mb', '1 mb', '1e3', 'constructor'])('%j is no size of 2 MB at most', (text) => {
  expect(() => readSize('max-body', text, 2 * megabyte)).toThrow(
    `--max-body takes a size such as 500kb or 10mb, up to 2mb, not "${text}".`,
  );
});
