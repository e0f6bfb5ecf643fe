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
