import { expect, test } from 'vitest';
import { mergeReports } from '../../src/check/merge.js';
import { checkApi, type Report } from '../../src/index.js';
import { wrongFunGameServers } from '../servers/fungame/wrong.js';
import { broken, exchange, kept, sampleReport, skipped } from './report/sample-reports.js';

/** A part of a run, as a shard would report it that has seen nothing on the wire. */
function part(report: Report, from: number, to?: number): Report {
  const items = report.coverage.items.map((item) => ({ ...item, seen: false }));
  const nothing = sampleReport([]);
  const { outcome, coverage } = nothing;
  return { ...report, cases: report.cases.slice(from, to), outcome, coverage: { ...coverage, items } };
}

test('two halves of a run on a wrong server are the whole run again', async () => {
  const running = await wrongFunGameServers[0]?.start();
  const whole = await checkApi('fungame', { target: { url: running?.url ?? '', ...running?.fixtures } });
  await running?.close();
  expect(whole.outcome.broken).not.toEqual([]);
  const middle = Math.floor(whole.cases.length / 2);
  const second = { ...part(whole, middle), coverage: whole.coverage };
  const [merged] = mergeReports([part(whole, 0, middle), second]);
  expect(merged).toEqual({ ...whole, duration: whole.duration * 2 });
});

test('of a case in several shards the one that was tried wins, with the evidence of all', () => {
  const one = { ...skipped('case', 'no tokens', 'S1'), exchanges: [exchange('first')] };
  const two = { ...broken('case'), exchanges: [exchange('first'), exchange('second')] };
  const [merged] = mergeReports([sampleReport([one]), sampleReport([two]), sampleReport([one])]);
  expect(merged?.cases).toEqual([{ ...two, duration: 9 }]);
  expect(merged?.outcome.broken).toHaveLength(1);
});

test('what one shard has seen is seen; time adds up from the earliest start; subjects are joined', () => {
  const item = { kind: 'code', operation: 'out', name: '400 17' } as const;
  const one = sampleReport([kept('a')], { items: [{ ...item, seen: true }], startedAt: '2026-01-02T00:00:00.000Z' });
  const two = sampleReport([kept('b')], { items: [{ ...item, seen: false }], subject: 'http://i' });
  expect(mergeReports([one, two])).toMatchObject([
    {
      coverage: { items: [{ seen: true }] },
      startedAt: '2026-01-01T00:00:00.000Z',
      duration: 24,
      subject: 'http://h, http://i',
    },
  ]);
});

test('an acceptance is stale by the cases of all shards', () => {
  const accept = [{ statement: 'S1', reason: 'known' }];
  const one = sampleReport([kept('a')], { accept });
  expect(one.outcome.stale).toEqual(accept);
  const [merged] = mergeReports([one, sampleReport([broken('b')], { accept })]);
  expect(merged?.outcome).toMatchObject({ stale: [], broken: [], accepted: [{ accepted: 'known' }] });
});

test('strictness can be raised when merging; APIs are kept apart', () => {
  const note = broken('a', { level: 'letter', statements: ['S2'] });
  const merged = mergeReports([sampleReport([note]), sampleReport([kept('a')], { api: 'other' })], { strict: true });
  expect(merged.map(({ api, strict, outcome }) => [api, strict, outcome.broken.length])).toEqual([
    ['small', true, 1],
    ['other', true, 0],
  ]);
});

test('reports that were made in different ways are refused, saying which differ', () => {
  const other = sampleReport([], { strict: true, accept: [{ statement: 'S1', reason: 'known' }] });
  expect(() => mergeReports([sampleReport([]), other])).toThrow(
    expect.objectContaining({
      code: 'REPORT_INVALID',
      message: expect.stringContaining('they differ in: strict, accept.') as string,
    }),
  );
});
