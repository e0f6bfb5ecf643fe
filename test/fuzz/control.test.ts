import fc from 'fast-check';
import { expect, test } from 'vitest';
import { controlFile } from '../../src/bundled.js';
import { loadDescription } from '../../src/description/load.js';
import { fuzz, fuzzTime } from './budget.js';
import { controlRequest } from './control-requests.js';
import { judgeControl } from './judge-control.js';
import { watchMock, type WatchedMock } from './watched-mock.js';

const adminToken = 'the-admin-token-of-this-test';

test('whatever is asked of an open control API, it answers as described', { timeout: fuzzTime }, async () => {
  const description = await loadDescription(controlFile);
  const judge = judgeControl(description);
  await using watched = await watchMock({ controlOrigins: ['https://app.example'] });
  await fuzz({
    share: 0.2,
    sent: () => watched.client.sent(),
    arbitrary: fc.array(controlRequest(description.operations), { minLength: 1, maxLength: 30, size: 'max' }),
    attempt: (requests) =>
      watched.attempt(async () => {
        await prepare(watched);
        const sending = requests.map(async (request) => {
          for (const departure of judge.departures(request, await watched.send(request))) watched.report(departure);
        });
        await Promise.all(sending);
      }),
  });
  expect([...judge.succeeded].sort()).toEqual(description.operations.map(({ id }) => id).sort());
});

test('a guarded control API lets nobody in without the admin token', { timeout: fuzzTime }, async () => {
  const { operations } = await loadDescription(controlFile);
  await using watched = await watchMock({ host: '0.0.0.0', adminToken });
  const good = 'Bearer {admin:0}';
  const shown = fc.constantFrom(good, good, 'Basic {admin:0}', 'Bearer {token:0}', 'Bearer {admin:0}x', undefined);
  let letIn = 0;
  await fuzz({
    share: 0.1,
    sent: () => watched.client.sent(),
    arbitrary: fc.array(fc.tuple(controlRequest(operations), shown), { minLength: 1, maxLength: 30 }),
    attempt: (requests) =>
      watched.attempt(async () => {
        await prepare(watched);
        const sending = requests.map(async ([request, authorization]) => {
          const field = authorization === undefined ? [] : [['Authorization', authorization] as const];
          const headers = [...field, ...request.headers];
          const came = await watched.send({ ...request, headers });
          if (came.kind === 'broken' || came.status >= 300) return;
          letIn += 1;
          if (!headers.some(([, value]) => value === good)) watched.report(`let in: ${JSON.stringify(came)}`);
        });
        await Promise.all(sending);
      }),
  });
  expect(letIn).toBeGreaterThan(10);
});

async function prepare({ mock, secrets }: WatchedMock): Promise<void> {
  for (const world of [mock, await mock.world('one')]) {
    for (const api of ['fungame', 'feishu'] as const) secrets.add('token', (await world.issue({ api })).token);
    secrets.add('id', (await world.sessions.seed({ api: 'feishu' })).id);
  }
  secrets.add('admin', adminToken);
}
