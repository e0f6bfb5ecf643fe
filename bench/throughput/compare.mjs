import console from 'node:console';
import { isDeepStrictEqual } from 'node:util';
import { residentMegabytes, start } from './running.mjs';
import { requestOf } from './workloads.mjs';
import { ask } from './wrk.mjs';

const warmUpSeconds = 2;

/**
 * Measures servers in turns.
 * @returns a row for each: medians of the rounds, the ratio to the first server, and its memory after the last round.
 */
export async function compare(servers, { rounds, seconds, folder }) {
  const running = [];
  try {
    for (const server of servers) running.push(...(await tryToStart(server, folder)));
    const results = new Map(running.map((one) => [one, []]));
    for (let round = 0; round < rounds; round += 1) {
      // In turns to and fro: whoever comes second is often a little slower.
      for (const one of round % 2 === 0 ? running : running.toReversed()) {
        await checkAnswer(one);
        results.get(one).push(await ask(one, seconds, folder));
      }
    }
    const rows = [];
    const [first] = results.values();
    for (const [one, all] of results) rows.push(await toRow(one, all, first));
    return rows;
  } finally {
    await Promise.all(running.map(({ stop }) => stop()));
  }
}

// Whoever cannot be measured is left out, and it is said why.
async function tryToStart(server, folder) {
  const { name, reason } = server;
  if (reason !== undefined) return leaveOut(name, reason);
  const one = await start(server, folder).catch((error) => error);
  if (one instanceof Error) return leaveOut(name, one.message);
  try {
    const more = await server.whenStarted?.(one);
    await checkAnswer(one);
    await ask(one, warmUpSeconds, folder);
    return [{ ...one, more }];
  } catch (error) {
    await one.stop();
    return leaveOut(name, error.message);
  }
}

function leaveOut(name, reason) {
  console.log(`${name} is left out: ${reason}`);
  return [];
}

// Nobody is measured answering something else than the documented.
async function checkAnswer({ name, url, workload }) {
  const { path, ...request } = requestOf(workload, 'checked');
  const response = await globalThis.fetch(url + path, { ...request, signal: globalThis.AbortSignal.timeout(10_000) });
  const text = await response.text();
  const { status, body } = workload.answer;
  if (response.status === status && (body === undefined || isDeepStrictEqual(parse(text), body))) return;
  throw new Error(`${name} does not answer what is documented: ${String(response.status)} ${text.slice(0, 300)}`);
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function toRow(one, all, first) {
  // Each round is compared with the same round of the first server: the machine is not as fast in every minute.
  const ratios = all.map(({ perSecond }, round) => perSecond / first[round].perSecond);
  return {
    server: one.name,
    'req/s': Math.round(medianOf(all, (result) => result.perSecond)),
    ratio: Number(medianOf(ratios, (ratio) => ratio).toFixed(3)),
    'p50 ms': Number(medianOf(all, ({ p50 }) => p50).toFixed(2)),
    'p99 ms': Number(medianOf(all, ({ p99 }) => p99).toFixed(2)),
    'from req/s': Math.round(Math.min(...all.map((result) => result.perSecond))),
    'to req/s': Math.round(Math.max(...all.map((result) => result.perSecond))),
    'first answer ms': Math.round(one.startMilliseconds),
    'RSS MB': await residentMegabytes(one),
    ...one.more,
  };
}

/** The middle one of what is read from each. */
export function medianOf(all, read) {
  return all.map(read).toSorted((one, other) => one - other)[Math.floor(all.length / 2)];
}
