import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { messageOf, systemCodeOf, UserError } from '../errors.js';

/** Mutants that nobody outside can tell from the original, or that the check must not blame. */
export interface Equivalents {
  /** Ids of mutants; `*` stands for any text. */
  readonly mutants: readonly string[];
  readonly reason: string;
}

/** The file that lists the equivalent mutants of a description: `<name>.mutants.yaml` beside it. */
export function equivalentsFileOf(descriptionFile: string): string {
  return descriptionFile.replace(/\.(ya?ml|json)$/i, '') + '.mutants.yaml';
}

/**
 * Reads the equivalent mutants of a description; a file that does not exist lists none.
 * @throws UserError DESCRIPTION_UNREADABLE when the file is not of the expected form.
 */
export async function loadEquivalents(file: string): Promise<readonly Equivalents[]> {
  try {
    const content: unknown = parse(await readFile(file, 'utf8'));
    if (isList(content) && content.every(isEquivalents)) return content;
    throw new Error('a mutants file is a list of entries, each with mutants (a list of ids) and a reason.');
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return [];
    throw new UserError('DESCRIPTION_UNREADABLE', `${file}: ${messageOf(error)}`, { cause: error });
  }
}

/** Whether a pattern, with `*` for any text, means this id. */
export function means(pattern: string, id: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(id);
}

function isEquivalents(entry: unknown): entry is Equivalents {
  if (typeof entry !== 'object' || entry === null) return false;
  const { mutants, reason } = entry as { mutants?: unknown; reason?: unknown };
  return isList(mutants) && mutants.every((id) => typeof id === 'string') && typeof reason === 'string';
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
