import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { UserError, messageOf, systemCodeOf } from '../errors.js';
import type { Level } from '../exchange.js';

/** One sentence of the source document. */
export interface Statement {
  readonly id: string;
  /** The heading it stands under. */
  readonly section: string;
  /** What it says, in our own words. */
  readonly says: string;
  /** The most that a check may demand of it. */
  readonly level: Level;
  /** Why it cannot be checked over HTTP, if it cannot. */
  readonly unchecked?: string;
}

/** The statements of one source document. */
export interface Statements {
  readonly title: string;
  /** Where the document can be read. */
  readonly address: string;
  readonly byId: ReadonlyMap<string, Statement>;
}

export const noStatements: Statements = { title: '', address: '', byId: new Map() };

/** The statements file that belongs to a description: `<name>.statements.yaml` beside `<name>.yaml`. */
export function statementsFileOf(descriptionFile: string): string {
  return descriptionFile.replace(/\.(ya?ml|json)$/i, '') + '.statements.yaml';
}

/**
 * Reads a statements file; a file that does not exist states nothing.
 * @throws UserError DESCRIPTION_UNREADABLE when the file is not of the expected form.
 */
export async function loadStatements(file: string): Promise<Statements> {
  const text = await readIfPresent(file);
  if (text === undefined) return noStatements;
  try {
    return toStatements(parse(text));
  } catch (error) {
    throw new UserError('DESCRIPTION_UNREADABLE', `${file}: ${messageOf(error)}`, { cause: error });
  }
}

async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

interface StatementsFile {
  title: string;
  address: string;
  statements: Record<string, Omit<Statement, 'id'>>;
}

function toStatements(content: unknown): Statements {
  if (!isStatementsFile(content)) throw new Error('a statements file has a title, an address and statements.');
  const entries = Object.entries(content.statements);
  const byId = new Map(entries.map(([id, statement]) => [id, { id, ...statement }]));
  return { title: content.title, address: content.address, byId };
}

function isStatementsFile(content: unknown): content is StatementsFile {
  return typeof content === 'object' && content !== null && 'statements' in content && 'address' in content;
}
