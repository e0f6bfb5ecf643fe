// Measures the contract check on servers that its authors did not write: how many wrong ones it finds, and how many
// conforming ones it calls broken. It runs what is built (`npm run build`).
//
//   node test/trial/measure.mjs [--api fungame|feishu] [--kind wrong|conforming] [--only TEXT]… [--jobs 6] [--twice]
//                               [--json FILE]
//
// `--only` chooses servers by a part of their names. Wrong servers are checked once, with --strict, and the levels of the
// findings tell what the default run says; `--twice` runs both. Exit code 1 where a goal of measure/score.ts is missed.
import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { checkApi } from '../../dist/src/index.js';

const { values: options } = parseArgs({
  options: {
    api: { type: 'string' },
    kind: { type: 'string' },
    only: { type: 'string', multiple: true, default: [] },
    jobs: { type: 'string', default: '6' },
    twice: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});

const entry = fileURLToPath(new URL('./measure/entry.ts', import.meta.url));
const { module } = await runnerImport(entry, { configFile: false, logLevel: 'error' });
const chosen = module.trials.filter(
  ({ api, kind, trial }) =>
    (options.api ?? api) === api &&
    (options.kind ?? kind) === kind &&
    (options.only.length === 0 || options.only.some((text) => trial.name.includes(text))),
);
if (chosen.length === 0) {
  process.stderr.write('No server has such a name.\n');
  process.exit(2);
}

const began = performance.now();
const measured = await module.measure(checkApi, chosen, {
  jobs: Number(options.jobs),
  twice: options.twice,
  onMeasured: () => process.stderr.isTTY && process.stderr.write('.'),
});
if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(measured, null, 1));
process.exitCode = 0;
for (const api of new Set(measured.map((one) => one.api))) {
  const ofApi = measured.filter((one) => one.api === api);
  process.stdout.write(`${module.table(api, ofApi)}\n`);
  if (!module.score(ofApi).reached) process.exitCode = 1;
}
process.stdout.write(`${measured.length} servers in ${((performance.now() - began) / 1000).toFixed(0)} s\n`);
