import { execFileSync, spawnSync } from 'node:child_process';

/** Whether `curl` and a POSIX shell are there; what needs them is skipped by name where they are not. */
export const hasCurl: boolean = spawnSync('sh', ['-c', 'curl --version']).status === 0;

/** Runs a command line in a POSIX shell. @returns what it printed. */
export function runShell(command: string): string {
  return execFileSync('sh', ['-c', command], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}
