import type { Call } from './apis';
import type { Answer } from './send';

/** A request and its answer, for people to read. */
export function showExchange({ path, headers = {}, body }: Call, answer: Answer): HTMLElement {
  const { status, statusText, reason } = answer;
  const row = element('div', 'row');
  row.append(element('h3', '', `POST ${path}`), element('span', 'status', `${String(status)} ${statusText}`));
  const sent = Object.entries(headers).map(([name, value]) => `${name}: ${shorten(value)}`);
  if (body !== undefined) sent.push(JSON.stringify(body, null, 1).replace(/\n */g, ' '));
  const article = element('article', `card ${status < 400 ? 'done' : 'refused'}`);
  article.append(
    row,
    element('pre', 'sent', sent.join('\n')),
    answer.body === '' ? element('p', 'hint', 'The answer has no body.') : element('pre', 'came', indent(answer.body)),
    ...(reason === undefined ? [] : [element('p', 'hint', `Why: ${reason}.`)]),
  );
  return article;
}

function element(name: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

// A token is told by its ends; the middle would fill the page.
function shorten(text: string): string {
  return text.replace(/[\w.-]{60,}/g, (token) => `${token.slice(0, 20)}…${token.slice(-8)}`);
}

function indent(body: string): string {
  return /^[[{]/.test(body) ? shorten(JSON.stringify(JSON.parse(body), null, 2)) : body;
}
