import { describe, expect } from 'vitest';
import { textOf, withControl, type ControlCall, type ControlClient, type ControlReply } from './control-client.js';

const test = withControl();

type Story = (call: ControlClient['call'], world: string) => Promise<ControlReply>;

const openId = 'ou_7dab8a3d3cdcc9da365777c7ad535d62';
const sid = 'AAAAAAAAAANll6nQoIAAFA==';

async function end(call: ControlClient['call'], world: string, how: string): Promise<ControlReply> {
  const token = textOf(await call('issueCredential', { world, body: { api: 'fungame' } }), 'token');
  return call(how, { world, body: { api: 'fungame', token } });
}

// How every operation comes to its success.
const successes: Readonly<Record<string, Story>> = {
  health: (call) => call('health'),
  ping: (call) => call('ping'),
  listOperations: (call) => call('listOperations'),
  listWorlds: (call) => call('listWorlds'),
  createWorld: (call) => call('createWorld'),
  getWorld: (call, world) => call('getWorld', { world }),
  dropWorld: (call, world) => call('dropWorld', { world }),
  resetWorld: (call, world) => call('resetWorld', { world }),
  issueCredential: (call, world) => call('issueCredential', { world, body: { api: 'fungame' } }),
  revokeCredential: (call, world) => end(call, world, 'revokeCredential'),
  expireCredential: (call, world) => end(call, world, 'expireCredential'),
  furnishCheck: (call, world) => call('furnishCheck', { world, body: { api: 'feishu' } }),
  listSessions: (call, world) => call('listSessions', { world }),
  seedSession: (call, world) => call('seedSession', { world, body: { api: 'feishu', subject: openId } }),
  endSession: (call, world) => call('endSession', { world, body: { api: 'feishu', id: sid } }),
  seedUser: (call, world) => call('seedUser', { world, body: { api: 'feishu' } }),
  readJournal: (call, world) => call('readJournal', { world }),
  clearJournal: (call, world) => call('clearJournal', { world }),
  verify: (call, world) => call('verify', { world, body: {} }),
  readQueue: (call, world) => call('readQueue', { world }),
  planAnswers: (call, world) => call('planAnswers', { world, body: { operation: 'LogOut', status: 401 } }),
  clearQueue: (call, world) => call('clearQueue', { world }),
};

describe('each operation has its success', () => {
  test('and none is left out but the one whose answer has no end', ({ control }) => {
    const ids = control.operations.map(({ id }) => id).filter((id) => id !== 'followJournal');
    expect(Object.keys(successes)).toEqual(ids);
  });

  for (const [id, story] of Object.entries(successes)) {
    test(id, async ({ control, world }) => {
      const due = control.operations.find((operation) => operation.id === id)?.answers[0]?.statusKey;
      expect(await story(control.call, world.name)).toMatchObject({ answer: due });
    });
  }
});

test('the examples of requests work as they stand, in a fresh world', async ({ control, world }) => {
  for (const { id, requestBody, answers } of control.operations) {
    const body = requestBody?.content['application/json']?.example;
    if (requestBody === undefined) continue;
    expect(await control.call(id, { world: world.name, body })).toMatchObject({ answer: answers[0]?.statusKey });
    await world.reset();
  }
  await control.call('dropWorld', { world: 'checkout-test' });
});

// Names that lead somewhere and names that do not, each with each.
const calls: readonly ControlCall[] = ['default', 'never-used', 'no name'].flatMap((world) =>
  ['fungame', 'feishu', 'feishou'].flatMap((api) => [
    { world, query: { api } },
    { world, body: { api } },
    { world, body: { api, token: 'nope' } },
    { world, body: { api, id: 'nope' } },
    { world, body: { api, subject: 'nope' } },
    { world, body: { api, operation: 'LogOut', example: 'nope' } },
    { world, body: { api, operation: 'LogOut', status: 599 } },
    { world, body: { api, operation: 'nope', delay: 0 } },
    { world, body: { name: api } },
  ]),
);

for (const id of Object.keys(successes)) {
  test(`${id} answers nothing undocumented, whatever it is told`, async ({ control }) => {
    const { method } = control.request(id);
    for (const { body, ...call } of calls) {
      const isSendable = body !== undefined && method !== 'GET' && method !== 'HEAD';
      const { status } = await control.call(id, isSendable ? { ...call, body } : call);
      expect(status).toBeLessThan(500);
    }
  });
}

test('answers are not to be stored, refusals neither', async ({ control: { call } }) => {
  const replies = [await call('health'), await call('getWorld', { world: 'nope' })];
  expect(replies.map(({ headers }) => headers.get('cache-control'))).toEqual(['no-store', 'no-store']);
});

test('the operations and their answers are those that the description shows', async ({ control }) => {
  const { call } = control;
  const { operations } = (await call('listOperations')).body as { operations: readonly Record<string, unknown>[] };
  const names = operations.map(({ api, operation }) => `${String(api)} ${String(operation)}`);
  expect(names.sort()).toEqual([
    'feishu logout',
    'feishu tenantAccessTokenInternal',
    'fungame LogOut',
    'fungame Login',
  ]);
  expect({ operations: operations.slice(0, 1) }).toEqual(exampleOf(control, 'listOperations', '200'));
});

test('journal, sessions and queue are like those that the description shows', async ({ mock, control }) => {
  const { call } = control;
  await call('resetWorld');
  const documented = { method: 'POST', headers: { Authorization: 'Bearer eyJhbGciOiJIUzI1NiIs...' } };
  await fetch(`${mock.url}/user/logout`, documented);
  await call('planAnswers', { body: { operation: 'LogOut', example: 'serverError', delay: 2000 } });
  const { entries } = exampleOf(control, 'readJournal', '200') as { entries: readonly Record<string, object>[] };
  const volatile = { time: expect.any(String) as string, milliseconds: expect.any(Number) as number };
  const masked = { authorization: [expect.stringMatching(/^Bearer masked:[\da-f]{8}$/) as string] };
  const headers = { host: [new URL(mock.url).host], ...masked };
  const request = { ...entries[0]?.['request'], headers };
  expect((await call('readJournal')).body).toMatchObject({
    entries: [{ ...entries[0], ...volatile, request }],
    dropped: 0,
  });
  expect((await call('listSessions')).body).toEqual(exampleOf(control, 'listSessions', '200'));
  expect((await call('readQueue')).body).toEqual(exampleOf(control, 'readQueue', '200'));
  await call('resetWorld');
});

function exampleOf(control: ControlClient, id: string, status: string): unknown {
  const answers = control.operations.find((operation) => operation.id === id)?.answers ?? [];
  const body = answers.find(({ statusKey }) => statusKey === status)?.body;
  return body?.kind === 'value' ? body.value : undefined;
}
