import { describe, expect, test } from 'vitest';
import { planCheck } from '../src/index.js';

const plans = await Promise.all(['fungame', 'feishu'].map((api) => planCheck(api)));

describe.each(plans)('the contract of $description.name', ({ description, cases }) => {
  const { byId } = description.statements;
  const named = new Set(cases.flatMap(({ statements }) => statements));

  test('names only statements that the document has', () => {
    expect([...named].filter((id) => !byId.has(id))).toEqual([]);
  });

  test('checks every statement that can be checked and has weight', () => {
    const due = [...byId.values()].filter(({ level, unchecked }) => level !== 'info' && unchecked === undefined);
    expect(due.map(({ id }) => id).filter((id) => !named.has(id))).toEqual([]);
  });

  test('gives every case a title of its own', () => {
    const titles = cases.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });
});
