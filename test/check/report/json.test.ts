import { expect, test } from 'vitest';
import { json, readReports } from '../../../src/check/report/json.js';
import { broken, exchange, kept, sampleReport, skipped } from './sample-reports.js';

const report = sampleReport([broken('one'), kept('two', 'S2', [exchange('{}')]), skipped('three')], {
  accept: [{ statement: 'S2', reason: 'old' }],
  items: [{ kind: 'code', operation: 'out', name: '400 17', seen: false }],
});

test('what was written is read back, nothing lost', () => {
  expect(readReports(json([report, report]), 'a.json')).toEqual([report, report]);
});

test.each([
  ['no JSON', '{', /^a\.json is no JSON: /],
  ['another version', JSON.stringify({ version: 2, reports: [] }), /^a\.json is no report .+: version must be equal/],
  ['another file', '[]', /: the file must be object\.$/],
  [
    'a damaged case',
    json([report]).replace('"outcome": "tried"', '"outcome": "fried"'),
    /: reports\/0\/cases\/0\/outcome must be equal to one of the allowed values\.$/,
  ],
  ['a headless report', JSON.stringify({ version: 1, reports: [{}] }), /'api'; .+; and 1 more\.$/],
])('%s is refused, the message says file and what is wrong', (_, text, message) => {
  expect(() => readReports(text, 'a.json')).toThrow(
    expect.objectContaining({ code: 'REPORT_INVALID', message: expect.stringMatching(message) as string }),
  );
});
