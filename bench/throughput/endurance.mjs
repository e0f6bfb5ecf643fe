import console from 'node:console';
import { residentMegabytes, start } from './running.mjs';
import { mockCommand } from './servers.mjs';
import { workloads } from './workloads.mjs';
import { ask } from './wrk.mjs';

const million = 1_000_000;

/** Asks our mock the same five million times, and tells after each million how much memory it has. */
export async function endure({ folder }) {
  const workload = workloads['feishu-valid'];
  const one = await start({ name: 'signoff', toCommand: (port) => mockCommand(port), workload }, folder);
  const rows = [];
  try {
    for (let answered = 0; rows.length < 5;) {
      const seconds = 10;
      const { perSecond } = await ask(one, seconds, folder);
      answered += perSecond * seconds;
      if (answered < (rows.length + 1) * million) continue;
      rows.push({
        requests: Math.round(answered),
        'req/s': Math.round(perSecond),
        'RSS MB': await residentMegabytes(one),
      });
      console.log(rows.at(-1));
    }
    return rows;
  } finally {
    await one.stop();
  }
}
