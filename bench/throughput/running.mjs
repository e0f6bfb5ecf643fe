import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { clearTimeout, setTimeout } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const children = new Set();
let pinned = false;
let started = 0;

/** Keeps this process and the load generator on core 1, servers go to core 0. @returns whether that can be. */
export async function pinMyself() {
  pinned = await run('taskset', ['-acp', '1', String(process.pid)]).then(
    () => true,
    () => false,
  );
  return pinned;
}

/** Starts a server, its output going to a file, and waits for the first answer, at most a minute. */
export async function start({ name, toCommand, workload }, folder) {
  const port = await freePort();
  const [file, ...args] = [...(pinned ? ['taskset', '-c', '0'] : []), ...toCommand(port)];
  started += 1;
  const logFile = join(folder, `${String(started)}.log`);
  const log = await open(logFile, 'w');
  const begin = performance.now();
  const child = spawn(file, args, { stdio: ['ignore', log.fd, log.fd] });
  children.add(child);
  const closed = once(child, 'close').finally(() => children.delete(child));
  await log.close();
  const stop = () => end(child, closed);
  const running = { name, workload, url: `http://127.0.0.1:${String(port)}`, pid: child.pid, logFile, stop };
  try {
    await Promise.race([firstAnswer(running), closed.then(() => Promise.reject(new Error('It ended.')))]);
  } catch (cause) {
    await stop();
    throw new Error(`${name} gave no answer: ${(await readFile(logFile, 'utf8')).slice(-500)}`, { cause });
  }
  return { ...running, startMilliseconds: performance.now() - begin };
}

async function firstAnswer({ url, workload }) {
  const signal = globalThis.AbortSignal.timeout(60_000);
  for (;;) {
    const answer = await globalThis.fetch(url + workload.path, { method: workload.method }).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer !== undefined) return;
    signal.throwIfAborted();
    await sleep(5);
  }
}

/** Takes the servers along when this process is told to end. */
export function endAllWithMe() {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      for (const child of children) child.kill('SIGKILL');
      process.exit(1);
    });
  }
}

async function end(child, closed) {
  child.kill();
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
  await closed.catch(() => undefined); // it could not even be spawned
  clearTimeout(timer);
}

/** The memory that a process has now, in megabytes. */
export async function residentMegabytes({ pid }) {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Math.round(Number(stdout) / 1024);
}

/** A port that nobody listens on; it is chosen before, as not every server can say which one it took. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
