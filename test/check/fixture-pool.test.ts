import { expect, test } from 'vitest';
import { createFixturePool } from '../../src/check/fixture-pool.js';

test('each token is handed out once, then the lack is told', async () => {
  const pool = createFixturePool({ tokens: ['a', 'b'] });
  expect([await pool.takeToken(), await pool.takeToken()]).toEqual(['a', 'b']);
  expect(pool.missing('token')).toBe('the 2 tokens of the target are used up');
});

test('a borrowed token is the next one taken, unless it was lost', async () => {
  const pool = createFixturePool({ tokens: ['a', 'b', 'c'] });
  expect([await pool.borrowToken(), await pool.borrowToken(), await pool.takeToken()]).toEqual(['a', 'a', 'a']);
  expect(await pool.borrowToken()).toBe('b');
  pool.loseToken();
  expect(await pool.takeToken()).toBe('c');
});

test('a command mints as many as are asked for', async () => {
  const pool = createFixturePool({ tokenCommand: 'node -p "process.hrtime.bigint()"' });
  const [first, second] = [await pool.takeToken(), await pool.takeToken()];
  expect(first).toMatch(/^\d+n?$/);
  expect(second).not.toBe(first);
  expect(pool.missing('token')).toBeUndefined();
});

test.each([
  ['fails', 'node -e "process.exit(3)"', /failed/],
  ['prints nothing', 'node -e ""', /printed nothing/],
])('a command that %s is the caller’s mistake', async (_, tokenCommand, message) => {
  const error = await createFixturePool({ tokenCommand })
    .takeToken()
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'FIXTURE_COMMAND_FAILED' });
  expect(error).toHaveProperty('message', expect.stringMatching(message));
});

test('what is missing is named for every kind', () => {
  const pool = createFixturePool({});
  const kinds = ['token', 'sessionlessToken', 'expiredToken', 'tenantAccessToken', 'user', 'sid'] as const;
  expect(kinds.map((kind) => pool.missing(kind))).toEqual([
    'the target has no tokens',
    'the target has no sessionlessTokens',
    'the target has no expiredTokens',
    'the target has no tenantAccessToken',
    'the target has no users',
    'the target has no sids',
  ]);
});

test('every credential handed out is kept from being shown', async () => {
  const pool = createFixturePool({ tokens: ['a'], expiredTokens: ['e'], tenantAccessToken: 't' });
  await pool.borrowToken();
  expect([...pool.secrets()].sort()).toEqual(['a', 'e', 't']);
});
