import { expect, test } from 'vitest';
import { github } from '../../../src/check/report/github.js';
import { githubSummary } from '../../../src/check/report/github-summary.js';
import { broken, kept, sampleReport } from './sample-reports.js';

test('what breaks is an error, the letter a warning, the verdict a notice', () => {
  const lines = github([sampleReport([broken('one'), broken('two', { level: 'letter', statements: ['S2'] })])]).split(
    '\n',
  );
  expect(lines[0]).toMatch(/^::error title=signoff small S1::POST \/out: answered 200 instead of 401%0Adocument: S1 /);
  expect(lines[1]).toMatch(/^::warning title=signoff small S2::/);
  expect(lines[2]).toMatch(/^::notice title=signoff small::The document is broken in 1 way\. Cases: 2 tried, /);
});

test('whatever a server sends stays within its annotation', () => {
  const came = '100%\r\n::stop-commands::x';
  const text = github([sampleReport([broken('one', { came, statements: ['S:1,2'] })])]);
  expect(text).toContain('title=signoff small S%3A1%2C2::');
  expect(text).toContain('came: 100%25%0D%0A::stop-commands::x');
  expect(text.trimEnd().split('\n')).toHaveLength(2);
});

test('ten errors and ten warnings at most, and how many are not shown', () => {
  const many = Array.from({ length: 23 }, (_, index) =>
    broken(`case ${index}`, { message: `m${index}`, level: index < 12 ? 'must' : 'letter' }),
  );
  const text = github([sampleReport(many)]);
  expect(text.match(/^::error /gm)).toHaveLength(10);
  expect(text.match(/^::warning /gm)).toHaveLength(10);
  expect(text).toContain('Not annotated: 2 more errors and 1 more warnings.');
});

test('the summary tells verdict, findings and coverage', () => {
  const items = [{ kind: 'value', operation: 'out', name: 'body kind = 3', seen: false }] as const;
  const text = githubSummary([sampleReport([broken('one')], { items }), sampleReport([kept('two')], { api: 'other' })]);
  expect(text).toContain('### ❌ A small document\n\n**The document is broken in 1 way.** Cases: 1 tried.');
  expect(text).toContain('| ❌ broken | POST /out&#58; answered 200 instead of 401 | S1 | status 401 |');
  expect(text).toContain('- Statements&#58; 1 checked, 0 skipped, 1 not checkable, 2 that nobody checks');
  expect(text).toContain('- Values&#58; seen 0 of 1, not seen&#58; body kind = 3');
  expect(text).toContain('### ✅ A small document\n\n**The document is kept.**');
});

test('what a server sends is neither Markdown nor HTML in the summary, and stays in its row', () => {
  const came = 'a|b\n<img src=x> [l](http://x) `c`';
  const row = githubSummary([sampleReport([broken('one', { came })])])
    .split('\n')
    .find((line) => line.includes('❌ broken |'));
  expect(row).toContain('a&#124;b&#10;&#60;img src=x&#62; &#91;l&#93;&#40;http&#58;//x&#41; &#96;c&#96; |');
});
