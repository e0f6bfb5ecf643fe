import pico from 'picocolors';
import { expect, test } from 'vitest';
import { sumUp } from '../../../src/check/outcome.js';
import { terminalReport, type Report } from '../../../src/check/report/terminal.js';
import type { CaseResult } from '../../../src/check/run.js';
import { loadDescription } from '../../../src/description/load.js';

const colors = pico.createColors(false);
const { statements } = await loadDescription('openapi/fungame.yaml');

const broken: CaseResult = {
  title: 'a dead token is refused',
  statements: ['F03'],
  outcome: 'tried',
  evidence: [
    {
      finding: {
        rule: 'status',
        level: 'must',
        statements: ['F03', 'F29'],
        message: 'answered 200',
        expected: 'status 401',
        came: 'status 200, {"echo":"tok-1"}',
      },
      request: { method: 'POST', url: 'http://h/user/logout', headers: { Authorization: 'Bearer tok-1' } },
    },
  ],
};
const skipped: CaseResult = {
  title: 'an expired token',
  statements: ['F14'],
  outcome: 'skipped',
  reason: 'the target has no expiredTokens',
  evidence: [],
};
const kept: CaseResult = { title: 'no credential', statements: ['F24'], outcome: 'tried', evidence: [] };

function report(cases: readonly CaseResult[]): Report {
  return {
    api: 'fungame',
    subject: 'http://h',
    statements,
    cases,
    outcome: sumUp(cases),
    strict: false,
    secrets: new Set(['tok-1']),
  };
}

test('a finding shows the statement, where it stands, the request, what was due and what came', () => {
  const text = terminalReport(report([broken]), { colors });
  expect(text).toContain('a dead token is refused: answered 200');
  expect(text).toContain(`F03 ${statements.byId.get('F03')?.section ?? ''}: ${statements.byId.get('F03')?.says ?? ''}`);
  expect(text).toContain(statements.address);
  expect(text).toContain(`curl -i -X POST 'http://h/user/logout' -H 'Authorization: Bearer ***'`);
  expect(text).toContain('expected  status 401');
  expect(text).toContain('came      status 200, {"echo":"***"}');
});

test('no credential shows anywhere, also not in an echoed body', () => {
  expect(terminalReport(report([broken, skipped, kept]), { colors, verbose: true })).not.toContain('tok-1');
});

test('every case has a line, and the last line sums up', () => {
  const lines = terminalReport(report([broken, skipped, kept]), { colors })
    .trimEnd()
    .split('\n');
  expect(lines).toContain('✗ a dead token is refused F03');
  expect(lines).toContain('- an expired token (skipped: the target has no expiredTokens)');
  expect(lines).toContain('✓ no credential F24');
  expect(lines.at(-1)).toBe('The document is broken in 1 way. Cases: 2 tried, 1 skipped.');
});
