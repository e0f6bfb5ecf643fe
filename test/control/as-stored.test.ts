import { expect, test } from 'vitest';
import { asStored } from '../../src/control/as-stored.js';

const fingerprints: Readonly<Record<string, string>> = { first: '00000001', second: '00000002' };

function fingerprint(secret: string): string {
  return `masked:${fingerprints[secret] ?? 'ffffffff'}`;
}

test.each<[what: string, plain: string, stored: string, shown: string]>([
  ['nothing secret', 'plain', 'plain', 'plain'],
  ['something else', 'plain', 'other', 'plain'],
  ['a secret alone', 'first', 'masked:00000001', 'masked:00000001'],
  ['another secret', 'second', 'masked:00000001', 'masked:00000002'],
  ['a secret behind its scheme', 'Bearer first', 'Bearer masked:00000001', 'Bearer masked:00000001'],
  ['a secret behind another scheme', 'Basic first', 'Bearer masked:00000001', 'Basic first'],
  ['a secret in the middle', '/a/first/b', '/a/masked:00000001/b', '/a/masked:00000001/b'],
  ['a secret before another end', '/a/first/c', '/a/masked:00000001/b', '/a/first/c'],
  ['two secrets', 's=first; t=second', 's=masked:00000001; t=masked:00000002', 's=masked:00000001; t=masked:00000002'],
  [
    'two secrets, interchanged',
    's=second; t=first',
    's=masked:00000001; t=masked:00000002',
    's=masked:00000002; t=masked:00000001',
  ],
  ['what comes between them missing', 's=first', 's=masked:00000001; t=masked:00000002', 's=first'],
  ['a fingerprint that was copied', 'Bearer masked:00000001', 'Bearer masked:00000001', 'Bearer masked:00000001'],
  [
    'a fingerprint beside a secret',
    's=masked:00000001; t=second',
    's=masked:00000001; t=masked:00000002',
    's=masked:00000001; t=masked:00000002',
  ],
  ['a fingerprint of another secret', 'masked:00000002', 'masked:00000001', 'masked:00000002'],
  ['a text too short for both ends', 'ab', 'abmasked:00000001b', 'ab'],
  ['no secret where one was', '', 'masked:00000001', 'masked:ffffffff'],
  ['what only begins like a fingerprint', 'masked:0000', 'masked:xyz', 'masked:0000'],
])('%s', (_, plain, stored, shown) => {
  expect(asStored(plain, stored, fingerprint)).toBe(shown);
});
