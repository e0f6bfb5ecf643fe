import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import type { Cause } from '../outcome.js';
import type { Report } from '../report.js';
import type { CaseResult } from '../run.js';
import { causesByCase } from './case-states.js';
import { factsOf, headlineOf } from './explain-cause.js';
import { verdictOf } from './verdict.js';

/** A report in JUnit's XML, as CI systems read it: a suite for each API, a test for each case. */
export function junit(reports: readonly Report[]): string {
  const document = create({ version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '\uFFFD' });
  const root = document.ele('testsuites', { name: 'signoff', ...sumOf(reports) });
  for (const report of reports) addSuite(root, report);
  return `${document.end({ prettyPrint: true })}\n`;
}

function addSuite(root: XMLBuilder, report: Report): void {
  const { api, subject, document, startedAt } = report;
  const timestamp = startedAt.replace(/\.\d+Z$|Z$/, '');
  const suite = root.ele('testsuite', { name: `signoff.${api}`, timestamp, ...sumOf([report]) });
  const { state, sentence } = verdictOf(report);
  const about = { subject, document: document.title, address: document.address, verdict: sentence };
  addProperties(suite, Object.entries(about));
  if (state === 'untried') addLacking(suite, report.api, sentence);
  const failures = causesByCase(report.outcome.broken);
  for (const one of toldOf(report)) addCase(suite, one, failures.get(one.title) ?? [], report);
}

// What most readers show are tests: one of its own says first what was not tried.
function addLacking(suite: XMLBuilder, api: string, sentence: string): void {
  const test = suite.ele('testcase', { name: 'enough was tried', classname: `signoff.${api}`, time: seconds(0) });
  test.ele('skipped', { message: sentence });
}

// What somebody left out is no test of this run.
function toldOf({ cases }: Report): readonly CaseResult[] {
  return cases.filter(({ isLeftOut }) => isLeftOut !== true);
}

function addCase(suite: XMLBuilder, one: CaseResult, causes: readonly Cause[], report: Report): void {
  const { title, statements, outcome, reason = '', duration } = one;
  const test = suite.ele('testcase', { name: title, classname: `signoff.${report.api}`, time: seconds(duration) });
  addProperties(
    test,
    statements.map((id) => ['statement', id]),
  );
  const [first] = causes;
  if (first !== undefined) addFailure(test, first, causes, one, report);
  else if (outcome !== 'tried') test.ele('skipped', { message: `${outcome}: ${reason}` });
}

// Most readers show one failure of a test only, so the first stands for all.
function addFailure(test: XMLBuilder, first: Cause, causes: readonly Cause[], one: CaseResult, report: Report): void {
  const more = causes.length > 1 ? ` (and ${causes.length - 1} more)` : '';
  const texts = causes.map((cause) => explain(asSeenBy(one, cause), report));
  test.ele('failure', { message: `${headlineOf(first)}${more}`, type: first.finding.rule }).txt(texts.join('\n\n'));
}

// A cause shows the request of the first case that met it; another case has its own.
function asSeenBy({ evidence }: CaseResult, cause: Cause): Cause {
  const { rule, message } = cause.finding;
  const own = evidence.find(({ finding }) => finding.rule === rule && finding.message === message);
  if (own === undefined) return cause;
  const { expected, came } = own.finding;
  return { ...cause, request: own.request, finding: { ...cause.finding, expected, came } };
}

function explain(cause: Cause, report: Report): string {
  const facts = factsOf(cause, report).filter(([name]) => name !== 'found by'); // the test says so itself
  const lines = facts.map(([name, text]) => `${name.padEnd(9)} ${text}`);
  return [headlineOf(cause), ...lines].join('\n');
}

function addProperties(parent: XMLBuilder, properties: readonly (readonly [string, string])[]): void {
  if (properties.length === 0) return;
  const list = parent.ele('properties');
  for (const [name, value] of properties) list.ele('property', { name, value });
}

function sumOf(reports: readonly Report[]): Readonly<Record<string, string>> {
  const failing = reports.map(({ outcome }) => new Set(outcome.broken.flatMap(({ cases }) => cases)));
  const count = (has: (one: CaseResult, index: number) => boolean): number =>
    reports.flatMap((report, index) => toldOf(report).filter((one) => has(one, index))).length;
  const lacking = reports.filter((report) => verdictOf(report).state === 'untried').length;
  return {
    tests: String(count(() => true) + lacking),
    failures: String(count(({ title }, index) => failing[index]?.has(title) === true)),
    errors: '0',
    skipped: String(
      count(({ title, outcome }, index) => outcome !== 'tried' && failing[index]?.has(title) !== true) + lacking,
    ),
    time: seconds(reports.reduce((sum, { duration }) => sum + duration, 0)),
  };
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
