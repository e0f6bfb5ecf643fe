/**
 * How many requests a second our mock answers, beside bare servers and other mocks, and how that changes as the
 * description or the number of sessions grows. node bench/throughput.mjs --help; first `npm run build`, and
 * `npm ci --ignore-scripts` in this folder for the others. They take turns, so that a busy machine slows all of them
 * down alike; the ratios count, and the medians of the rounds.
 */
import console from 'node:console';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { compare, medianOf } from './throughput/compare.mjs';
import { endure } from './throughput/endurance.mjs';
import { growingDescriptions, growingSessions } from './throughput/growth.mjs';
import { endAllWithMe, pinMyself } from './throughput/running.mjs';
import { chooseServers } from './throughput/servers.mjs';
import { summarize } from './throughput/summary.mjs';
import { connections, hasWrk } from './throughput/wrk.mjs';
import { workloads } from './throughput/workloads.mjs';

const usual = [...Object.keys(workloads), 'growth', 'sessions'];
const parts = [...usual, 'endurance'];
const help = `node bench/throughput.mjs [options]

  --rounds <number>    how often each server is measured (3)
  --seconds <number>   how long each time (4)
  --only <name,name>   these servers only; see the first column
  --workload <name>    this part only: ${parts.join(', ')}; endurance is
                       five million requests, and runs only when asked for
  --json <file>        write the figures there too
`;
const options = {
  rounds: { type: 'string', default: '3' },
  seconds: { type: 'string', default: '4' },
  only: { type: 'string' },
  workload: { type: 'string' },
  json: { type: 'string' },
  help: { type: 'boolean' },
};
const { values } = parseArgs({ options });

if (values.help) process.stdout.write(help);
else if (mistake() !== undefined) {
  process.exitCode = 2;
  console.error(mistake());
} else if (await hasWrk()) await main();
else {
  process.exitCode = 1;
  console.error('Nothing is measured, as the load generator wrk is not installed.');
}

function mistake() {
  const { rounds, seconds, workload = parts[0] } = values;
  if (!parts.includes(workload)) return `No such workload: ${workload}. Known: ${parts.join(', ')}.`;
  return /^[1-9]\d*,[1-9]\d*$/.test(`${rounds},${seconds}`)
    ? undefined
    : 'Rounds and seconds are whole numbers from 1.';
}

async function main() {
  endAllWithMe();
  const folder = await mkdtemp(join(tmpdir(), 'throughput-'));
  const settings = { rounds: Number(values.rounds), seconds: Number(values.seconds), folder };
  const figures = {
    node: process.version,
    cpu: cpus()[0]?.model,
    pinned: await pinMyself(),
    rounds: settings.rounds,
    seconds: settings.seconds,
    connections,
  };
  console.log(figures);
  try {
    figures.parts = await measureParts(settings);
    figures.starts = showStarts(figures.parts);
    if (values.workload !== 'endurance') console.log(`\n${summarize(figures)}`);
  } finally {
    await rm(folder, { recursive: true, maxRetries: 5 });
  }
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(figures, undefined, 2)}\n`);
}

async function measureParts(settings) {
  const measured = {};
  for (const part of values.workload === undefined ? usual : [values.workload]) {
    console.log(`\n${part}`);
    measured[part] = await measurePart(part, settings);
    console.table(measured[part]);
  }
  return measured;
}

async function measurePart(part, settings) {
  if (part === 'endurance') return endure(settings);
  if (part === 'growth') return compare(await growingDescriptions(settings.folder), settings);
  if (part === 'sessions') {
    const rows = [];
    for (const api of ['feishu', 'fungame']) rows.push(...(await compare(growingSessions(api), settings)));
    return rows;
  }
  const servers = chooseServers(workloads[part], { ...settings, only: values.only?.split(',') });
  return compare(servers, settings);
}

// A server starts once for each workload.
function showStarts(measured) {
  const rows = Object.keys(workloads).flatMap((part) => measured[part] ?? []);
  const table = [...new Set(rows.map(({ server }) => server))].map((name) => {
    const all = rows.filter(({ server }) => server === name);
    return { server: name, 'first answer ms': medianOf(all, (row) => row['first answer ms']) };
  });
  if (table.length > 0) console.table(table);
  return table;
}
