import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder with this package installed as its users get it, or a copy of an example with it. */
export interface Installed {
  readonly folder: string;
  readonly tarball: string;
  /** Runs a command there. @returns what it printed. @throws Error with all it printed, when it fails. */
  readonly run: (command: string, args: readonly string[], environment?: NodeJS.ProcessEnv) => Promise<string>;
}

/** Packs the built package and installs the tarball in a new folder, which is for the caller to remove. */
export async function installPacked(example?: string): Promise<Installed> {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-packed-'));
  const packing = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const [{ filename }] = JSON.parse(await runThere('.', 'npm', packing)) as [{ filename: string }];
  const tarball = join(folder, filename);
  const run: Installed['run'] = (command, args, environment) => runThere(folder, command, args, environment);
  if (example === undefined) await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  else await cp(example, folder, { recursive: true });
  await run('npm', ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', tarball]);
  return { folder, tarball, run };
}

function runThere(
  folder: string,
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<string> {
  const env = { ...process.env, NO_COLOR: '1', ...environment };
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd: folder, env }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error }));
    });
  });
}

export interface Started {
  /** The address it printed. */
  readonly url: string;
  /** Ends it, and what it started, with SIGTERM. */
  readonly stop: () => Promise<void>;
}

/** Starts a command that prints an address and goes on. */
export async function startThere(folder: string, command: string, args: readonly string[]): Promise<Started> {
  const child = spawn(command, args, { cwd: folder, env: { ...process.env, NO_COLOR: '1' }, detached: true });
  const closed = once(child, 'close');
  return {
    url: await waitForAddress(child),
    stop: async () => {
      // A command may have started others, which are in its group.
      process.kill(-Number(child.pid), 'SIGTERM');
      await closed;
    },
  };
}

function waitForAddress({ stdout, stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (text: string): void => {
      output += text;
      const [address] = /http:\/\/[\w.]+:\d+/.exec(output) ?? [];
      if (address !== undefined) resolve(address);
    };
    stdout?.setEncoding('utf8').on('data', read);
    stderr?.setEncoding('utf8').on('data', read);
    stdout?.on('close', () => reject(new Error(`It ended without an address: ${output}`)));
  });
}
