import { expect } from 'vitest';
import { withMock } from 'signoff/vitest';
import { logOut } from './log-out.js';

const test = withMock({ apis: ['fungame'] });

test('a player logs out, once', async ({ mock, world }) => {
  const { token } = await world.issue();
  expect(await logOut({ baseUrl: mock.url, token })).toBe(true);
  expect(await logOut({ baseUrl: mock.url, token })).toBe(false);
  expect(await world.verify({ operation: 'LogOut', status: 401 })).toMatchObject({ count: 1 });
});

test('a player whose session is gone is told so', async ({ mock, world }) => {
  const { token } = await world.issue({ session: false });
  await expect(logOut({ baseUrl: mock.url, token })).rejects.toThrow('退出登录失败！');
});

test('an internal error, which comes without a message, gets one', async ({ mock, world }) => {
  const { token } = await world.issue();
  await world.next('LogOut', { example: 'serverError' });
  await expect(logOut({ baseUrl: mock.url, token })).rejects.toThrow('The server answered 400.');
});

test('a connection that breaks leaves the player signed in', async ({ mock, world }) => {
  const { token } = await world.issue({ subject: 'anna' });
  await world.next('LogOut', { example: 'serverError', fault: 'reset' });
  await expect(logOut({ baseUrl: mock.url, token })).rejects.toThrow('fetch failed');
  expect(await world.sessions.list()).toContainEqual(expect.objectContaining({ subject: 'anna', live: true }));
});
