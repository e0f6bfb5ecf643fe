import { toCurl } from '../curl.js';
import type { Cause } from '../outcome.js';
import type { Report } from '../report.js';
import { coverageLines } from './coverage-lines.js';
import { headlineOf, listSome } from './explain-cause.js';
import { nameAcceptance } from './name-acceptance.js';
import { countsOf, verdictOf } from './verdict.js';

/** GitHub refuses summaries above 1 MiB; a table longer than this helps nobody. */
const mostRows = 100;
const longestCell = 300;

/** The summary of a job in GitHub's Markdown: the verdict, the findings, the coverage. */
export function githubSummary(reports: readonly Report[]): string {
  return reports.map(summarize).join('\n');
}

function summarize(report: Report): string {
  const { api, document, subject, outcome, coverage } = report;
  const { state, sentence } = verdictOf(report);
  const mark = { kept: '✅', broken: '❌', untried: '⚠️' }[state];
  const rows = [
    ...outcome.broken.map((cause) => showRow('❌ broken', cause)),
    ...outcome.notes.map((cause) => showRow('⚠️ to note', cause)),
    ...outcome.accepted.map((cause) => showRow('☑️ accepted', cause)),
  ];
  const rest = rows.length - mostRows;
  return [
    `### ${mark} ${escape(document.title || api)}`,
    `**${sentence}** Cases: ${escape(countsOf(report))}. Checked at ${escape(subject)}.`,
    ...(rows.length === 0 ? [] : [[...head, ...rows.slice(0, mostRows)].join('\n')]),
    ...(rest > 0 ? [`… and ${rest} more findings.`] : []),
    ...outcome.stale.map((one) => `Nothing breaks ${escape(nameAcceptance(one))} any more: drop its acceptance.`),
    coverageLines(coverage)
      .map((line) => `- ${escape(line)}`)
      .join('\n'),
    ...showRequests(outcome.broken.slice(0, mostRows)),
    '',
  ].join('\n\n');
}

const head = ['| | Finding | Statements | Expected | Came |', '| --- | --- | --- | --- | --- |'];

function showRow(kind: string, cause: Cause): string {
  const { statements, expected, came } = cause.finding;
  const cells = [headlineOf(cause), listSome(statements, 10), expected, came];
  return `| ${[kind, ...cells.map((text) => escape(shorten(text)))].join(' | ')} |`;
}

function showRequests(causes: readonly Cause[]): readonly string[] {
  if (causes.length === 0) return [];
  const commands = causes.map(({ request }) => escape(toCurl(request)));
  const blocks = [...new Set(commands)].map((one) => `<pre>${one}</pre>`);
  return ['<details><summary>The requests</summary>', ...blocks, '</details>'];
}

function shorten(text: string): string {
  return text.length > longestCell ? `${text.slice(0, longestCell)}…` : text;
}

// As character references, nothing in a text is Markdown or HTML any more, and a line break stays within its cell.
function escape(text: string): string {
  return text.replace(/[&<>"'`*_~|\\[\]()#:@!\r\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}
