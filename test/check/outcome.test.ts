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

test('what departs from the letter here and breaks the contract there is one cause, told as the breach', () => {
  const cause = '500 for 400';
  const letter = found('one', 'letter', ['F01'], { cause, message: 'a' });
  const { broken, notes } = sumUp([letter, found('two', 'must', ['F02'], { cause, message: 'b' })]);
  expect(notes).toEqual([]);
  expect(broken).toMatchObject([{ finding: { message: 'b', statements: ['F02', 'F01'] }, cases: ['one', 'two'] }]);
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

const status = { rule: 'status', cause: 'status' };
const reason = 'known';

test('all that an acceptance names has to match', () => {
  const cases = [found('one', 'must', ['F16'], status), found('two', 'must', ['F16'], { rule: 'media-type' })];
  const { broken, accepted } = sumUp(cases, { accept: [{ statement: 'F16', rule: 'status', reason }] });
  expect([broken, accepted].map(([cause]) => cause?.finding.rule)).toEqual(['media-type', 'status']);
});

test('without statements, a deviation is accepted by operation, by rule, or by both', () => {
  const cases = [{ ...found('one', 'must', [], status), operation: 'getPet' }];
  const broken = (acceptance: object): number => sumUp(cases, { accept: [{ ...acceptance, reason }] }).broken.length;
  const [getPet, addPet] = [{ operation: 'getPet' }, { operation: 'addPet' }];
  expect([getPet, { rule: 'status' }, { ...getPet, rule: 'status' }].map(broken)).toEqual([0, 0, 0]);
  expect([addPet, { rule: 'body' }, { ...addPet, rule: 'status' }, { ...getPet, rule: 'body' }].map(broken)).toEqual([
    1, 1, 1, 1,
  ]);
});

test('what one operation is allowed, another that shows the same cause is not', () => {
  const cases = ['getPet', 'addPet'].map((operation) => ({ ...found(operation, 'must', [], status), operation }));
  const [getPet, addPet] = [
    { operation: 'getPet', reason: 'old' },
    { operation: 'addPet', reason: 'new' },
  ];
  expect(sumUp(cases, { accept: [getPet] })).toMatchObject({ broken: [{ cases: ['getPet', 'addPet'] }], stale: [] });
  expect(sumUp(cases, { accept: [getPet, addPet] })).toMatchObject({ broken: [], accepted: [{ accepted: 'old new' }] });
});

test('an acceptance by operation or rule is stale when its operation was tried and shows no such cause', () => {
  const cases = [
    { ...found('one', 'must', [], status), operation: 'getPet' },
    { ...found('two', 'must', [], status), operation: 'addPet', evidence: [] },
    { ...found('three', 'must', [], status), operation: 'dropPet', outcome: 'skipped' as const, evidence: [] },
  ];
  const needed = [
    { operation: 'getPet', reason },
    { rule: 'status', reason },
  ];
  const idle = [
    { rule: 'media-type', reason },
    { operation: 'getPet', rule: 'media-type', reason },
    { operation: 'addPet', reason },
    { operation: 'addPet', rule: 'status', reason },
  ];
  const untried = [
    { operation: 'dropPet', reason },
    { operation: 'dropPet', rule: 'status', reason },
  ];
  expect(sumUp(cases, { accept: [...needed, ...idle, ...untried] }).stale).toEqual(idle);
});
