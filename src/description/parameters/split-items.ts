import type { ParameterObject } from '../document.js';
import type { Style } from './style.js';

/**
 * The parts of a value that is one text, still encoded; where it can be parted in two ways, the likelier one first.
 */
export function splitItems(
  text: string,
  place: ParameterObject['in'],
  { style, explode }: Style,
): readonly (readonly string[])[] {
  // RFC 9110 section 5.6.1: blanks around the commas of a header, and empty elements, say nothing.
  if (place === 'header') return [text.split(/[ \t]*,[ \t]*/).filter(Boolean)];
  if (style === 'label' && explode) return [text.split('.')];
  if (style === 'spaceDelimited') return [text.split(/%20|\+| /)];
  if (style === 'pipeDelimited') return preferParted(text.split('|'), text.split(/%7C/i));
  const byComma = text.split(',');
  // OpenAPI 3.0.3 shows dots in its table, RFC 6570 section 3.2.5 has commas.
  if (style === 'label') return byComma.length > 1 ? [byComma] : inBothWays(byComma, text.split('.'));
  // Some clients encode the commas as well.
  return byComma.length > 1 ? [byComma] : inBothWays(byComma, text.split(/%2C/i));
}

// A bar has no place in a query as it stands (RFC 3986 section 3.4), so most encode it.
function preferParted(literal: readonly string[], encoded: readonly string[]): readonly (readonly string[])[] {
  return literal.length > 1 ? [literal] : inBothWays(encoded, literal);
}

function inBothWays(one: readonly string[], other: readonly string[]): readonly (readonly string[])[] {
  return one.length === other.length ? [one] : [one, other];
}
