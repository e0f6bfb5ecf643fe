import type { CaseResult } from '../../run.js';
import { showExchanges } from './exchange.js';
import { html, type Markup } from './markup.js';
import { filters, mostExchanged, showState, type Page } from './page.js';

/** Every case, each foldable with what went over the wire. */
export function showCases(page: Page): Markup {
  const cases = page.report.cases.filter(({ isLeftOut }) => isLeftOut !== true);
  const others = page.report.cases.length - cases.length;
  const list = page.id('cases');
  const leftAway =
    cases.length > mostExchanged
      ? html`<p class="soft">
          With ${cases.length} cases, the exchanges are shown of the first ${mostExchanged} that are not kept only; the
          JSON report has them all.
        </p>`
      : undefined;
  return html`<section id="${list}">
    <h2>Cases</h2>
    ${leftAway}
    ${filters(
      list,
      cases.map(({ title }) => page.stateOf(title)),
    )}
    ${others > 0 ? html`<p class="soft">${others} more cases were left out.</p>` : undefined}
    ${cases.map((one) => showCase(one, page))}
  </section>`;
}

function showCase({ title, statements, reason, duration, exchanges }: CaseResult, page: Page): Markup {
  const state = page.stateOf(title);
  const ids = statements.map((id) => html`<a class="id" href="#${page.id(id)}">${id}</a> `);
  return html`<details class="case" id="${page.id(page.caseId(title))}" data-state="${state}">
    <summary><span class="title">${title}</span> ${showState(state)}</summary>
    <p>${ids}<span class="soft">${Math.round(duration)} ms</span></p>
    ${reason === undefined ? undefined : html`<p>${reason}</p>`}
    ${exchanges.length > 0 && page.hasExchanges(title) ? showExchanges(exchanges) : undefined}
  </details> `;
}
