import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const main = join(import.meta.dirname, '../../dist/src/cli/main.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line to its end. */
export async function runCli(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = start(args, environment);
  const output = collect(child);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

export interface RunningCli {
  readonly url: string;
  /** What it has printed so far. */
  readonly output: { readonly stdout: string; readonly stderr: string };
  /** Ends it with SIGTERM. @returns its exit code. */
  stop(): Promise<number | null>;
}

/** Starts `signoff mock` and waits until it has said where it listens. */
export async function startMockCli(
  args: readonly string[] = [],
  environment: NodeJS.ProcessEnv = {},
): Promise<RunningCli> {
  const child = start(['mock', '-p', '0', ...args], environment);
  const output = collect(child);
  const closed = once(child, 'close');
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', () => {
      if (output.stdout.includes('Stop with')) resolve();
    });
    child.on('close', () => reject(new Error(`signoff mock ended early: ${output.stderr}`)));
  });
  return {
    url: /http:\/\/\S+:\d+/.exec(output.stdout)?.[0] ?? '',
    output,
    async stop() {
      child.kill('SIGTERM');
      const [code] = (await closed) as [number | null];
      return code;
    },
  };
}

function start(args: readonly string[], environment: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [main, ...args], { env: { ...process.env, NO_COLOR: '1', ...environment } });
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  return output;
}
