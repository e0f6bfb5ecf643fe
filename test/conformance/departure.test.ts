import { expect, test } from 'vitest';
import { weigh } from '../../src/conformance/departure.js';
import type { Statements } from '../../src/description/statements.js';
import type { Level } from '../../src/exchange.js';

const levels: Readonly<Record<string, Level>> = { M1: 'must', M2: 'must', L1: 'letter', L2: 'letter', I1: 'info' };

test.each<{ statements: string[]; level: Level }>([
  { statements: ['M1'], level: 'must' },
  { statements: ['L1'], level: 'letter' },
  { statements: ['I1'], level: 'info' },
  { statements: ['I1', 'L1'], level: 'letter' },
  { statements: ['L1', 'I1'], level: 'letter' },
  { statements: ['I1', 'L2', 'M2', 'L1'], level: 'must' },
])('what breaks $statements weighs $level, as the heaviest of them', ({ statements, level }) => {
  expect(weighed(statements)).toBe(level);
});

test('what breaks a statement that nobody knows is a must', () => {
  expect(weighed(['nobody'])).toBe('must');
  expect(weighed(['I1', 'nobody'])).toBe('must');
});

test('what breaks no statement is a must', () => {
  expect(weighed([])).toBe('must');
});

test('a weighed departure keeps all it said', () => {
  const departure = { rule: 'status', statements: ['L1'], message: 'm', expected: 'e', came: 'c', cause: 'habit' };
  expect(weigh(departure, statementsOf())).toEqual({ ...departure, level: 'letter' });
});

function weighed(statements: readonly string[]): Level {
  return weigh({ rule: 'status', statements, message: '', expected: '', came: '' }, statementsOf()).level;
}

function statementsOf(): Statements {
  const entries = Object.entries(levels).map(([id, level]) => [id, { id, section: '', says: '', level }] as const);
  return { title: '', address: '', byId: new Map(entries) };
}
