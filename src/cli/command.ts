import type { ParseArgsConfig } from 'node:util';

/** One command of the command line. */
export interface Command {
  /** What `--help` prints. */
  readonly help: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** @returns the exit code: 0 kept, 1 broken, 2 could not try. */
  run(values: Flags, positionals: readonly string[]): Promise<number>;
}

export type Flags = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** A flag that takes one text, if it was given. */
export function text(values: Flags, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}
