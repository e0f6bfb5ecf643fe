/** HTML that may stand in a page as it is. */
export interface Markup {
  readonly markup: string;
}

export type Part = Markup | string | number | undefined | readonly Part[];

/** Joins literal HTML with parts; whatever is no {@link Markup} is escaped, so that no text can become HTML. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const texts = literals.map((literal, index) => literal + show(parts[index]));
  return { markup: texts.join('') };
}

/** Marks text of our own as HTML. */
export function trusted(markup: string): Markup {
  return { markup };
}

/** An address as a link, or as text when it is none that a browser should follow. */
export function link(address: string, text: Part = address): Markup {
  return /^https?:\/\//i.test(address) ? html`<a href="${address}" rel="noreferrer">${text}</a>` : html`${text}`;
}

function show(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escape(part);
  return isList(part) ? part.map(show).join('') : part.markup;
}

function isList(part: Markup | readonly Part[]): part is readonly Part[] {
  return Array.isArray(part);
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
