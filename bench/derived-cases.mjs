/**
 * Whether a check of derived cases stays small and even however long a description is.
 * node bench/derived-cases.mjs [mock|lax] [operations …]; first `npm run build`.
 * `mock`, our own, keeps the description; `lax` takes every request, so that nearly every case finds something.
 */
import { spawn } from 'node:child_process';
import console from 'node:console';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';
import { generateDescription } from './generate-description.mjs';

const [kind = 'mock', ...sizes] = process.argv.slice(2);
const main = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));

// The process tells what it took when it ends. Linux lets a child begin with the peak of its parent, which is small.
const tellUsage = `process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stderr.write('usage ' + JSON.stringify({ maxRSS, busy: (userCPUTime + systemCPUTime) / 1e6 }));
});`;

if (kind === 'serve-lax') await serveLax();
else await compare(sizes.length > 0 ? sizes.map(Number) : [75, 150, 300]);

async function compare(counts) {
  const rows = [];
  for (const operations of counts) rows.push(toRow(await measure(operations), rows[0]));
  console.table(rows);
}

// What other processes do at the same time shows in the seconds, and hardly in the time that the process was busy.
function toRow({ operations, cases, seconds, busy, maxRSS }, first) {
  const each = (busy * 1000) / cases;
  return {
    operations,
    cases,
    seconds: Number(seconds.toFixed(1)),
    'busy seconds': Number(busy.toFixed(1)),
    'busy ms per case': Number(each.toFixed(2)),
    'of the first': Number((each / (first?.['busy ms per case'] ?? each)).toFixed(2)),
    'peak RSS in MB': Math.round(maxRSS / 1024),
  };
}

async function measure(operations) {
  const folder = await mkdtemp(join(tmpdir(), 'derived-cases-'));
  const description = join(folder, 'generated.json');
  const target = join(folder, 'target.json');
  await writeFile(description, JSON.stringify(generateDescription(operations)));
  await writeFile(
    target,
    JSON.stringify({ 'generated.json': { credentials: { key: 'good' }, acceptsAnyCredential: true } }),
  );
  const server = await startServer(description);
  try {
    const report = `json=${join(folder, 'report.json')}`;
    return { operations, ...(await check([description, '--url', server.url, '--target', target, '--report', report])) };
  } finally {
    server.process.kill();
    await rm(folder, { recursive: true });
  }
}

async function startServer(description) {
  const self = fileURLToPath(import.meta.url);
  const command = kind === 'lax' ? [self, 'serve-lax'] : [main, 'mock', description, '--port', '0', '--log', 'none'];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  let greeting = '';
  for await (const part of child.stdout.iterator({ destroyOnReturn: false })) {
    greeting += String(part);
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(greeting) ?? [];
    if (url !== undefined) return { url, process: child };
  }
  throw new Error(`the server did not start: ${greeting}`);
}

async function check(flags) {
  const started = performance.now();
  const options = ['--import', `data:text/javascript,${encodeURIComponent(tellUsage)}`, main, 'check', ...flags];
  const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (part) => (output = (output + String(part)).slice(-2000)));
  child.stderr.on('data', (part) => (errors += String(part)));
  const [code] = await once(child, 'close');
  if (code > 1) throw new Error(errors);
  const [, counts = ''] = /Cases: (.*)\.\n$/.exec(output) ?? [];
  const cases = [...counts.matchAll(/(\d+) (?:tried|skipped|inconclusive)/g)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
  const usage = JSON.parse(/usage (.*)$/.exec(errors)?.[1] ?? '{}');
  return { cases, seconds: (performance.now() - started) / 1000, ...usage };
}

async function serveLax() {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}'));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  process.stdout.write(`http://127.0.0.1:${String(server.address().port)}\n`);
}
