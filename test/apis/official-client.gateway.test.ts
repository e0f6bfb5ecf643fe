import { DefaultCache, withTenantToken, withUserAccessToken } from '@larksuiteoapi/node-sdk';
import { expect, test } from 'vitest';
import { createMock } from '../../src/index.js';
import { createClient, refusalOf } from '../support/official-client.js';

const payload = { data: { logout_type: 3, sid: 'AAAAAAAAAANll6nQoIAAFA==' } };
const success = { code: 0, msg: 'success', data: {} };

test('a revoked token is refused for as long as the client keeps it; a client that asks anew works', async () => {
  await using mock = await createMock({ apis: ['feishu'] });
  const app = { appId: 'cli_revoked', appSecret: 'secret' };
  const client = createClient(mock.url, app);
  expect(await client.passport.v1.session.logout(payload)).toEqual(success);
  const data = { app_id: app.appId, app_secret: app.appSecret };
  const held = await client.auth.v3.tenantAccessToken.internal({ data });
  await mock.revoke((held as { tenant_access_token: string }).tenant_access_token); // its types leave the token out
  const refusals = await Promise.all([1, 2].map(() => refusalOf(client.passport.v1.session.logout(payload))));
  for (const { name, status, data } of refusals) {
    const log = { log_id: expect.any(String) as string };
    expect({ name, status, data }).toMatchObject({
      name: 'AxiosError',
      status: 400,
      data: { code: 99991663, error: log },
    });
  }
  const restarted = createClient(mock.url, { ...app, cache: new DefaultCache() });
  expect(await restarted.passport.v1.session.logout(payload)).toEqual(success);
});

test('a token without the scope is refused, and the scope is named', async () => {
  await using mock = await createMock({ apis: ['feishu'] });
  const client = createClient(mock.url, { disableTokenCache: true });
  const { token: bare } = await mock.issue({ scopes: [] });
  const { token: scoped } = await mock.issue({ scopes: ['passport:session:logout'] });
  const { status, data } = await refusalOf(client.passport.v1.session.logout(payload, withTenantToken(bare)));
  expect({ status, data }).toMatchObject({
    status: 400,
    data: {
      code: 99991672,
      error: { permission_violations: [{ type: 'action_scope_required', subject: 'passport:session:logout' }] },
    },
  });
  expect(await client.passport.v1.session.logout(payload, withTenantToken(scoped))).toEqual(success);
});

test('a client without a token, or with that of a user, is refused', async () => {
  await using mock = await createMock({ apis: ['feishu'] });
  const client = createClient(mock.url, { disableTokenCache: true });
  const without = await refusalOf(client.passport.v1.session.logout(payload));
  const ofUser = await refusalOf(client.passport.v1.session.logout(payload, withUserAccessToken('u-7f1bcd13fc57d46b')));
  expect([without, ofUser].map(({ status, data }) => [status, data.code])).toEqual([
    [400, 99991661],
    [400, 99991668],
  ]);
});

test('a planned refusal for too many calls tells how long to wait, and the next call works', async () => {
  await using mock = await createMock({ apis: ['feishu'] });
  const client = createClient(mock.url);
  await mock.next('logout', { status: 429 });
  const { status, headers, data } = await refusalOf(client.passport.v1.session.logout(payload));
  expect({ status, code: data.code }).toEqual({ status: 429, code: 99991400 });
  expect(headers['x-ogw-ratelimit-limit']).toMatch(/^\d+$/);
  expect(headers['x-ogw-ratelimit-reset']).toMatch(/^\d+$/);
  expect(await client.passport.v1.session.logout(payload)).toEqual(success);
});

test('an app whose credentials are refused learns the code, and logs nobody out', async () => {
  await using mock = await createMock({ apis: ['feishu'] });
  const client = createClient(mock.url);
  await mock.next('tenantAccessTokenInternal', { example: '10003' });
  await expect(client.passport.v1.session.logout(payload)).rejects.toThrow(/tenant_access_token.*10003/);
  expect(await mock.verify({ operation: 'logout' })).toMatchObject({ count: 0 });
});

test('a client with the token of a world acts in that world alone', async () => {
  await using mock = await createMock({ apis: ['fungame', 'feishu'] });
  const world = await mock.world('official');
  const { token } = await world.issue({ api: 'feishu' });
  const client = createClient(mock.url, { disableTokenCache: true });
  expect(await client.passport.v1.session.logout(payload, withTenantToken(token))).toEqual(success);
  expect(await world.sessions.list('feishu')).toMatchObject([{ id: payload.data.sid, live: false }]);
  expect(await mock.sessions.list('feishu')).toMatchObject([{ id: payload.data.sid, live: true }]);
  expect(await mock.journal.entries()).toEqual([]);
});
