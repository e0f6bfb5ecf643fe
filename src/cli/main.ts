#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { UserError, messageOf } from '../errors.js';
import type { Command, Flags } from './command.js';

// Each is loaded when it is asked for: a mock starts without what a check needs.
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  mock: async () => (await import('./mock.js')).mock,
  check: async () => (await import('./check.js')).check,
  merge: async () => (await import('./merge.js')).merge,
  audit: async () => (await import('./audit.js')).audit,
  client: async () => (await import('./client.js')).client,
};

const help = `signoff: a mock of documented APIs, and a check whether another server keeps the documents.

  signoff mock [api-or-file …]   serve the documented answers
  signoff check <api>            check a server against the document
  signoff merge <report …>       make one report of those of several checks
  signoff audit <api-or-file>    check the check: would it find out a wrong server?
  signoff client <api-or-file>   write a typed client

  signoff <command> --help       the flags of a command

APIs in the box: fungame, feishu.
`;

process.exitCode = await main(process.argv.slice(2));

async function main([name, ...args]: readonly string[]): Promise<number> {
  try {
    if (name === undefined || name === 'help' || name === '--help' || name === '-h') return print(help);
    const command = Object.hasOwn(commands, name) ? await commands[name]?.() : undefined;
    if (command === undefined) {
      throw new UserError('ARGUMENT_INVALID', `No such command: ${name}. Known: ${Object.keys(commands).join(', ')}.`);
    }
    const { values, positionals } = parse(command, args);
    return values['help'] === true ? print(command.help) : await command.run(values, positionals);
  } catch (error) {
    return explain(error);
  }
}

function parse({ options }: Command, args: readonly string[]): { values: Flags; positionals: readonly string[] } {
  try {
    const help = { type: 'boolean', short: 'h' } as const;
    return parseArgs({ args: [...args], options: { ...options, help }, allowPositionals: true });
  } catch (error) {
    throw new UserError('ARGUMENT_INVALID', messageOf(error), { cause: error });
  }
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

// A mistake of the caller is one sentence; a bug of ours shows its stack, so that it can be reported.
function explain(error: unknown): number {
  if (error instanceof UserError) process.stderr.write(`signoff: ${error.message} [${error.code}]\n`);
  else process.stderr.write(`signoff has a bug: ${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
  return 2;
}
