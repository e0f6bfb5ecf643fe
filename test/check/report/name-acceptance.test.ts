import pico from 'picocolors';
import { expect, test } from 'vitest';
import { githubSummary } from '../../../src/check/report/github-summary.js';
import { github } from '../../../src/check/report/github.js';
import { html } from '../../../src/check/report/html.js';
import { json, readReports } from '../../../src/check/report/json.js';
import { nameAcceptance } from '../../../src/check/report/name-acceptance.js';
import { terminalReport } from '../../../src/check/report/terminal.js';
import { kept, sampleReport } from './sample-reports.js';

const reason = 'known';

test.each([
  [{ statement: 'F16' }, 'F16'],
  [{ statement: 'F16', rule: 'status' }, 'F16 (rule status)'],
  [{ statement: 'F16', rule: 'status', operation: 'LogOut' }, 'F16 (rule status, operation LogOut)'],
  [{ rule: 'status' }, 'the rule status'],
  [{ operation: 'getPet' }, 'the operation getPet'],
  [{ operation: 'getPet', rule: 'status' }, 'the rule status (operation getPet)'],
])('%o is named within a sentence: %s', (names, text) => {
  expect(nameAcceptance({ ...names, reason })).toBe(text);
});

test('every report for people names a stale acceptance that has no statement; the one for machines keeps it', () => {
  const report = sampleReport([kept('one')], { accept: [{ rule: 'status', reason }] });
  const terminal = terminalReport(report, { colors: pico.createColors(false) });
  for (const text of [terminal, github([report]), githubSummary([report]), html([report])]) {
    expect(text).toMatch(/[Nn]othing breaks the rule status any more: drop its acceptance/);
  }
  expect(readReports(json([report]), 'a.json')).toEqual([report]);
});
