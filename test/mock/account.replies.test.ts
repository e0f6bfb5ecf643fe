import { expect, test } from 'vitest';
import { createMock, type Entry } from '../../src/index.js';

const mark = /masked:[\da-f]{8}/;

async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const json = { 'Content-Type': 'application/json' };
  return fetch(url, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) });
}

function markIn(text: string | undefined): string {
  return mark.exec(text ?? '')?.[0] ?? 'no fingerprint';
}

function authorizationOf({ request }: Entry): string {
  return markIn(request.headers['authorization']?.[0]);
}

test('a token that a login hands out is not told, neither there nor where it is used', async () => {
  await using mock = await createMock({ apis: ['fungame'] });
  const user = { Username: 'mary', Password: 'mary-loves-2' };
  const reply = await post(`${mock.url}/user/login`, user);
  const { Data } = (await reply.json()) as { Data: { bearerToken: string; openToken: string } };
  await fetch(`${mock.url}/user/logout`, { method: 'POST', headers: { Authorization: `Bearer ${Data.bearerToken}` } });
  const entries = await mock.journal.entries();
  const all = JSON.stringify(entries);
  for (const secret of [Data.bearerToken, Data.openToken, user.Password]) expect(all).not.toContain(secret);
  const [login, logout] = entries;
  if (login === undefined || logout === undefined) throw new Error('Two entries are due.');
  expect(JSON.parse(login.request.body ?? '')).toEqual({
    Username: 'mary',
    Password: expect.stringMatching(mark) as string,
  });
  const told = JSON.parse(login.reply.body ?? '') as { Data: { bearerToken: string } };
  expect(told).toMatchObject({ RequestType: 13, StatusCode: 200 });
  expect(authorizationOf(logout)).toBe(told.Data.bearerToken);
});

test('a tenant access token is not told, and two apps are told apart', async () => {
  await using mock = await createMock({ apis: ['feishu'] });
  const tokens: string[] = [];
  for (const app of ['cli_one', 'cli_two', 'cli_one']) {
    const reply = await post(`${mock.url}/open-apis/auth/v3/tenant_access_token/internal`, {
      app_id: app,
      app_secret: `secret-of-${app}`,
    });
    tokens.push(((await reply.json()) as { tenant_access_token: string }).tenant_access_token);
  }
  const entries = await mock.journal.entries();
  for (const secret of [...tokens, 'secret-of']) expect(JSON.stringify(entries)).not.toContain(secret);
  const [one, two, again] = entries.map(({ reply }) => JSON.parse(reply.body ?? '') as Record<string, unknown>);
  expect(one).toMatchObject({ code: 0, msg: 'ok', tenant_access_token: expect.stringMatching(mark) as string });
  expect(again?.['tenant_access_token']).toBe(one?.['tenant_access_token']);
  expect(two?.['tenant_access_token']).not.toBe(one?.['tenant_access_token']);
  expect(entries.map(({ request }) => markIn(request.body?.split('app_secret')[1]))).toEqual([
    markIn(entries[0]?.request.body),
    expect.not.stringContaining(markIn(entries[0]?.request.body)),
    markIn(entries[0]?.request.body),
  ]);
});

test.each([
  ['a token of FunGame', async (issue: () => Promise<string>) => issue()],
  ['a tenant access token', () => Promise.resolve('t-7f1bcd13fc57d46bac21793a18e560')],
  ['a user access token', () => Promise.resolve('u-6U1SbDiM6XIH2DcTCPyeub')],
])('%s is told nowhere, also where nobody said what it is', async (_, tokenOf) => {
  await using mock = await createMock();
  const token = await tokenOf(async () => (await mock.issue({ api: 'fungame' })).token);
  await post(`${mock.url}/nowhere/${token}?a=${token}`, { a: token, b: `first\n${token}` }, { 'X-Some': `a ${token}` });
  await fetch(`${mock.url}/user/logout?a=${token}`, { method: 'POST', headers: { Prefer: 'code=400' } });
  const entries = await mock.journal.entries();
  expect(JSON.stringify(entries)).not.toContain(token);
  const [first] = entries;
  const fingerprint = markIn(first?.request.path);
  expect([first?.request.query, first?.request.headers['x-some']]).toEqual([`a=${fingerprint}`, [`a ${fingerprint}`]]);
  expect(JSON.parse(first?.request.body ?? '')).toEqual({ a: fingerprint, b: `first\n${fingerprint}` });
});

test('a secret that only the reply names is not told of the request either', async () => {
  await using mock = await createMock({ apis: ['fungame'], random: () => 0 });
  const { token } = await mock.issue();
  const headers = { Authorization: `Bearer ${token}` };
  await fetch(`${mock.url}/user/logout`, { method: 'POST', headers, body: JSON.stringify({ note: token }) });
  const [entry] = await mock.journal.entries();
  expect(entry?.request.body).toBe(JSON.stringify({ note: entry && authorizationOf(entry) }));
});

test('two mocks tell the same secret by different fingerprints', async () => {
  await using one = await createMock({ apis: ['fungame'] });
  await using other = await createMock({ apis: ['fungame'] });
  const fingerprints = [];
  for (const mock of [one, one, other]) {
    await mock.journal.clear();
    await fetch(`${mock.url}/user/logout`, { method: 'POST', headers: { Authorization: 'Bearer some-token' } });
    fingerprints.push(...(await mock.journal.entries()).map(authorizationOf));
  }
  expect(fingerprints[0]).toMatch(mark);
  expect(fingerprints[1]).toBe(fingerprints[0]);
  expect(fingerprints[2]).not.toBe(fingerprints[0]);
});
