import pico from 'picocolors';
import { expect, test } from 'vitest';
import { terminalReport } from '../../../src/check/report/terminal.js';
import { broken, kept, sampleReport, skipped } from './sample-reports.js';

const colors = pico.createColors(false);

function many(count: number): ReturnType<typeof kept>[] {
  return Array.from({ length: count }, (_, index) => kept(`case ${index}`));
}

test('a finding says in its first line what is wrong, then the evidence', () => {
  const text = terminalReport(sampleReport([broken('no token'), broken('an old token')]), { colors });
  expect(text).toContain(`broken 1  POST /out: answered 200 instead of 401
  document  S1 Request: A token is needed.
            https://docs.example/small
  request   curl -i -X POST 'http://h/out?a=1' -H 'Authorization: Bearer ***' --data-binary '{"a":1}'
  rule      status
  expected  status 401
  came      status 200, {}
  found by  no token; an old token
`);
});

test('every case of a short run has a line, and the last line sums up', () => {
  const note = broken('a note', { level: 'letter', statements: ['S2'] });
  const lines = terminalReport(sampleReport([broken('no token'), skipped('later'), kept('fine'), note]), { colors })
    .trimEnd()
    .split('\n');
  expect(lines).toContain('✗ no token S1');
  expect(lines).toContain('- later (skipped: the target has no tokens)');
  expect(lines).toContain('✓ fine S1');
  expect(lines).toContain('! a note S2');
  expect(lines.at(-1)).toBe(
    'The document is broken in 1 way. Cases: 3 tried, 1 skipped, 1 to note (failing under --strict).',
  );
});

test('of a long run the kept cases are counted, and told when asked for', () => {
  const report = sampleReport([...many(60), skipped('later')]);
  const text = terminalReport(report, { colors });
  expect(text).toContain('- later (skipped');
  expect(text).toContain('60 more cases are kept');
  expect(text).not.toContain('case 7');
  expect(terminalReport(report, { colors, verbose: true })).toContain('✓ case 7 S1');
  expect(terminalReport(sampleReport(many(60)), { colors })).toContain('✓ case 7 S1');
});

test('the coverage names reasons and what was not seen', () => {
  const items = Array.from({ length: 8 }, (_, index) => ({
    kind: 'value' as const,
    operation: 'out',
    name: `v${index}`,
    seen: index === 0,
  }));
  const text = terminalReport(sampleReport([kept('one'), skipped('two')], { items }), { colors });
  expect(text).toContain(
    'Statements: 1 checked, 1 skipped (the target has no tokens), 1 not checkable, 1 that nobody checks\n' +
      'Values: seen 1 of 8, not seen: v1, v2, v3, v4, v5 and 2 more\n',
  );
});

test('nothing tried is not called kept', () => {
  const text = terminalReport(sampleReport([skipped('one')]), { colors });
  expect(text.trimEnd().split('\n').at(-1)).toBe('Nothing was tried: none of 1 case. Cases: 1 skipped.');
});

test('what a server sends steers neither the terminal nor a CI that reads commands at the beginning of a line', () => {
  const text = terminalReport(sampleReport([broken('one', { came: 'a\n::error::b\u001b[2J' })]), { colors });
  expect(text).toContain('came      a\n            │ ::error::b\\u001b[2J\n');
});
