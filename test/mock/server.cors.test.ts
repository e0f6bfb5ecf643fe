import { expect, test } from 'vitest';
import { createMock, type Serving } from '../../src/index.js';

const feishu = '/open-apis/passport/v1/sessions/logout';
const origin = 'https://app.example';

async function headersOf(mock: Serving, path: string, init: RequestInit): Promise<Record<string, string>> {
  const response = await fetch(mock.url + path, { method: 'POST', ...init });
  await response.text();
  return Object.fromEntries(response.headers);
}

/** The names in a header that is a list. */
function names(list: string | undefined): readonly string[] {
  return (list ?? '').split(',').map((name) => name.trim().toLowerCase());
}

test.each([
  ['a success', '/user/logout', { headers: { Origin: origin, Authorization: 'Bearer eyJhbGciOiJIUzI1NiIs...' } }],
  ['a refusal', '/user/logout', { headers: { Origin: origin } }],
  ['an answer on demand', '/user/logout', { headers: { Origin: origin, Prefer: 'code=400' } }],
  ['an unknown path', '/nowhere', { headers: { Origin: origin } }],
  ['a wrong method', feishu, { method: 'PUT', headers: { Origin: origin } }],
  ['a body too large', feishu, { body: ' '.repeat(1024 * 1024 + 1), headers: { Origin: origin } }],
  ['the front page', '/', { method: 'GET', headers: { Origin: origin } }],
  ['a bare OPTIONS', '/user/logout', { method: 'OPTIONS', headers: { Origin: origin } }],
])('%s can be read by a page of any origin, with credentials', async (_, path, init) => {
  await using mock = await createMock();
  expect(await headersOf(mock, path, init)).toMatchObject({
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    vary: expect.stringMatching(/\bOrigin\b/) as string,
  });
});

test('the headers that an answer explains itself by can be read too', async () => {
  await using mock = await createMock();
  const headers = await headersOf(mock, '/user/logout', { headers: { Origin: origin } });
  expect(names(headers['access-control-expose-headers'])).toEqual(
    expect.arrayContaining(['signoff-reason', 'preference-applied', 'www-authenticate', 'allow', 'x-tt-logid']),
  );
});

test.each([
  ['/user/logout', 'POST', 'authorization'],
  [feishu, 'POST', 'authorization,content-type,x-anything'],
  ['/nowhere', 'PATCH', 'prefer'],
])('a preflight of %s is allowed the method %s and the headers %s', async (path, method, asked) => {
  await using mock = await createMock();
  const response = await fetch(mock.url + path, {
    method: 'OPTIONS',
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': method,
      'Access-Control-Request-Headers': asked,
    },
  });
  expect(response.ok).toBe(true);
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe(origin);
  expect(response.headers.get('Access-Control-Allow-Credentials')).toBe('true');
  expect(names(response.headers.get('Access-Control-Allow-Methods') ?? undefined)).toContain(method.toLowerCase());
  const allowed = names(response.headers.get('Access-Control-Allow-Headers') ?? undefined);
  expect(allowed).toEqual(expect.arrayContaining([...names(asked)]));
});

test('a preflight signs nobody out', async () => {
  await using mock = await createMock({ apis: ['fungame'] });
  const authorization = { Authorization: 'Bearer eyJhbGciOiJIUzI1NiIs...' };
  const headers = { ...authorization, Origin: origin, 'Access-Control-Request-Method': 'POST' };
  await fetch(`${mock.url}/user/logout`, { method: 'OPTIONS', headers });
  expect((await fetch(`${mock.url}/user/logout`, { method: 'POST', headers: authorization })).status).toBe(200);
});

test.each([
  ['/user/logout', 405],
  [feishu, 404],
])('a bare OPTIONS of %s is a method like any other: %i', async (path, status) => {
  await using mock = await createMock();
  expect((await fetch(mock.url + path, { method: 'OPTIONS' })).status).toBe(status);
});

test('without an Origin nothing is allowed to anybody', async () => {
  await using mock = await createMock();
  expect(await headersOf(mock, '/user/logout', {})).not.toHaveProperty('access-control-allow-origin');
});

test('cors: false leaves it all away', async () => {
  await using mock = await createMock({ cors: false });
  const preflight = { Origin: origin, 'Access-Control-Request-Method': 'POST' };
  for (const init of [{ headers: { Origin: origin } }, { method: 'OPTIONS', headers: preflight }]) {
    const headers = await headersOf(mock, '/user/logout', init);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  }
  expect((await fetch(`${mock.url}/user/logout`, { method: 'OPTIONS', headers: preflight })).status).toBe(405);
});
