import { closest, distance } from 'fastest-levenshtein';

/** The one of several names that somebody who wrote another most likely meant; `undefined` where none is near. */
export function nearestName(written: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const nearest = closest(written, [...known]);
  return distance(written, nearest) <= Math.max(2, Math.floor(written.length / 3)) ? nearest : undefined;
}
