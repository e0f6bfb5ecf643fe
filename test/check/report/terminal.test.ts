import pico from 'picocolors';
import { expect, test } from 'vitest';
import { createReport, type Report } from '../../../src/check/report.js';
import { terminalReport } from '../../../src/check/report/terminal.js';
import type { CaseResult } from '../../../src/check/run.js';
import { loadDescription } from '../../../src/description/load.js';

const colors = pico.createColors(false);
const description = await loadDescription('openapi/fungame.yaml');
const { statements } = description;

const broken: CaseResult = {
  title: 'a dead token is refused',
  statements: ['F03'],
  outcome: 'tried',
  duration: 1,
  exchanges: [],
  evidence: [
    {
      finding: {
        rule: 'status',
        level: 'must',
        statements: ['F03', 'F29'],
        message: 'answered 200',
        expected: 'status 401',
        came: 'status 200, {"echo":"***"}',
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
  duration: 1,
  evidence: [],
  exchanges: [],
};
const kept: CaseResult = {
  title: 'no credential',
  statements: ['F24'],
  outcome: 'tried',
  duration: 1,
  evidence: [],
  exchanges: [],
};

function report(cases: readonly CaseResult[]): Report {
  const run = { startedAt: '2026-01-01T00:00:00.000Z', duration: 1, cases };
  return createReport(run, { description, subject: 'http://h', strict: false, accept: [], items: [] });
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

test('every case has a line, and the last line sums up', () => {
  const lines = terminalReport(report([broken, skipped, kept]), { colors })
    .trimEnd()
    .split('\n');
  expect(lines).toContain('✗ a dead token is refused F03');
  expect(lines).toContain('- an expired token (skipped: the target has no expiredTokens)');
  expect(lines).toContain('✓ no credential F24');
  expect(lines.at(-1)).toBe('The document is broken in 1 way. Cases: 2 tried, 1 skipped.');
});
