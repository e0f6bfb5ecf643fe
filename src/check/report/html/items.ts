import type { CoverageItem } from '../../coverage.js';
import { itemKinds } from '../coverage-lines.js';
import { html, type Markup } from './markup.js';
import type { Page } from './page.js';

/** What exchanges showed of what is documented: parameters, values, answers, codes. */
export function showItems({ report, id }: Page): Markup {
  const { items } = report.coverage;
  if (items.length === 0) return html``;
  return html`<section id="${id('items')}">
    <h2>Seen on the wire</h2>
    ${Object.entries(itemKinds).map(([kind, name]) =>
      showKind(
        name,
        items.filter((item) => item.kind === kind),
      ),
    )}
  </section>`;
}

function showKind(name: string, items: readonly CoverageItem[]): Markup | undefined {
  if (items.length === 0) return undefined;
  const seen = items.filter((item) => item.seen).length;
  const isOneOperation = new Set(items.map(({ operation }) => operation)).size === 1;
  const show = (item: CoverageItem): Markup =>
    html`<li class="${item.seen ? 'seen' : 'unseen'}">
      ${item.seen ? '✓' : '○'} ${isOneOperation ? undefined : html`<span class="soft">${item.operation}</span>`}
      ${item.name} ${item.seen ? undefined : html`<span class="soft">not seen</span>`}
    </li>`;
  return html`<h3>${name} <span class="soft">${seen} of ${items.length}</span></h3>
    <ul class="items">
      ${items.map(show)}
    </ul>`;
}
