import { expect, test } from 'vitest';
import { loadEquivalents, means } from '../../src/audit/equivalents.js';
import { showAudit } from '../../src/audit/report.js';
import { score, staleEntries, type Scored } from '../../src/audit/score.js';
import type { Mutant } from '../../src/audit/mutant.js';
import { noStatements, type Statement } from '../../src/description/statements.js';

const begin = (): object => ({});
const wrong: Mutant = { id: 'answer a 200: /b removed', title: 'b is gone.', statements: ['S1'], begin };
const nothing = { statements: noStatements, equivalents: [] };

function stating(level: Statement['level']): typeof nothing {
  const statement = { id: 'S1', section: '', says: '', level };
  return { ...nothing, statements: { ...noStatements, byId: new Map([['S1', statement]]) } };
}

test('what is found out is killed, by which case and whether strictly', () => {
  expect(score(wrong, { level: 'must', by: 'c' }, nothing)).toMatchObject({
    kind: 'answer',
    state: 'killed',
    why: 'c',
  });
  expect(score(wrong, { level: 'letter', by: 'c' }, nothing).state).toBe('killed-strictly');
});

test('what is not found out survives, unless a statement demands nothing or a list excuses it', () => {
  expect(score(wrong, {}, stating('must')).state).toBe('survived');
  expect(score(wrong, {}, stating('info'))).toMatchObject({ state: 'equivalent', why: 'no statement demands it (S1)' });
  expect(score({ ...wrong, lawful: 'allowed' }, {}, stating('must'))).toMatchObject({ why: 'allowed' });
  const equivalents = [{ mutants: ['answer * removed'], reason: 'so' }];
  expect(score(wrong, {}, { ...stating('must'), equivalents })).toMatchObject({ state: 'equivalent', why: 'so' });
});

test('an entry is stale that means nothing, or something that is killed', () => {
  const killed: Scored = { ...score(wrong, { level: 'must', by: 'c' }, nothing) };
  const equivalents = [{ mutants: ['answer * removed', 'rule *'], reason: 'so' }];
  expect(staleEntries(equivalents, [killed])).toEqual([
    { pattern: 'answer * removed', why: 'answer a 200: /b removed is killed' },
    { pattern: 'rule *', why: 'there is no such mutant' },
  ]);
  expect(staleEntries([{ mutants: ['answer *'], reason: 'so' }], [{ ...killed, state: 'equivalent' }])).toEqual([]);
});

test('a pattern means whole ids, all but the star to the letter', () => {
  expect(means('a.b (1) *', 'a.b (1) removed')).toBe(true);
  expect(means('a.b', 'axb')).toBe(false);
  expect(means('b*', 'a b c')).toBe(false);
  expect(means('a b', 'a b c')).toBe(false);
});

test('a file that is none lists nothing, and one of another form is refused', async () => {
  expect(await loadEquivalents('test/audit/nope.mutants.yaml')).toEqual([]);
  await expect(loadEquivalents('test/audit/pets.yaml')).rejects.toMatchObject({ code: 'DESCRIPTION_UNREADABLE' });
});

test('the report names the survivors with what nobody guards, and counts', () => {
  const mutants = [
    score(wrong, { level: 'letter' }, nothing),
    { ...score(wrong, {}, nothing), id: 'rule x', kind: 'rule' },
  ];
  const text = showAudit({ api: 'a', mutants, stale: [], duration: 1 });
  expect(text).toContain('survived  rule x\n          b is gone.\n          unguarded: S1\n');
  expect(text).toMatch(/\na: 2 mutants, 1 killed \(0 without --strict\), 0 equivalent, 1 survived\.\n$/);
});
