/**
 * How long a cold start takes, from the spawn to the first answer: of our mock, of Prism with the same description, and
 * of Node.js alone, which answers nothing and just ends. node bench/cold-start.mjs [rounds]; first `npm run build`.
 * They take turns, so that a busy machine slows all of them down alike; the ratio counts, and the median of the rounds.
 */
import { execFile, spawn } from 'node:child_process';
import console from 'node:console';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, URL } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from './throughput/running.mjs';

const rounds = Number(process.argv[2] ?? 5);
const main = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));
const description = fileURLToPath(new URL('../openapi/fungame.yaml', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'cold-start-'));

try {
  const starts = {
    'node -e 0': () => ['-e', '0'],
    'signoff mock': (port) => [main, 'mock', '-p', port],
    'signoff mock fungame': (port) => [main, 'mock', 'fungame', '-p', port],
  };
  const prism = await installPrism();
  if (prism !== undefined) starts['prism mock'] = (port) => [prism, 'mock', description, '-p', port];
  console.table(await compare(starts));
} finally {
  await rm(folder, { recursive: true, maxRetries: 5 });
}

async function compare(starts) {
  const times = Object.fromEntries(Object.keys(starts).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, toArgs] of Object.entries(starts)) times[name].push(await measure(toArgs));
  }
  const [alone] = Object.values(times).map(median);
  return Object.entries(times).map(([name, all]) => ({
    name,
    'median ms': Math.round(median(all)),
    'from ms': Math.round(Math.min(...all)),
    'to ms': Math.round(Math.max(...all)),
    'of node -e 0': Number((median(all) / alone).toFixed(1)),
  }));
}

// A port is chosen before, as not every server can say which one it took.
async function measure(toArgs) {
  const port = await freePort();
  const begin = performance.now();
  const child = spawn(process.execPath, toArgs(String(port)), { stdio: 'ignore' });
  const closed = once(child, 'close');
  const answers = toArgs.length > 0;
  if (answers) await firstAnswer(child, `http://127.0.0.1:${port}/user/logout`);
  else await closed;
  const milliseconds = performance.now() - begin;
  child.kill();
  await closed;
  return milliseconds;
}

async function firstAnswer(child, url) {
  for (;;) {
    const answer = await globalThis.fetch(url, { method: 'POST' }).catch(() => undefined);
    if (answer !== undefined) return;
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode} before it answered.`);
    await sleep(5);
  }
}

async function installPrism() {
  const args = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '@stoplight/prism-cli@5'];
  try {
    await promisify(execFile)('npm', args);
    return join(folder, 'node_modules/@stoplight/prism-cli/dist/index.js');
  } catch (error) {
    console.log(`Prism is left out, as it cannot be installed: ${error.message.split('\n')[1] ?? error.message}`);
    return undefined;
  }
}

function median(values) {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
}
