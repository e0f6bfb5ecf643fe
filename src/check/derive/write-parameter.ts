import type { ParameterObject } from '../../description/document.js';

/** A parameter as it is written: for a query its names and texts, elsewhere one text. */
export interface WrittenParameter {
  /** Names with their texts, not yet percent-encoded. */
  readonly pairs: readonly (readonly [name: string, text: string])[];
}

/** Writes the value of a parameter by its style (OpenAPI 3.1 section 4.8.12.3). */
export function writeParameter(parameter: ParameterObject, value: unknown): WrittenParameter {
  const { name } = parameter;
  if (parameter.content !== undefined) return { pairs: [[name, JSON.stringify(value)]] };
  if (Array.isArray(value)) return { pairs: writeList(parameter, value.map(toText)) };
  if (typeof value === 'object' && value !== null) return { pairs: writeObject(parameter, Object.entries(value)) };
  return { pairs: [[name, prefix(parameter) + toText(value)]] };
}

type Pairs = WrittenParameter['pairs'];

function writeList(parameter: ParameterObject, items: readonly string[]): Pairs {
  const { name } = parameter;
  if (isExploded(parameter) && isForm(parameter)) return items.map((item) => [name, item]);
  if (isExploded(parameter) && parameter.style === 'matrix') {
    return [[name, items.map((item) => `;${name}=${item}`).join('')]];
  }
  return [[name, prefix(parameter) + items.join(separator(parameter))]];
}

function writeObject(parameter: ParameterObject, members: readonly (readonly [string, unknown])[]): Pairs {
  const { name, style } = parameter;
  const texts = members.map(([key, value]) => [key, toText(value)] as const);
  if (style === 'deepObject') return texts.map(([key, text]) => [`${name}[${key}]`, text]);
  if (isExploded(parameter) && isForm(parameter)) return texts;
  if (!isExploded(parameter)) return [[name, prefix(parameter) + texts.flat().join(separator(parameter))]];
  const joined = texts.map(([key, text]) => `${key}=${text}`);
  if (style === 'matrix') return [[name, joined.map((text) => `;${text}`).join('')]];
  return [[name, prefix(parameter) + joined.join(separator(parameter))]];
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isForm({ in: place, style }: ParameterObject): boolean {
  return style === undefined ? place === 'query' || place === 'cookie' : /^form$|Delimited$/.test(style);
}

function isExploded({ in: place, style, explode }: ParameterObject): boolean {
  return explode ?? (style === 'form' || (style === undefined && (place === 'query' || place === 'cookie')));
}

// What a style puts before a value.
function prefix({ style, name }: ParameterObject): string {
  return style === 'label' ? '.' : style === 'matrix' ? `;${name}=` : '';
}

function separator(parameter: ParameterObject): string {
  if (parameter.style === 'spaceDelimited') return ' ';
  if (parameter.style === 'pipeDelimited') return '|';
  return parameter.style === 'label' && isExploded(parameter) ? '.' : ',';
}
