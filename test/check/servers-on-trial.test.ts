import { describe, expect, test } from 'vitest';
import { checkApi, type Cause, type Fixtures, type Report } from '../../src/index.js';
import { conformingFeishuServers } from '../servers/feishu/conforming.js';
import { wrongFeishuServers } from '../servers/feishu/wrong.js';
import { conformingFunGameServers } from '../servers/fungame/conforming.js';
import { wrongFunGameServers } from '../servers/fungame/wrong.js';
import type { ConformingServer, WrongServer } from '../servers/trial-server.js';

const timeout = 60_000;

describeTrials('fungame', conformingFunGameServers, wrongFunGameServers);
describeTrials('feishu', conformingFeishuServers, wrongFeishuServers);

function describeTrials<F extends Fixtures>(
  api: string,
  conforming: readonly ConformingServer<F>[],
  wrong: readonly WrongServer<F>[],
): void {
  describe.concurrent(`${api}: conforming servers`, () => {
    test('there are at least six', () => expect(conforming.length).toBeGreaterThanOrEqual(6));

    test.each(conforming)(
      'raise no finding, not even to the letter: $name',
      async (server) => {
        const report = await tryServer(api, server);
        expect(report.outcome.broken.map(show)).toEqual([]);
      },
      timeout,
    );
  });

  describe.concurrent(`${api}: wrong servers`, () => {
    test('there are at least thirty', () => expect(wrong.length).toBeGreaterThanOrEqual(30));

    test.each(wrong)(
      'are found, with the statement they break: $name',
      async (server) => {
        const { outcome } = await tryServer(api, server);
        const withoutStrict = outcome.broken.filter(({ finding }) => finding.level === 'must');
        if (server.level === 'letter') expect(withoutStrict.map(show)).toEqual([]);
        const found = server.level === 'must' ? withoutStrict : outcome.broken;
        const named = found.flatMap(({ finding }) => finding.statements);
        expect(server.breaks.filter((id) => named.includes(id))).not.toEqual([]);
      },
      timeout,
    );
  });
}

async function tryServer<F extends Fixtures>(api: string, server: ConformingServer<F>): Promise<Report> {
  const running = await server.start();
  try {
    return await checkApi(api, { strict: true, target: { url: running.url, ...running.fixtures } });
  } finally {
    await running.close();
  }
}

function show({ finding, cases }: Cause): string {
  return `${finding.level} ${finding.statements.join(' ')} ${cases.join('; ')}: ${finding.message} (${finding.came})`;
}
