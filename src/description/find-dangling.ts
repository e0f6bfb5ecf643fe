import { placesIn, type Kind } from './grammar.js';
import { follow, pointerTo } from './json-pointer.js';

export interface Dangling {
  readonly reference: string;
  /** Where it stands. */
  readonly pointer: string;
}

/** Finds the first reference of a document that leads nowhere within it. */
export function findDangling(document: object): Dangling | undefined {
  const known = new Map<string, boolean>();
  const visit = (value: object, kind: Kind, pointer: string): Dangling | undefined => {
    const reference = '$ref' in value ? value.$ref : undefined;
    if (typeof reference === 'string' && !leadsSomewhere(reference)) return { reference, pointer };
    for (const { holder, key, kind: inner, path } of placesIn(value, kind)) {
      const found = holder[key];
      if (typeof found !== 'object' || found === null) continue;
      const dangling = visit(found, inner, path.reduce(pointerTo, pointer));
      if (dangling !== undefined) return dangling;
    }
    return undefined;
  };
  const leadsSomewhere = (reference: string): boolean => {
    const leads = known.get(reference) ?? follow(document, reference) !== undefined;
    known.set(reference, leads);
    return leads;
  };
  return visit(document, 'document', '');
}
