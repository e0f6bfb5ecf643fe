import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createMock, type Mock } from '../../src/index.js';
import { createHandlers } from '../../src/msw.js';

const fungameServer = 'https://api.redbud.fun';
const feishuServer = 'https://open.feishu.cn';
const handlers = createHandlers();
const server = setupServer(...handlers);
let mock: Mock;

beforeAll(async () => {
  mock = await createMock();
  // The mock beside it is asked over the network.
  server.listen({
    onUnhandledRequest: (request, print) => (request.url.startsWith(mock.url) ? undefined : print.error()),
  });
});

beforeEach(async () => {
  await mock.reset();
});

afterEach(async () => {
  server.resetHandlers();
  await handlers.reset();
});

afterAll(async () => {
  server.close();
  await mock.close();
});

const logout = { method: 'POST', headers: { authorization: 'Bearer eyJhbGciOiJIUzI1NiIs...' } };
const feishuPath = '/open-apis/passport/v1/sessions/logout';
const feishuToken = 'Bearer t-7f1bcd13fc57d46bac21793a18e560';
const user = 'ou_7dab8a3d3cdcc9da365777c7ad535d62';

function feishu(body: unknown, headers: Record<string, string> = {}): RequestInit {
  const json = { 'content-type': 'application/json; charset=utf-8', authorization: feishuToken };
  return { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) };
}

const login = { method: 'POST', headers: { 'content-type': 'application/json' } };

const requests: [name: string, server: string, path: string, init: RequestInit][] = [
  ['a logout', fungameServer, '/user/logout', logout],
  ['no credential', fungameServer, '/user/logout', { method: 'POST' }],
  ['another scheme', fungameServer, '/user/logout', { method: 'POST', headers: { authorization: 'Basic YTpi' } }],
  [
    'an expired token',
    fungameServer,
    '/user/logout',
    { method: 'POST', headers: { authorization: 'Bearer expired-token' } },
  ],
  [
    'a session that is gone',
    fungameServer,
    '/user/logout',
    { method: 'POST', headers: { authorization: 'Bearer sessionless-token' } },
  ],
  ['a preferred answer', fungameServer, '/user/logout', { method: 'POST', headers: { prefer: 'example=serverError' } }],
  ['an answer that there is not', fungameServer, '/user/logout?__example=nope', { method: 'POST' }],
  ['another method', fungameServer, '/user/logout', { method: 'GET' }],
  ['HEAD', feishuServer, feishuPath, { method: 'HEAD' }],
  [
    'a wrong password',
    fungameServer,
    '/user/login',
    { ...login, body: '{"Username":"anna","Password":"wrong-password"}' },
  ],
  ['malformed JSON', fungameServer, '/user/login', { ...login, body: '{"Username"' }],
  ['a body that is too large', fungameServer, '/user/login', { ...login, body: ' '.repeat(10 * 1024 * 1024 + 1) }],
  [
    'a world of a name that cannot be',
    fungameServer,
    '/user/logout',
    { method: 'POST', headers: { 'signoff-world': '..' } },
  ],
  ['a user', feishuServer, feishuPath, feishu({ logout_type: 1, user_id: user })],
  [
    'an id of another kind',
    feishuServer,
    `${feishuPath}?user_id_type=user_id`,
    feishu({ logout_type: 1, user_id: user }),
  ],
  ['a wrong parameter', feishuServer, feishuPath, feishu({ logout_type: 1, user_id: user, logout_reason: 37 })],
  ['a session that never was', feishuServer, feishuPath, feishu({ logout_type: 3, sid: 'nope' })],
  ['a foreign token', feishuServer, feishuPath, feishu({}, { authorization: 'Bearer u-nope' })],
  ['the rate limit', feishuServer, feishuPath, feishu({}, { prefer: 'code=429' })],
  ['a path that the gateway does not know', feishuServer, '/open-apis/nothing', { method: 'POST' }],
];

test.each(requests)('%s is answered as the mock does', async (_name, base, path, init) => {
  const [came, due] = [await ask(base + path, init), await ask(mock.url + path, init)];
  expect(came).toEqual(due);
});

test('a path that there is not gets the 404 of the mock, naming those of its own server', async () => {
  const response = await fetch(`${fungameServer}/user/nothing`);
  const detail = 'No operation has this path. Known: POST /user/logout, POST /user/login.';
  expect(await response.json()).toMatchObject({ status: 404, code: 'PATH_NOT_FOUND', detail });
});

test('a token that was logged out is dead, and its 401 has no body', async () => {
  const first = await fetch(`${fungameServer}/user/logout`, logout);
  const second = await fetch(`${fungameServer}/user/logout`, logout);
  expect([first.status, second.status, second.body]).toEqual([200, 401, null]);
});

test('the world behind the handlers is steered as that of a mock', async () => {
  const { token } = await handlers.issue({ api: 'fungame', subject: 'anna' });
  await handlers.next('LogOut', { example: 'sessionGone' });
  const init = { method: 'POST', headers: { authorization: `Bearer ${token}` } };
  const planned = await fetch(`${fungameServer}/user/logout`, init);
  const due = await fetch(`${fungameServer}/user/logout`, init);
  expect([planned.status, due.status]).toEqual([400, 200]);
  const [entry] = await handlers.journal.entries();
  expect(await handlers.verify({ operation: 'LogOut', status: 400 })).toMatchObject({ count: 1 });
  expect(entry?.request.headers['authorization']).toEqual([expect.stringMatching(/^Bearer masked:\w{8}$/)]);
});

test('planned delays and faults travel as far as a response can', async () => {
  const send = (): Promise<Response> => fetch(`${fungameServer}/user/logout`, { method: 'POST' });
  await handlers.next('LogOut', { fault: 'reset' });
  await expect(send()).rejects.toThrow(TypeError);
  await handlers.next('LogOut', { example: 'loggedOut', fault: 'cut' });
  await expect((await send()).text()).rejects.toThrow('closed');
  await handlers.next('LogOut', { example: 'loggedOut', fault: 'slow', duration: 50, delay: 20 });
  const start = performance.now();
  expect(await (await send()).json()).toMatchObject({ StatusCode: 200 });
  expect(performance.now() - start).toBeGreaterThan(60);
});

test('an app may ask elsewhere, and what is the page’s own is left alone', async () => {
  server.resetHandlers(...createHandlers({ baseUrl: { fungame: '/api', feishu: 'http://app.test' } }));
  expect((await fetch('http://app.test/api/user/logout', logout)).status).toBe(200);
  expect((await fetch(`http://app.test${feishuPath}`, feishu({ logout_type: 1, user_id: user }))).status).toBe(200);
  await expect(fetch('http://app.test/index.html')).rejects.toThrow();
  await expect(fetch(`${fungameServer}/user/logout`, logout)).rejects.toThrow();
});

test('any other parsed description is served at its servers, its references followed', async () => {
  const name = { in: 'path', name: 'id', required: true, schema: { $ref: '#/components/schemas/Id' } };
  const node = { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } }, example: { next: {} } };
  const answer = {
    description: 'One',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Node' } } },
  };
  const nodes = {
    openapi: '3.0.3',
    info: { title: 'Nodes', version: '1' },
    servers: [{ url: 'https://{region}.nodes.test/v1' }],
    paths: { '/nodes/{id}': { get: { parameters: [name], responses: { 200: answer, 400: { description: 'No' } } } } },
    components: { schemas: { Id: { type: 'integer' }, Node: node } },
  };
  server.resetHandlers(...createHandlers({ documents: { nodes } }));
  expect(await (await fetch('https://eu.nodes.test/v1/nodes/7')).json()).toEqual({ next: {} });
  expect((await fetch('https://eu.nodes.test/v1/nodes/seven')).status).toBe(400);
});

test.each([
  [{ apis: ['nope'] }, 'API_UNKNOWN'],
  [{ baseUrl: 'api' }, 'ARGUMENT_INVALID'],
  [{ baseUrl: { nope: '/api' } }, 'ARGUMENT_INVALID'],
  [{ documents: { old: { swagger: '2.0' } } }, 'DESCRIPTION_INVALID'],
  [{ documents: { apart: { openapi: '3.1.0', paths: { $ref: './paths.yaml' } } } }, 'DESCRIPTION_INVALID'],
])('%j is refused with %s', (options, code) => {
  expect(() => createHandlers<string>(options)).toThrow(expect.objectContaining({ code }));
});

// What belongs to the connection is for a server alone; made anew for each answer are the ids of Feishu's log.
const ofServer = /^(?:connection|date|keep-alive|vary|transfer-encoding|access-control-.*)$/;

async function ask(url: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(url, init);
  const headers = [...response.headers].filter(([name]) => !ofServer.test(name) && name !== 'x-tt-logid');
  const { status, statusText } = response;
  return { status, statusText, headers, hasLogId: response.headers.has('x-tt-logid'), body: await response.text() };
}
