import { coverageLines } from '../coverage-lines.js';
import { countsOf, verdictOf } from '../verdict.js';
import { html, link, type Markup } from './markup.js';
import type { Page } from './page.js';

/** The verdict, what was on trial, and the numbers. */
export function showHead({ report, id }: Page): Markup {
  const { document, api, subject, startedAt, duration, strict, coverage, outcome, cases } = report;
  const { state, sentence } = verdictOf(report);
  const mark = { kept: '✓', broken: '✗', untried: '?' }[state];
  const parts = [
    ['findings', 'Findings', outcome.broken.length + outcome.notes.length],
    ['statements', 'Document', coverage.statements.length],
    ['items', 'Seen', coverage.items.length],
    ['cases', 'Cases', cases.length],
  ] as const;
  const links = parts.filter(([name, , count]) => name === 'findings' || count > 0);
  return html`<header class="${state}">
    <h1>${document.title || api}</h1>
    <p class="verdict"><span class="mark" aria-hidden="true">${mark}</span> ${sentence}</p>
    <div class="meter" role="img" aria-label="${coverage.percent} percent of what can be checked was checked">
      <i style="width:${coverage.percent}%"></i>
    </div>
    <p class="soft">${coverage.percent}% of what can be checked was checked.</p>
    <dl>
      ${fact('Checked at', link(subject))}
      ${document.address === '' ? undefined : fact('Against', link(document.address))}
      ${fact('Cases', countsOf(report))}
      ${coverageLines(coverage).map((line) => {
        const [name = '', ...rest] = line.split(': ');
        return fact(name, rest.join(': '));
      })}
      ${fact('Strict', strict ? 'yes: departures from the letter break it' : 'no: departures from the letter are notes')}
      ${fact('When', html`<time datetime="${startedAt}">${showTime(startedAt)}</time>, took ${showDuration(duration)}`)}
    </dl>
    <nav>${links.map(([name, text, count]) => html`<a href="#${id(name)}">${text} ${count}</a>`)}</nav>
  </header>`;
}

function fact(name: string, value: Markup | string): Markup {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

function showTime(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

function showDuration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
