import type { Report } from '../../report.js';
import { caseStates, type CaseState } from '../case-states.js';
import { html, type Markup } from './markup.js';

/** With more cases than this, only of so many that are not kept the exchanges are shown. */
export const mostExchanged = 1000;

/** What every part of a report's page needs to know. */
export interface Page {
  readonly report: Report;
  readonly stateOf: (title: string) => CaseState;
  /** Whether the exchanges of this case are shown. */
  readonly hasExchanges: (title: string) => boolean;
  /** The id of an element, unlike those of the other reports in the same file. */
  readonly id: (name: string) => string;
  /** The name of a case's element. */
  readonly caseId: (title: string) => string;
  /** Links to the first few of some cases. */
  readonly linkCases: (titles: readonly string[]) => Markup;
}

/** Looks up once what the parts of a report's page ask again and again. */
export function createPage(report: Report, prefix: string): Page {
  const states = caseStates(report);
  const numbers = new Map(report.cases.map(({ title }, index) => [title, index + 1]));
  const id = (name: string): string => `${prefix}-${name}`;
  const shown = withExchanges(report, states);
  const caseId = (title: string): string => `case-${numbers.get(title) ?? 0}`;
  const linkCase = (title: string): Markup => html`<p><a href="#${id(caseId(title))}">${title}</a></p>`;
  return {
    report,
    stateOf: (title) => states.get(title) ?? 'kept',
    hasExchanges: (title) => shown.has(title),
    id,
    caseId,
    linkCases: (titles) => {
      const rest = titles.length - 50;
      const more = rest > 0 ? [html`<p>and ${rest} more cases</p>`] : [];
      const links = [...titles.slice(0, 50).map(linkCase), ...more];
      return html`<div class="links">${foldRest(links, 'cases')}</div>`;
    },
  };
}

/** The first few of many, the rest to unfold. */
export function foldRest(all: readonly Markup[], name: string): Markup {
  if (all.length <= 4) return html`${all}`;
  return html`${all.slice(0, 3)}
    <details class="rest">
      <summary>${all.length - 3} more ${name}</summary>
      ${all.slice(3)}
    </details>`;
}

function withExchanges({ cases }: Report, states: ReadonlyMap<string, CaseState>): ReadonlySet<string> {
  const titles = cases.map(({ title }) => title);
  if (titles.length <= mostExchanged) return new Set(titles);
  return new Set(titles.filter((title) => states.get(title) !== 'kept').slice(0, mostExchanged));
}

/** The words for each state, and the mark that stands beside them. */
export const stateNames = {
  broken: '✗ broken',
  noted: '! to note',
  accepted: '~ accepted',
  kept: '✓ kept',
  skipped: '– skipped',
  inconclusive: '? inconclusive',
  checked: '✓ checked',
  'not-checkable': '· not checkable',
  unguarded: '○ unguarded',
} as const;

export type AnyState = keyof typeof stateNames;

/** A state as a small coloured label. */
export function showState(state: AnyState): Markup {
  return html`<span class="state ${state}">${stateNames[state]}</span>`;
}

/** Buttons that show the elements of one state only, and a field that looks for words, for the list of this id. */
export function filters(list: string, states: readonly AnyState[]): Markup {
  const occurring = (Object.keys(stateNames) as AnyState[]).filter((state) => states.includes(state));
  if (states.length < 2) return html``;
  const button = (state: AnyState): Markup => {
    const count = states.filter((one) => one === state).length;
    return html`<button type="button" data-state="${state}" aria-pressed="false">
      ${stateNames[state]} ${count}
    </button>`;
  };
  return html`<div class="filters" data-for="${list}" hidden>
    <button type="button" data-state="" aria-pressed="true">all ${states.length}</button>
    ${occurring.length > 1 ? occurring.map(button) : undefined}
    <input type="search" placeholder="Filter" aria-label="Filter by words" />
  </div>`;
}
