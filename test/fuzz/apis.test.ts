import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apiRequest } from './api-requests.js';
import { fuzz, fuzzTime } from './budget.js';
import { watchMock, type WatchedMock } from './watched-mock.js';

const passwords = ['correct horse battery', 'wrong-password', 'hunter2-hunter2', 'pässwörd/42+7=='];

test('whatever is asked of the APIs, they answer, and tell no secret', { timeout: fuzzTime }, async () => {
  await using watched = await watchMock();
  const answers = new Set<string>();
  await fuzz({
    share: 0.4,
    sent: () => watched.client.sent(),
    arbitrary: fc.array(apiRequest(), { minLength: 1, maxLength: 40, size: 'max' }),
    attempt: (requests) =>
      watched.attempt(async () => {
        await prepare(watched);
        await Promise.all(requests.map((request) => watched.send(request)));
        for (const { operation, answer } of await watched.entries()) answers.add(`${operation ?? ''} ${answer}`);
      }),
  });
  const reached = ['LogOut loggedOut', 'LogOut 401', 'Login loggedIn', 'Login wrongPassword', 'Login badRequest'];
  expect([...answers]).toEqual(expect.arrayContaining([...reached, 'logout success', 'logout 1080001']));
  expect([...answers]).toEqual(expect.arrayContaining(['tenantAccessTokenInternal ok', ' no operation']));
});

// Half of the tokens lead to a world; some are dead.
async function prepare({ mock, secrets }: WatchedMock): Promise<void> {
  const tokens = ['eyJhbGciOiJIUzI1NiIs...', 't-7f1bcd13fc57d46bac21793a18e560'];
  for (const world of [mock, await mock.world('one')]) {
    for (const api of ['fungame', 'feishu'] as const) tokens.push((await world.issue({ api })).token);
    secrets.add('sid', (await world.sessions.seed({ api: 'feishu' })).id);
  }
  await mock.revoke(tokens[2] ?? '', 'fungame');
  await mock.expire(tokens[3] ?? '', 'feishu');
  for (const token of tokens) secrets.add('token', token);
  for (const password of passwords) secrets.add('password', password);
}
