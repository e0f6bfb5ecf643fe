import { expect, test } from 'vitest';
import { html } from '../../../src/check/report/html.js';
import { broken, exchange, kept, sampleReport, skipped } from './sample-reports.js';

const attack = `<script>alert("1")</script><img src='//x'>`;

test('one file that needs nothing else, and only what it links to is elsewhere', () => {
  const page = html([sampleReport([broken('one', { came: attack })])]);
  expect(page).not.toMatch(/\s(?:src|srcset|action|data)=["']|<link|@import|url\(/);
  const addresses = [...page.matchAll(/href="([^"#][^"]*)"/g)].map(([, address]) => address);
  expect(new Set(addresses)).toEqual(new Set(['http://h', 'https://docs.example/small']));
});

test('what a server sends is shown, and never becomes markup', () => {
  const odd = kept('two', 'S1', [exchange(attack)]);
  const page = html([sampleReport([broken(`one ${attack}`, { came: attack, message: attack }), odd])]);
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).not.toContain('<img');
  expect(page).toContain(
    '<pre>&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;&#60;img src=&#39;//x&#39;&#62;</pre>',
  );
});

test('an address that is no web address is no link', () => {
  const page = html([sampleReport([kept('one')], { subject: 'javascript:alert(1)' })]);
  expect(page).not.toContain('href="javascript');
});

test('a finding comes with statement, place, request, what was due and what came', () => {
  const page = html([sampleReport([broken('no token')])]);
  const finding = page.slice(page.indexOf('<article'), page.indexOf('</article>'));
  for (const text of ['POST /out: answered 200 instead of 401', 'A token is needed.', 'status 401', 'status 200, {}']) {
    expect(finding).toContain(text);
  }
  expect(finding).toContain('<a href="https://docs.example/small" rel="noreferrer">Request</a>');
  expect(finding).toContain('curl -i -X POST &#39;http://h/out?a=1&#39;');
});

test('every statement tells what became of it, and links lead to elements that exist', () => {
  const cases = [broken('one'), kept('two', 'S2'), skipped('three')];
  const page = html([sampleReport(cases), sampleReport(cases, { api: 'other' })]);
  const states = [...page.matchAll(/<li id="r1-(S\d)" data-state="([^"]+)"/g)].map(([, id, state]) => [id, state]);
  expect(states).toEqual([
    ['S1', 'broken'],
    ['S2', 'kept'],
    ['S3', 'skipped'],
    ['S4', 'not-checkable'],
  ]);
  expect(page).toContain('the target has no tokens');
  expect(page).toContain('A feeling.');
  const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const unknown = [...page.matchAll(/href="#([^"]+)"/g)].filter(([, id]) => !ids.includes(id));
  expect(unknown).toEqual([]);
});

test('what was not seen on the wire stands beside what was', () => {
  const item = { kind: 'code', operation: 'out' } as const;
  const items = [
    { ...item, name: '400 17', seen: true },
    { ...item, name: '400 18', seen: false },
  ];
  const page = html([sampleReport([kept('one')], { items })]);
  expect(page).toMatch(/class="seen">\s*✓\s+400 17/);
  expect(page).toMatch(/class="unseen">\s*○\s+400 18/);
});

test('10,000 cases stay readable: the exchanges of those that are kept are left away, and it says so', () => {
  const cases = Array.from({ length: 10_000 }, (_, index) => kept(`case ${index}`, 'S1', [exchange('x'.repeat(2000))]));
  const page = html([sampleReport([...cases, { ...broken('bad'), exchanges: [exchange('told')] }])]);
  expect(page.length).toBeLessThan(8_000_000);
  expect(page).toContain('case 9999');
  expect(page).not.toContain('xxxx');
  expect(page).toContain('<pre>told</pre>');
  expect(page).toContain('the exchanges are shown of the first 1000 that are not kept only');
});
