import { expect, test } from 'vitest';
import { sumUp } from '../../src/check/outcome.js';
import type { CaseResult } from '../../src/check/run.js';
import type { Finding, Level } from '../../src/exchange.js';

const request = { method: 'POST', url: 'http://h', headers: {} };

function found(title: string, level: Level, statements: readonly string[], extra: Partial<Finding> = {}): CaseResult {
  const finding = { rule: 'status', level, statements, message: 'm', expected: 'e', came: 'c', ...extra };
  return { title, statements, outcome: 'tried', duration: 1, evidence: [{ finding, request }], exchanges: [] };
}

test('equal findings of several cases are one cause', () => {
  const { broken } = sumUp([found('one', 'must', ['F01']), found('two', 'must', ['F01'])]);
  expect(broken).toHaveLength(1);
  expect(broken[0]?.cases).toEqual(['one', 'two']);
});

test('findings that name one cause are one, with the statements of all', () => {
  const { broken } = sumUp([
    found('one', 'must', ['F01'], { cause: '403 for 401' }),
    found('two', 'must', ['F02'], { cause: '403 for 401' }),
  ]);
  expect(broken.map(({ finding }) => finding.statements)).toEqual([['F01', 'F02']]);
});

test('findings about different statements are different causes', () => {
  expect(sumUp([found('one', 'must', ['F01']), found('two', 'must', ['F02'])]).broken).toHaveLength(2);
});

test('the letter is a note, and breaks under strict; an observation never does', () => {
  const cases = [found('one', 'letter', ['F01']), found('two', 'info', ['F02'])];
  expect(sumUp(cases)).toMatchObject({ broken: [], notes: [{ cases: ['one'] }], observed: [{ cases: ['two'] }] });
  expect(sumUp(cases, { strict: true })).toMatchObject({ broken: [{ cases: ['one'] }], notes: [] });
});

test('an accepted deviation is shown and does not count', () => {
  const outcome = sumUp([found('one', 'must', ['F16'])], { accept: [{ statement: 'F16', reason: 'since 2025' }] });
  expect(outcome).toMatchObject({ broken: [], accepted: [{ accepted: 'since 2025' }], stale: [] });
});

test('an acceptance is stale when its statement was tried and is kept', () => {
  const kept: CaseResult = {
    title: 'one',
    statements: ['F16'],
    outcome: 'tried',
    duration: 1,
    evidence: [],
    exchanges: [],
  };
  const skipped: CaseResult = {
    title: 'two',
    statements: ['F27'],
    outcome: 'skipped',
    duration: 1,
    evidence: [],
    exchanges: [],
  };
  const accept = [
    { statement: 'F16', reason: 'old' },
    { statement: 'F27', reason: 'not tried now' },
  ];
  expect(sumUp([kept, skipped], { accept }).stale).toEqual([{ statement: 'F16', reason: 'old' }]);
});
