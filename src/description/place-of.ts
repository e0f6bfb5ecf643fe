import { readFile } from 'node:fs/promises';
import { at } from './location.js';
import { createLocate } from './source-position.js';

/** Tells where something stands in a file, as `file:line:column`; each file is read once. */
export type PlaceOf = (file: string, tokens: readonly string[]) => Promise<string>;

export function createPlaceOf(): PlaceOf {
  const locators = new Map<string, Promise<ReturnType<typeof createLocate>>>();
  return async (file, tokens) => {
    const locating = locators.get(file) ?? readFile(file, 'utf8').then(createLocate);
    locators.set(file, locating);
    const pointer = tokens.map((token) => `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    return at(file, (await locating)(pointer));
  };
}
