import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { UserError, messageOf, systemCodeOf } from '../errors.js';
import { noStatements, type Statement, type Statements } from './statements.js';

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

const form =
  'a statements file has a title, an address and statements, each with a section, what it says, and a level (must, letter, info).';

interface StatementsFile {
  title: string;
  address: string;
  statements: Record<string, Omit<Statement, 'id'>>;
}

function toStatements(content: unknown): Statements {
  if (!isStatementsFile(content)) throw new Error(form);
  const entries = Object.entries(content.statements);
  const byId = new Map(entries.map(([id, statement]) => [id, { id, ...statement }]));
  return { title: content.title, address: content.address, byId };
}

function isStatementsFile(content: unknown): content is StatementsFile {
  if (!isRecord(content) || !isRecord(content['statements'])) return false;
  const texts = [content['title'], content['address']];
  return texts.every((text) => typeof text === 'string') && Object.values(content['statements']).every(isStatement);
}

function isStatement(content: unknown): boolean {
  if (!isRecord(content)) return false;
  const { section, says, level, unchecked = '' } = content;
  const isText = [section, says, unchecked].every((text) => typeof text === 'string');
  return isText && (level === 'must' || level === 'letter' || level === 'info');
}

function isRecord(content: unknown): content is Readonly<Record<string, unknown>> {
  return typeof content === 'object' && content !== null && !Array.isArray(content);
}
