import { expect, test } from 'vitest';
import { checkApi, type Report } from '../../src/index.js';
import { conformingFeishuServers } from '../servers/feishu/conforming.js';
import { wrongFeishuServers } from '../servers/feishu/wrong.js';
import type { ConformingServer, FeishuFixtures } from '../servers/trial-server.js';

const amounts = [
  { users: 1, sids: 0 },
  { users: 1, sids: 1 },
  { users: 1, sids: 2 },
  { users: 1, sids: 3 },
  { users: 2, sids: 2 },
  { users: 0, sids: 3 },
] as const;

const remembering = conformingFeishuServers.filter(({ name }) => /once|session/.test(name));

test.each(amounts)('with $users users and $sids sids no right server is blamed', async (amount) => {
  expect(remembering).toHaveLength(4);
  for (const server of remembering) {
    // Its sessions are of different users; the sids of a target file are of the users in it.
    if (server.name.startsWith('ends sessions') && amount.users === 1 && amount.sids > 1) continue;
    const { outcome } = await tryWith(server, amount);
    expect(outcome.broken.map(({ finding }) => `${server.name}: ${finding.message}`)).toEqual([]);
  }
});

const refusing = wrongFeishuServers.filter(({ name }) => /^refuses logout_type \d$/.test(name));

test.each(amounts)('with $users users and $sids sids a refused logout_type is found', async (amount) => {
  const found: string[] = [];
  for (const server of refusing) {
    const { outcome } = await tryWith(server, amount);
    if (outcome.broken.length > 0) found.push(server.name);
  }
  const due = ['refuses logout_type 1', 'refuses logout_type 2', 'refuses logout_type 3'];
  expect(found).toEqual(due.slice(amount.users === 0 ? 2 : 0, amount.sids === 0 ? 2 : 3));
});

async function tryWith(
  server: ConformingServer<FeishuFixtures>,
  { users, sids }: { readonly users: number; readonly sids: number },
): Promise<Report> {
  const running = await server.start();
  const { url, fixtures } = running;
  try {
    const { tenantAccessToken } = fixtures;
    const given = { tenantAccessToken, users: fixtures.users.slice(0, users), sids: fixtures.sids.slice(0, sids) };
    return await checkApi('feishu', { strict: true, target: { url, ...given } });
  } finally {
    await running.close();
  }
}
