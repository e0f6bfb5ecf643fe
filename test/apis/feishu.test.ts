import { expect, test } from 'vitest';
import { createMock, type Mock, type Serving } from '../../src/index.js';

const path = '/open-apis/passport/v1/sessions/logout';
const tenantToken = 't-7f1bcd13fc57d46bac21793a18e560';
const openId = 'ou_7dab8a3d3cdcc9da365777c7ad535d62';
const sid = 'AAAAAAAAAANll6nQoIAAFA==';
const valid = { logout_type: 1, user_id: openId };

// The answers of the document, to the letter.
const success = { code: 0, msg: 'success', data: {} };
const paramInvalid = { code: 1080001, msg: 'param is invalis' };
const sidInvalid = { code: 1084001, msg: 'The parameter sid is invalid' };
const reasonInvalid = { code: 1084002, msg: 'The parameter logout_reason is invalid' };

function startFeishu(): Promise<Mock<'feishu'>> {
  return createMock({ apis: ['feishu'] });
}

/** Posts JSON with the documented headers, unless others are given. */
function logOut(mock: Serving, body: unknown, { query = '', ...init }: RequestInit & { query?: string } = {}) {
  const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const headers = { Authorization: `Bearer ${tenantToken}`, 'Content-Type': 'application/json; charset=utf-8' };
  return fetch(mock.url + path + query, { method: 'POST', redirect: 'manual', headers, body: text, ...init });
}

test("the document's own request example, pasted verbatim, gets its response example on a fresh mock", async () => {
  await using mock = await startFeishu();
  const example = `{
    "idp_credential_id": "user@xxx.xx",
    "logout_type": 1,
    "terminal_type": [
        1
    ],
    "user_id": "ou_7dab8a3d3cdcc9da365777c7ad535d62",
    "logout_reason": 34,
    "sid": "AAAAAAAAAANll6nQoIAAFA=="
}`;
  const response = await logOut(mock, example, { query: '?user_id_type=open_id' });
  expect(response.status).toBe(200);
  expect(response.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
  expect(await response.json()).toEqual({ code: 0, msg: 'success', data: {} });
});

test.each([
  ['no user_id_type, so open_id (A-L40)', valid],
  ['unknown members (A-L21)', { ...valid, unknown: { deep: [1] } }],
  ['duplicate terminal types (A-L18)', { ...valid, terminal_type: [1, 1] }],
  ['an empty terminal_type (A-L19)', { ...valid, terminal_type: [] }],
  ['every documented terminal type', { ...valid, terminal_type: [1, 2, 3, 4, 5, 6, 8] }],
  ['a sid that does not exist beside logout_type 1 (A-L13)', { ...valid, sid: 'nobody' }],
  ['an idp_credential_id of nobody beside logout_type 1 (A-L13)', { ...valid, idp_credential_id: 'nobody' }],
  ['logout_type 1 with a logout_reason (A-L16)', { ...valid, logout_reason: 36 }],
  ['logout_type 2 with one', { logout_type: 2, idp_credential_id: 'user@xxx.xx', logout_reason: 35 }],
  ['logout_type 3 with one', { logout_type: 3, sid, logout_reason: 34 }],
  ['an integer written as 1.0 (A-L9)', `{"logout_type":1.0,"user_id":"${openId}"}`],
])('%s succeeds (A-L28, A-L29, A-L30)', async (_, body) => {
  await using mock = await startFeishu();
  const response = await logOut(mock, body);
  expect({ status: response.status, body: await response.json() }).toEqual({ status: 200, body: success });
});

test.each([
  ['malformed JSON (A-L7)', '{"logout_type":1,', paramInvalid],
  ['a JSON array (A-L7)', [valid], paramInvalid],
  ['a JSON string', '"logout"', paramInvalid],
  ['JSON null', 'null', paramInvalid],
  ['an empty body (A-L7)', '', paramInvalid],
  ['an empty object (A-L8)', {}, paramInvalid],
  ['no logout_type (A-L8)', { user_id: openId }, paramInvalid],
  ['logout_type 0 (A-L9)', { ...valid, logout_type: 0 }, paramInvalid],
  ['logout_type 4 (A-L9)', { ...valid, logout_type: 4 }, paramInvalid],
  ['logout_type "1" (A-L9)', { ...valid, logout_type: '1' }, paramInvalid],
  ['logout_type 1.5 (A-L9)', { ...valid, logout_type: 1.5 }, paramInvalid],
  ['logout_type true (A-L9)', { ...valid, logout_type: true }, paramInvalid],
  ['logout_type null (A-L9)', { ...valid, logout_type: null }, paramInvalid],
  ['logout_type 1 without user_id (A-L10)', { logout_type: 1, sid }, paramInvalid],
  ['logout_type 2 without idp_credential_id (A-L10)', { logout_type: 2, user_id: openId }, paramInvalid],
  ['logout_type 3 without sid (A-L11)', { logout_type: 3, user_id: openId }, paramInvalid],
  ['logout_type 3 with an empty sid (A-L11)', { logout_type: 3, sid: '' }, sidInvalid],
  ['logout_type 3 with a malformed sid (A-L11)', { logout_type: 3, sid: '!' }, sidInvalid],
  ['logout_type 3 with an unknown sid (A-L12)', { logout_type: 3, sid: 'AAAAAAAAAAAAAAAAAAAAAA==' }, sidInvalid],
  ['logout_reason 33 (A-L14)', { ...valid, logout_reason: 33 }, reasonInvalid],
  ['logout_reason 37 (A-L14)', { ...valid, logout_reason: 37 }, reasonInvalid],
  ['logout_reason 0 (A-L14)', { ...valid, logout_reason: 0 }, reasonInvalid],
  ['logout_reason 37 with logout_type 3', { logout_type: 3, sid, logout_reason: 37 }, reasonInvalid],
  ['logout_reason "34" (A-L15)', { ...valid, logout_reason: '34' }, paramInvalid],
  ['terminal_type 7 (A-L17)', { ...valid, terminal_type: [1, 7] }, paramInvalid],
  ['terminal_type 0 (A-L17)', { ...valid, terminal_type: [0] }, paramInvalid],
  ['terminal_type 9 (A-L17)', { ...valid, terminal_type: [9] }, paramInvalid],
  ['a scalar terminal_type (A-L20)', { ...valid, terminal_type: 1 }, paramInvalid],
  ['a terminal type in quotes (A-L20)', { ...valid, terminal_type: ['1'] }, paramInvalid],
])('%s is answered with the documented error of HTTP 400 (A-L31, A-L32, A-L43)', async (_, body, error) => {
  await using mock = await startFeishu();
  const response = await logOut(mock, body);
  expect({ status: response.status, body: await response.json() }).toEqual({ status: 400, body: error });
});

test.each([
  ['open_id', valid, '?user_id_type=open_id', success],
  ['an unknown parameter (A-L21)', valid, '?unknown=1&__proto__=2', success],
  ['an unknown kind (A-L23)', valid, '?user_id_type=foo', paramInvalid],
  ['an empty kind', valid, '?user_id_type=', paramInvalid],
  ['a doubled kind (A-L24)', valid, '?user_id_type=open_id&user_id_type=open_id', paramInvalid],
  ['another kind with logout_type 3 (A-L26)', { logout_type: 3, sid }, '?user_id_type=union_id', success],
  ['an unknown kind with logout_type 3 (A-L26)', { logout_type: 3, sid }, '?user_id_type=foo', paramInvalid],
  [
    'an unknown kind with logout_type 2 (A-L26)',
    { logout_type: 2, idp_credential_id: 'user@xxx.xx' },
    '?user_id_type=foo',
    paramInvalid,
  ],
])('the query with %s', async (_, body, query, answer) => {
  await using mock = await startFeishu();
  const response = await logOut(mock, body, { query });
  expect(await response.json()).toEqual(answer);
});

test.each([
  ['application/json', success],
  ['application/json; charset=utf-8', success],
  ['Application/JSON;charset="UTF-8"', success],
  ['text/plain', paramInvalid],
  ['application/x-www-form-urlencoded', paramInvalid],
  ['application/jsonp', paramInvalid],
  [undefined, paramInvalid],
])('Content-Type %s (A-L5, A-L6)', async (contentType, answer) => {
  await using mock = await startFeishu();
  const headers = {
    Authorization: `Bearer ${tenantToken}`,
    ...(contentType !== undefined && { 'Content-Type': contentType }),
  };
  const response = await logOut(mock, Buffer.from(JSON.stringify(valid)), { headers });
  expect(await response.json()).toEqual(answer);
});

test.each([
  ['no token', undefined, 99991661],
  ['an empty bearer', 'Bearer', 99991661],
  ['the token without Bearer', tenantToken, 99991661],
  ['another scheme', 'Basic dXNlcjpwYXNzd29yZA==', 99991661],
  ['an unknown tenant token', 'Bearer t-0000000000000000000000000000', 99991663],
  ["a user's token", 'Bearer u-7f1bcd13fc57d46bac21793a18e560', 99991668],
  ['a JWT', 'Bearer eyJhbGciOiJIUzI1NiIs...', 99991668],
])("%s is refused by the gateway's code (A-L1, A-L2, A-L33), before any parameter (A-L4)", async (_, token, code) => {
  await using mock = await startFeishu();
  const headers = { 'Content-Type': 'text/plain', ...(token !== undefined && { Authorization: token }) };
  const response = await logOut(mock, '{"logout_type":', { headers, query: '?user_id_type=foo' });
  expect(response.status).toBe(400);
  expect(response.headers.get('Content-Type')).toContain('application/json');
  const logId = response.headers.get('X-Tt-Logid');
  expect(logId).toMatch(/./);
  expect(await response.json()).toEqual({ code, msg: expect.any(String) as string, error: { log_id: logId } });
});

test.each([
  ['a success', valid],
  ['a refusal', {}],
])('%s names its log id in X-Tt-Logid (A-L33)', async (_, body) => {
  await using mock = await startFeishu();
  const response = await logOut(mock, body);
  expect(response.headers.get('X-Tt-Logid')).toMatch(/^\S+$/);
});

test.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s gets the 404 of the gateway (A-L35)', async (method) => {
  await using mock = await startFeishu();
  const response = await logOut(mock, undefined, { method, body: null });
  expect(response.status).toBe(404);
  expect(response.headers.get('Content-Type')).toContain('text/plain');
  expect(await response.text()).toBe('404 page not found');
});

test.each([
  ['a trailing slash (A-L36)', `${path}/`],
  ['a doubled leading slash, as the SDK sends it (A-L37)', `/${path}`],
])('%s is served without a redirect', async (_, spelling) => {
  await using mock = await startFeishu();
  const headers = { Authorization: `Bearer ${tenantToken}`, 'Content-Type': 'application/json' };
  const body = JSON.stringify(valid);
  const response = await fetch(mock.url + spelling, { method: 'POST', redirect: 'manual', headers, body });
  expect({ status: response.status, body: await response.json() }).toEqual({ status: 200, body: success });
});

test('logging out again succeeds again, and the token of the app survives it (A-L38, A-L39)', async () => {
  await using mock = await startFeishu();
  for (const body of [valid, valid, { logout_type: 3, sid }, { logout_type: 3, sid }]) {
    expect(await (await logOut(mock, body)).json()).toEqual(success);
  }
});

test('no rate limit stands in the way (A-L34)', async () => {
  await using mock = await startFeishu();
  const responses = await Promise.all(Array.from({ length: 100 }, () => logOut(mock, valid)));
  expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]));
});
