/** node --expose-gc serve-sessions.mjs <api> <sessions> <port>: our mock, each session of a user of its own. */
import process from 'node:process';
import { createMock } from '../../dist/src/index.js';

const [api, count, port] = process.argv.slice(2);
const mock = await createMock({ apis: [api], port: Number(port), anyToken: true });

const before = usedBytes();
for (let number = 0; number < Number(count); number += 1) await openSession();
const bytes = (usedBytes() - before) / Number(count);
process.stdout.write(`bytes/session ${String(Math.round(bytes))}\n`);

// At FunGame a session comes with its token.
async function openSession() {
  if (api === 'fungame') return mock.issue();
  const { open_id: subject } = await mock.addUser();
  return mock.sessions.seed({ subject });
}

function usedBytes() {
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
