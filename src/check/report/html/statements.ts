import type { Statement } from '../../../description/statements.js';
import type { StatementCoverage } from '../../coverage.js';
import { html, link, type Markup } from './markup.js';
import { filters, showState, type AnyState, type Page } from './page.js';

interface Row extends Statement {
  readonly covered: StatementCoverage | undefined;
  readonly state: AnyState;
  /** The titles of the cases that check it. */
  readonly cases: readonly string[];
}

/** The document, statement by statement under its headings. */
export function showStatements(page: Page): Markup {
  const rows = toRows(page);
  if (rows.length === 0) return html``;
  const { document } = page.report;
  const list = page.id('statements');
  return html`<section id="${list}">
    <h2>The document</h2>
    <p class="soft">What ${link(document.address, document.title)} says, statement by statement, in our own words.</p>
    ${filters(
      list,
      rows.map(({ state }) => state),
    )}
    ${bySection(rows).map(
      (group) =>
        html`<div class="group">
          <h3>${group[0]?.section}</h3>
          <ul class="rows">
            ${group.map((row) => showRow(row, page))}
          </ul>
        </div>`,
    )}
  </section>`;
}

function toRows({ report, stateOf }: Page): readonly Row[] {
  const covered = new Map(report.coverage.statements.map((one) => [one.id, one]));
  const causes = [
    ['broken', report.outcome.broken],
    ['noted', report.outcome.notes],
    ['accepted', report.outcome.accepted],
  ] as const;
  return report.statements.map((statement) => {
    const { id } = statement;
    const departs = causes.find(([, list]) => list.some(({ finding }) => finding.statements.includes(id)))?.[0];
    const titles = report.cases.filter(({ statements }) => statements.includes(id)).map(({ title }) => title);
    // Those that found something come first, as the list is cut.
    const cases = [
      ...titles.filter((one) => stateOf(one) !== 'kept'),
      ...titles.filter((one) => stateOf(one) === 'kept'),
    ];
    const state = covered.get(id)?.state ?? 'unguarded';
    return { ...statement, covered: covered.get(id), state: departs ?? (state === 'checked' ? 'kept' : state), cases };
  });
}

function bySection(rows: readonly Row[]): readonly (readonly Row[])[] {
  const groups: Row[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last?.[0]?.section === row.section) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

function showRow({ id, says, level, state, covered, cases }: Row, page: Page): Markup {
  const why = covered?.why === undefined ? undefined : html`<p class="soft">${covered.why}</p>`;
  const count = cases.length === 1 ? '1 case' : `${cases.length} cases`;
  return html`<li id="${page.id(id)}" data-state="${state}">
    <span class="id">${id}</span>
    <div class="says">
      <p>${says} <span class="level">${level}</span></p>
      ${why}
      ${
        cases.length === 0
          ? undefined
          : html`<details>
              <summary>${count}</summary>
              ${page.linkCases(cases)}
            </details>`
      }
    </div>
    ${showState(state)}
  </li>`;
}
