import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { requestOf } from './workloads.mjs';

const run = promisify(execFile);
/** How many ask at once, each for the next as soon as it is answered. */
export const connections = 32;

/** Whether the load generator is there. */
export async function hasWrk() {
  const failure = await run('wrk', ['--version']).catch((error) => error);
  return failure.code !== 'ENOENT'; // it ends with 1 when it tells its version
}

/**
 * Asks the same again and again for so many seconds.
 * @returns requests a second, and latencies in milliseconds.
 * @throws Error when a connection failed, or the status of an answer was of another kind than the expected.
 */
export async function ask({ url, name, workload }, seconds, folder) {
  const script = join(folder, 'load.lua');
  await writeFile(script, toScript(workload));
  const flags = ['-t1', `-c${String(connections)}`, `-d${String(seconds)}s`, '--timeout', '5s', '-s', script];
  const { stdout } = await run('wrk', [...flags, url], { timeout: (seconds + 20) * 1000 });
  const { requests, microseconds, p50, p99, broken, refused } = JSON.parse(stdout.split('\n').at(-2));
  const expected = workload.answer.status < 400 ? 0 : requests;
  if (broken > 0 || refused !== expected) {
    throw new Error(`${name}: of ${requests} requests ${broken} broke and ${refused} were refused.`);
  }
  return { perSecond: requests / (microseconds / 1e6), p50: p50 / 1000, p99: p99 / 1000 };
}

// A marker in a token is replaced for each request, so that no token comes twice.
function toScript(workload) {
  const { method, path, headers, body } = requestOf(workload, '@COUNT@');
  const lines = Object.entries(headers).map(([name, value]) => `headers[${quote(name)}] = ${quote(value)}`);
  return `local headers = {}
${lines.join('\n')}
local whole = nil
local count = 0
function init()
  whole = wrk.format(${quote(method)}, ${quote(path)}, headers, ${body === undefined ? 'nil' : quote(body)})
end
function request()
  ${workload.freshToken ? 'count = count + 1\n  return (whole:gsub("@COUNT@", count))' : 'return whole'}
end
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('{"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"broken":%d,"refused":%d}\\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.timeout, errors.status))
end
`;
}

function quote(text) {
  return JSON.stringify(text);
}
