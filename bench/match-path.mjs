/**
 * What it takes to find the operation of a path: paths without parameters, templates, behind the path of a server, and
 * paths that there are not. node bench/match-path.mjs [operations …]; first `npm run build`.
 */
import console from 'node:console';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { URLSearchParams } from 'node:url';
import { indexWays } from '../dist/src/description/paths/match-ways.js';

const marks = { query: new URLSearchParams(), headers: {} };
const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [30, 300, 3000];
console.table(counts.map((count) => ({ operations: count, ...measure(count) })));

function measure(count) {
  const match = indexWays(Array.from({ length: count }, (_, index) => operation(index)));
  const last = count - 1;
  const time = (way, method, path) => nanoseconds(() => match(way, method, path, marks));
  return {
    'literal, ns': time('path', 'GET', `/things${last - (last % 3)}`),
    'template, ns': time('path', 'GET', `/things${last - (last % 3) + 1}/some-id/parts/7`),
    'text around, ns': time('path', 'GET', `/things${last - (last % 3) + 2}/file.json`),
    'behind a server, ns': time('server', 'GET', `/v1/things${last - (last % 3) + 1}/some-id/parts/7`),
    'other method, ns': time('path', 'PATCH', `/things${last - (last % 3) + 1}/some-id/parts/7`),
    'unknown, ns': time('path', 'GET', '/nothing/some-id/parts/7'),
  };
}

function operation(index) {
  const paths = [`/things${index}`, `/things${index}/{id}/parts/{part}`, `/things${index}/{name}.json`];
  const path = paths[index % 3];
  const basePaths = ['/v1', '/v2'];
  return {
    id: String(index),
    method: 'GET',
    path,
    basePaths,
    parameters: [],
    answers: [],
    security: [],
    statements: [],
  };
}

// The median of rounds, each long enough for the clock.
function nanoseconds(run) {
  const rounds = Array.from({ length: 15 }, () => {
    const times = 20_000;
    const start = performance.now();
    for (let turn = 0; turn < times; turn += 1) run();
    return ((performance.now() - start) / times) * 1e6;
  });
  return Math.round(rounds.toSorted((a, b) => a - b)[7]);
}
