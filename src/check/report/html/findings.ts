import type { Cause } from '../../outcome.js';
import { headlineOf, statementsOf } from '../explain-cause.js';
import { nameAcceptance } from '../name-acceptance.js';
import { showCommand, showExchanges } from './exchange.js';
import { html, link, type Markup } from './markup.js';
import { foldRest, showState, type AnyState, type Page } from './page.js';

/** From this finding on, the exchanges stand with the cases only. */
const mostExchanged = 100;

/** Each way in which the document is not kept, the weightiest first. */
export function showFindings(page: Page): Markup {
  const { broken, notes, accepted, observed, stale } = page.report.outcome;
  const show = (causes: readonly Cause[], state: AnyState): Markup[] =>
    causes.map((cause, index) => showFinding(cause, state, index, page));
  const isCalm = [broken, notes, accepted, stale].every(({ length }) => length === 0);
  return html`<section id="${page.id('findings')}">
    <h2>Findings</h2>
    ${isCalm ? html`<p class="soft">Nothing that was tried departs from the document.</p>` : undefined}
    ${show(broken, 'broken')} ${show(notes, 'noted')} ${show(accepted, 'accepted')}
    ${stale.map(
      (acceptance) =>
        html`<p class="finding stale">
          Nothing breaks ${nameAcceptance(acceptance)} any more: drop its acceptance
          <span class="soft">(${acceptance.reason})</span>.
        </p>`,
    )}
    ${observed.length === 0 ? undefined : showObserved(observed, page)}
  </section>`;
}

function showFinding(cause: Cause, state: AnyState, index: number, page: Page): Markup {
  const { finding, request, cases, accepted } = cause;
  const reason = accepted === undefined ? undefined : html`<p>Accepted: ${accepted}</p>`;
  return html`<article class="finding ${state}">
    <p class="over">${showState(state)} <span class="soft">${finding.rule}</span></p>
    <h3>${headlineOf(cause)}</h3>
    ${reason}
    <div class="pair">
      <div>
        <h4>Expected</h4>
        <pre>${finding.expected}</pre>
      </div>
      <div class="came">
        <h4>Came</h4>
        <pre>${finding.came}</pre>
      </div>
    </div>
    <h4>What the document says</h4>
    ${showStatements(cause, page)}
    <h4>The request</h4>
    ${showCommand(request)}
    <h4>Found by</h4>
    ${page.linkCases(cases)} ${index < mostExchanged ? showFirstCase(cases[0], page) : undefined}
  </article>`;
}

function showStatements(cause: Cause, { report, id: idOf }: Page): Markup {
  const { document } = report;
  const quotes = statementsOf(cause, report).map(
    ({ id, section, says }) =>
      html`<blockquote>
        <a class="id" href="#${idOf(id)}">${id}</a> ${says}
        <cite>${document.address === '' ? section : link(document.address, section)}</cite>
      </blockquote>`,
  );
  return quotes.length === 0
    ? html`<p class="soft">No statement of it is about this.</p>`
    : foldRest(quotes, 'statements');
}

function showFirstCase(title: string | undefined, { report }: Page): Markup | undefined {
  const exchanges = report.cases.find((one) => one.title === title)?.exchanges ?? [];
  if (exchanges.length === 0) return undefined;
  const what =
    exchanges.length === 1 ? 'The exchange' : `The ${exchanges.length} exchanges of the first, in their order`;
  return html`<details>
    <summary>${what}</summary>
    ${showExchanges(exchanges)}
  </details>`;
}

function showObserved(observed: readonly Cause[], page: Page): Markup {
  const line = (cause: Cause): Markup =>
    html`<li>
      ${headlineOf(cause)} <span class="soft">${cause.finding.statements.join(' ')}</span>
      ${page.linkCases(cause.cases)}
    </li>`;
  return html`<details class="observed">
    <summary>${observed.length} only observed: the document leaves it open</summary>
    <ul>
      ${observed.map(line)}
    </ul>
  </details>`;
}
