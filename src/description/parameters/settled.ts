import type { ParameterObject } from '../document.js';
import type { SchemaReader } from '../schemas.js';
import { styleOf, type Style } from './style.js';

/**
 * Whether OpenAPI says how this value is written, so that every server reads it alike. It says nothing of lists and
 * objects within others, of members of a `deepObject` that are no plain values, of exploded cookies, of a delimiter
 * within an item; RFC 6570 and the table of OpenAPI 3.0 differ about a label that is not exploded; and a single text in
 * place of an object, or a list in place of a text, is another parameter or the same one twice.
 */
export function isSettled(parameter: ParameterObject, value: unknown, schemas: SchemaReader): boolean {
  if (value === undefined || parameter.content !== undefined) return true;
  const types = schemas.types(parameter.schema);
  const style = styleOf(parameter);
  if (value === null) return false;
  if (typeof value !== 'object') return types.length === 0 || types.some((type) => type !== 'object');
  const isList = Array.isArray(value);
  const isMeant = types.includes(isList ? 'array' : 'object');
  const parts: readonly unknown[] = isList ? value : Object.entries(value).flat();
  const arePlain = parts.every((part) => typeof part !== 'object' && part !== '');
  return isMeant && arePlain && parts.length > 0 && hasForm(parameter.in, style, parts.map(String), isList);
}

function hasForm(
  place: ParameterObject['in'],
  { style, explode }: Style,
  texts: readonly string[],
  isList: boolean,
): boolean {
  const holds = (letter: string): boolean => texts.some((text) => text.includes(letter));
  if (place === 'cookie') return !explode;
  if (place === 'header') return !holds(',');
  if (style === 'deepObject') return !isList;
  if (style === 'label') return explode && !holds('.');
  if (style === 'spaceDelimited') return !explode && !holds(' ');
  if (style === 'pipeDelimited') return !explode && !holds('|');
  return true;
}
