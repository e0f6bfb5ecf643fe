import { expect } from 'vitest';
import type { Mock, WorldHandle } from '../../src/index.js';
import { withControl } from './control-client.js';

const test = withControl();

const sid = 'AAAAAAAAAANll6nQoIAAFA==';
const feishu = '/open-apis/passport/v1/sessions/logout';

async function logOutOfFeishu({ url }: Pick<Mock, 'url'>, world: WorldHandle, body: object): Promise<void> {
  const { token } = await world.issue({ api: 'feishu' });
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json; charset=utf-8' };
  await fetch(`${url}${feishu}?user_id_type=open_id`, { method: 'POST', headers, body: JSON.stringify(body) });
}

test('a request is found by its token and its sid, which the journal does not tell', async ({
  mock,
  control,
  world,
}) => {
  const { token } = await world.issue({ api: 'fungame' });
  await fetch(`${mock.url}/user/logout`, { method: 'POST', headers: { Authorization: `Bearer ${token}` } });
  await logOutOfFeishu(mock, world, { logout_type: 3, sid });
  const verify = async (body: object): Promise<unknown> =>
    (await control.call('verify', { world: world.name, body })).body;
  const once = (id: number): object => ({ count: 1, entries: [id], nearMisses: [] });
  expect(await verify({ headers: { authorization: `Bearer ${token}` } })).toEqual(once(1));
  expect(await verify({ body: { sid } })).toEqual(once(2));
  expect(await verify({ operation: 'logout', query: { user_id_type: 'open_id' }, status: 200 })).toEqual(once(2));
  expect(await verify({ method: 'post' })).toMatchObject({ count: 2, entries: [1, 2] });
});

test('a secret that only comes near is not told, on either side', async ({ mock, control, world }) => {
  await logOutOfFeishu(mock, world, { logout_type: 3, sid });
  const other = 'BBBBBBBBBBNll6nQoIAAFA==';
  const { body } = await control.call('verify', { world: world.name, body: { body: { logout_type: 3, sid: other } } });
  const fingerprint = expect.stringMatching(/^"masked:[\da-f]{8}"$/) as string;
  expect(body).toEqual({
    count: 0,
    entries: [],
    nearMisses: [{ id: 1, differences: [{ pointer: '/body/sid', expected: fingerprint, came: fingerprint }] }],
  });
});

test('secrets are found in cookies and in the query, whatever characters they have', async ({
  mock,
  control,
  world,
}) => {
  const secret = 'a+b/c==';
  const headers = { ...world.headers, Cookie: `theme=dark; session=${secret}` };
  await fetch(`${mock.url}/nowhere?${new URLSearchParams({ sid: secret, page: '1' }).toString()}`, { headers });
  const verify = async (body: object): Promise<unknown> =>
    (await control.call('verify', { world: world.name, body })).body;
  expect(await verify({ query: { sid: secret } })).toMatchObject({ count: 1 });
  expect(await verify({ headers: { Cookie: `theme=dark; session=${secret}` } })).toMatchObject({ count: 1 });
  expect(await verify({ query: { sid: 'a+b/c=' } })).toMatchObject({ count: 0 });
  expect(await verify({ headers: { Cookie: 'theme=dark; session=a+b/c=' } })).toMatchObject({ count: 0 });
});

test('verifying is no request and changes nothing', async ({ control, world }) => {
  const at = { world: world.name };
  const before = (await control.call('getWorld', at)).body;
  expect((await control.call('verify', { ...at, body: {} })).body).toEqual({ count: 0, entries: [], nearMisses: [] });
  expect((await control.call('getWorld', at)).body).toEqual(before);
});

test.for<[what: string, pattern: string, detail: string]>([
  ['an unknown member', '{"operaton":"LogOut"}', '/body: must not have the member operaton'],
  ['a status in words', '{"status":"200"}', '/body/status: must be of type integer'],
  ['a header of many values', '{"headers":{"accept":["a"]}}', '/body/headers/accept: must be of type string'],
  ['a number in the query', '{"query":{"page":1}}', '/body/query/page: must be of type string'],
  ['a list', '[]', '/body: must be of type object'],
  ['null', 'null', '/body: must be of type object'],
])('a pattern with %s is refused', async ([, body, detail], { control, world }) => {
  expect((await control.call('verify', { world: world.name, body })).body).toMatchObject({ detail });
});

test.for<[what: string, pattern: string, count: number]>([
  ['headers of odd names', '{"headers":{"__proto__":"1","constructor":"2","toString":"3"}}', 3],
  ['parameters of odd names', '{"query":{"__proto__":"1","constructor":"2"}}', 2],
  ['members of odd names', '{"body":{"__proto__":{"a":1}}}', 1],
  ['bodies of great depth', `{"body":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 1],
])('%s are looked for as any other', async ([, body, count], { mock, control, world }) => {
  await fetch(`${mock.url}/nowhere`, { headers: world.headers });
  const { nearMisses } = (await control.call('verify', { world: world.name, body })).body as {
    nearMisses: readonly { differences: readonly unknown[] }[];
  };
  expect(nearMisses.map(({ differences }) => differences.length)).toEqual([count]);
});
