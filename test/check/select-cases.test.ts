import { expect, test } from 'vitest';
import type { Case } from '../../src/check/contract.js';
import { selectCases, type Selection } from '../../src/check/select-cases.js';
import { loadDescription } from '../../src/description/load.js';
import { planCheck } from '../../src/index.js';

const description = await loadDescription('openapi/fungame.yaml');

const makeCase = (title: string, more: Partial<Case> = {}): Case => ({
  title,
  statements: ['F24'],
  needs: [],
  run: () => Promise.resolve(),
  ...more,
});

const cases: readonly Case[] = [
  makeCase('a'),
  makeCase('b', { statements: ['F03', 'F29'], mayChange: true, group: 'tokens' }),
  makeCase('c', { statements: ['F03'] }),
  makeCase('d', { group: 'tokens' }),
];

function titlesLeft(selection: Selection): readonly string[] {
  return selectCases(cases, description, selection).flatMap(({ one, leftOut }) =>
    leftOut === undefined ? [one.title] : [],
  );
}

test.each<[Selection, readonly string[]]>([
  [{}, ['a', 'b', 'c', 'd']],
  [{ only: ['F03'] }, ['b', 'c']],
  [{ only: ['F29', 'F24'] }, ['a', 'b', 'd']],
  [{ only: ['LogOut'] }, ['a', 'b', 'c', 'd']],
  [{ skip: ['tag:User'] }, []],
  [{ skip: ['User'] }, []],
  [{ only: ['F03'], skip: ['F29'] }, ['c']],
  [{ readOnly: true }, ['a', 'c', 'd']],
])('%j leaves %j', (selection, left) => {
  expect(titlesLeft(selection)).toEqual(left);
});

test('a case that is left out stays in the run, with the reason', () => {
  const selected = selectCases(cases, description, { only: ['F03'], skip: ['F29'], readOnly: true });
  expect(selected.map(({ leftOut }) => leftOut)).toEqual([
    'left out by --only',
    'left out by --skip',
    undefined,
    'left out by --only',
  ]);
  const [, changing] = selectCases(cases, description, { readOnly: true });
  expect(changing?.leftOut).toBe('may change something, and --read-only is set');
});

test('names that nothing has are refused, all at once, with what there is', () => {
  const select = (): unknown => selectCases(cases, description, { only: ['F03', 'F99'], skip: ['Logout'] });
  expect(select).toThrow(
    /^There is no F99 or Logout to choose by\. Statements: F01, .*F03, .+\. Operations: LogOut\. Tags: tag:User\.$/,
  );
  expect(select).toThrow(expect.objectContaining({ code: 'ARGUMENT_INVALID' }));
});

test.each([1, 2, 3, 7])('%i shards are the whole, each case once, and groups stay together', (total) => {
  const shards = Array.from({ length: total }, (_, index) => titlesLeft({ shard: { index: index + 1, total } }));
  expect(shards.flat().sort()).toEqual(['a', 'b', 'c', 'd']);
  expect(shards.filter((shard) => shard.includes('b'))).toEqual([expect.arrayContaining(['b', 'd'])]);
});

test('two shards share the load', () => {
  expect(titlesLeft({ shard: { index: 1, total: 2 } })).toEqual(['b', 'd']);
  expect(titlesLeft({ shard: { index: 2, total: 2 } })).toEqual(['a', 'c']);
});

test.each(['fungame', 'feishu'])('of %s, one shard alone uses anything up', async (api) => {
  const total = 4;
  const shards = Array.from({ length: total }, (_, index) => planCheck(api, { shard: { index: index + 1, total } }));
  const plans = await Promise.all(shards);
  expect(plans.filter(({ cases: part }) => part.some(({ mayChange }) => mayChange === true))).toHaveLength(1);
});
