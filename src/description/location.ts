import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { Position } from './source-position.js';

/** Whether a description is at an http or https address, and not in a file. */
export function isAddress(location: string): boolean {
  return /^https?:\/\//i.test(location) && URL.canParse(location);
}

/** Where a description is: an address as it is, or the absolute path of a file. */
export function locationOf(given: string): string {
  return isAddress(given) ? new URL(given).href : resolve(given);
}

/** The name of an API: that of its file without the ending. */
export function nameOf(location: string): string {
  const path = isAddress(location) ? new URL(location).pathname : location;
  const last = path.split(/[/\\]/).findLast((part) => part !== '');
  return (last ?? new URL(location).host).replace(/\.(ya?ml|json)$/i, '');
}

/** A location as messages name it: a file relative to the working directory, an address without its secrets. */
export function show(location: string): string {
  if (!isAddress(location)) return relative(process.cwd(), location) || location;
  const { origin, pathname } = new URL(location);
  return origin + pathname;
}

/** `file:line:column`. */
export function at(location: string, { line, column }: Position): string {
  return `${show(location)}:${String(line)}:${String(column)}`;
}

/** Reads the texts of one description, each once. */
export interface TextReader {
  readonly read: (location: string) => Promise<string>;
  /** Where a location leads in the end: what is relative in it is relative to that. */
  readonly settle: (location: string) => Promise<string>;
}

export function createTextReader(): TextReader {
  const found = new Map<string, Promise<Found>>();
  const find = (location: string): Promise<Found> => {
    const known = found.get(location) ?? findAnew(location);
    found.set(location, known);
    return known;
  };
  return {
    read: async (location) => (await find(location)).text,
    async settle(location) {
      if (!isAddress(location)) return location;
      const { location: settled } = await find(location);
      found.set(settled, find(location));
      return settled;
    },
  };
}

interface Found {
  readonly text: string;
  readonly location: string;
}

// Whoever has files only does not wait for what fetches.
async function findAnew(location: string): Promise<Found> {
  if (!isAddress(location)) return { text: await readFile(location, 'utf8'), location };
  const { fetchText } = await import('./fetch-text.js');
  const { text, address } = await fetchText(new URL(location));
  return { text, location: address.href };
}
