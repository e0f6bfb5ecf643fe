import type { Log } from 'sarif';
import { expect, test } from 'vitest';
import type { Report } from '../../../src/check/report.js';
import { sarif } from '../../../src/check/report/sarif.js';
import { broken, sampleReport, skipped } from './sample-reports.js';

function toLog(...reports: readonly Report[]): Log {
  return JSON.parse(sarif(reports)) as Log;
}

test('each result names the rule of its statement, its level and a place', () => {
  const cases = [
    broken('one'),
    broken('two', { level: 'letter', statements: ['S2'] }),
    broken('three', { level: 'info', statements: [], rule: 'odd' }),
  ];
  const { version, runs } = toLog(sampleReport(cases));
  const { tool, results = [] } = runs[0] ?? { tool: { driver: { name: '' } } };
  expect(version).toBe('2.1.0');
  expect(tool.driver.rules?.map(({ id }) => id)).toEqual(['S1', 'S2', 'S3', 'S4', 'odd']);
  expect(tool.driver.rules?.[0]).toMatchObject({
    shortDescription: { text: 'A token is needed.' },
    helpUri: 'https://docs.example/small',
  });
  expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
    ['S1', 'error'],
    ['S2', 'warning'],
    ['odd', 'note'],
  ]);
  for (const { ruleId, ruleIndex = -1, locations } of results) {
    expect(tool.driver.rules?.[ruleIndex]?.id).toBe(ruleId);
    expect(locations?.[0]).toMatchObject({
      physicalLocation: { artifactLocation: { uri: 'openapi/small.statements.yaml' } },
      logicalLocations: [{ name: ruleId }],
    });
  }
});

test('a finding keeps its fingerprint from run to run, whatever came; another finding has another', () => {
  const fingerprint = (report: Report): unknown => toLog(report).runs[0]?.results?.[0]?.partialFingerprints;
  const first = fingerprint(sampleReport([broken('one')]));
  const again = fingerprint(
    sampleReport([broken('again', { came: 'status 200, {"time":7}' })], { subject: 'http://i' }),
  );
  expect(again).toEqual(first);
  expect(fingerprint(sampleReport([broken('one', { statements: ['S3'] })]))).not.toEqual(first);
});

test('an accepted deviation is suppressed with its reason, an untried case is a notification', () => {
  const accept = [{ statement: 'S1', reason: 'known' }];
  const run = toLog(sampleReport([broken('one'), skipped('two')], { accept })).runs[0];
  expect(run?.results?.[0]?.suppressions).toEqual([{ kind: 'external', status: 'accepted', justification: 'known' }]);
  expect(run?.invocations?.[0]).toMatchObject({
    executionSuccessful: true,
    toolExecutionNotifications: [{ message: { text: 'two (skipped: the target has no tokens)' } }],
  });
});
