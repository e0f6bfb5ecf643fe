import { expect, test } from 'vitest';
import { convert, create } from 'xmlbuilder2';
import { junit } from '../../../src/check/report/junit.js';
import { broken, kept, sampleReport, skipped } from './sample-reports.js';

function parse(xml: string): unknown {
  return convert(xml, { format: 'object' });
}

test('a suite for each API, a test for each case, with the statements as properties', () => {
  const xml = junit([sampleReport([kept('one', 'S2')]), sampleReport([kept('two')], { api: 'other' })]);
  expect(parse(xml)).toMatchObject({
    testsuites: {
      '@tests': '2',
      '@failures': '0',
      testsuite: [
        {
          '@name': 'signoff.small',
          '@timestamp': '2026-01-01T00:00:00',
          testcase: {
            '@name': 'one',
            '@classname': 'signoff.small',
            '@time': '0.003',
            properties: { property: { '@name': 'statement', '@value': 'S2' } },
          },
        },
        { '@name': 'signoff.other' },
      ],
    },
  });
});

test('a failure says what is wrong, which statement, the request, what was due and what came', () => {
  const suite = JSON.stringify(parse(junit([sampleReport([broken('no token')])])));
  expect(suite).toContain('"@message":"POST /out: answered 200 instead of 401","@type":"status"');
  for (const text of ['S1 Request: A token is needed.', 'curl -i -X POST', 'status 401', 'status 200, {}']) {
    expect(suite).toContain(JSON.stringify(text).slice(1, -1));
  }
});

test('each case shows what came to itself, also where another showed the same cause', () => {
  const xml = junit([sampleReport([broken('one'), broken('two', { came: 'status 200, {"b":2}' })])]);
  expect(xml.match(/came +status 200, \{"b":2\}/g)).toHaveLength(1);
  expect(xml.match(/came +status 200, \{\}/g)).toHaveLength(1);
});

test('what was not tried is skipped with its reason, and neither a note nor what is accepted fails', () => {
  const accept = [{ statement: 'S1', reason: 'known' }];
  const cases = [skipped('later'), broken('accepted'), broken('note', { level: 'letter', statements: ['S2'] })];
  const xml = junit([sampleReport(cases, { accept })]);
  expect(xml).toContain('tests="3" failures="0" errors="0" skipped="1"');
  expect(xml).toContain('<skipped message="skipped: the target has no tokens"/>');
  expect(xml).not.toContain('<failure');
});

test('characters that XML forbids are replaced, markup is escaped', () => {
  const xml = junit([sampleReport([broken('odd', { came: 'a\u0000b\u001b[31m <b> ]]> & \ud800 \uffff 好' })])]);
  expect(create(xml).root().node.textContent).toContain('a\ufffdb\ufffd[31m <b> ]]> & \ufffd \ufffd 好');
});
