import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, URL } from 'node:url';
import { generateDescription } from '../generate-description.mjs';
import { mockCommand } from './servers.mjs';
import { workloads } from './workloads.mjs';

const serveSessions = fileURLToPath(new URL('serve-sessions.mjs', import.meta.url));

/** Our mock with descriptions of more and more operations, asked for the last of the operations that list. */
export async function growingDescriptions(folder) {
  const generated = await Promise.all(
    [1, 100, 1000, 3000].map(async (count) => {
      const file = join(folder, `${String(count)}.json`);
      await writeFile(file, JSON.stringify(generateDescription(count)));
      const number = String(Math.floor((count - 1) / 6) * 6); // of every six the first one lists
      const workload = {
        method: 'GET',
        path: `/things${number}?deep=true`,
        headers: { Authorization: 'Bearer any-token', 'X-Tenant': 'one' },
        answer: { status: 200, body: { total: 1, names: [`thing${number}`] } },
      };
      return { name: `${String(count)} operations`, workload, toCommand: (port) => mockCommand(port, [file]) };
    }),
  );
  return [...generated, github];
}

const githubFile = fileURLToPath(
  new URL('../node_modules/@octokit/openapi/generated/api.github.com.json', import.meta.url),
);

/** A large description as it is found: GitHub's, of more than a thousand operations and 13 MB. */
const github = {
  name: "GitHub's",
  workload: { method: 'GET', path: '/zen', headers: {}, answer: { status: 200 } },
  toCommand: (port) => mockCommand(port, [githubFile]),
  reason: existsSync(githubFile) ? undefined : '@octokit/openapi is not installed in bench/',
};

/** Our mock with one live session, and with very many. */
export function growingSessions(api) {
  return [1, 100_000].map((count) => ({
    name: `${api}, ${String(count)} live`,
    workload: workloads[`${api}-valid`],
    toCommand: (port) => [process.execPath, '--expose-gc', serveSessions, api, String(count), String(port)],
    whenStarted: async ({ logFile }) => {
      const bytes = await readBytes(logFile);
      return count > 1 && { 'bytes/session': bytes }; // one alone tells nothing
    },
  }));
}

// It answers from the start, and tells when the sessions are there.
async function readBytes(logFile) {
  const signal = globalThis.AbortSignal.timeout(120_000);
  for (;;) {
    const [, bytes] = /bytes\/session (-?\d+)/.exec(await readFile(logFile, 'utf8')) ?? [];
    if (bytes !== undefined) return Number(bytes);
    signal.throwIfAborted();
    await sleep(50);
  }
}
