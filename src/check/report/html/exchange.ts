import type { SentRequest } from '../../../exchange.js';
import { toCurl } from '../../curl.js';
import type { RecordedExchange } from '../../record.js';
import { html, type Markup } from './markup.js';

/** Of one case, no more exchanges than this are shown: the last ones. */
const most = 20;

/** What went over the wire, in its order. */
export function showExchanges(exchanges: readonly RecordedExchange[]): Markup {
  const first = Math.max(0, exchanges.length - most);
  const earlier = first > 0 ? html`<p class="soft">${first} earlier exchanges are left away.</p>` : undefined;
  return html`${earlier}
    <ol class="exchanges" start="${first + 1}">
      ${exchanges.slice(first).map((one) => html`<li>${showExchange(one)}</li>`)}
    </ol>`;
}

/** A request as a command that can be copied. */
export function showCommand(request: SentRequest): Markup {
  return html`<div class="command">
    <pre>${toCurl(request)}</pre>
    <button type="button" class="copy" hidden>copy</button>
  </div>`;
}

function showExchange({ request, reply, duration }: RecordedExchange): Markup {
  const headers = Object.entries(reply.headers).flatMap(([name, values]) => values.map((value) => `${name}: ${value}`));
  const body = reply.body === '' ? html`<p class="soft">no body</p>` : html`<pre>${reply.body}</pre>`;
  return html`${showCommand(request)}
    <div class="reply">
      <p><b>${reply.status}</b> <span class="soft">after ${Math.round(duration)} ms</span></p>
      <details>
        <summary>${headers.length} headers</summary>
        <pre>${headers.join('\n')}</pre>
      </details>
      ${body}
    </div>`;
}
