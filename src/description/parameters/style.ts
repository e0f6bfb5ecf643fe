import type { ParameterObject } from '../document.js';

export type StyleName = 'simple' | 'label' | 'matrix' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject';

/** How the value of a parameter is written (OpenAPI 3.1 section 4.8.12.3). */
export interface Style {
  readonly style: StyleName;
  readonly explode: boolean;
}

// The first is the default of the place.
const stylesOf: Readonly<Record<ParameterObject['in'], readonly [StyleName, ...StyleName[]]>> = {
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  path: ['simple', 'label', 'matrix'],
  header: ['simple'],
  cookie: ['form'],
};

/** The style of a parameter: its own if there is such a one at its place, else the default of the place. */
export function styleOf({ in: place, style, explode }: Pick<ParameterObject, 'in' | 'style' | 'explode'>): Style {
  const [usual, ...others] = stylesOf[place];
  const name = others.find((other) => other === style) ?? usual;
  return { style: name, explode: explode ?? (name === 'form' && (style ?? 'form') === 'form') };
}

/** Whether an object of this style is spread over fields of its own. */
export function isSpread({ style, explode }: Style): boolean {
  return style === 'deepObject' || (style === 'form' && explode);
}
