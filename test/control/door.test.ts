import { describe, expect } from 'vitest';
import { createMock } from '../../src/index.js';
import { withControl } from './control-client.js';
import { sendRaw } from './raw-request.js';

const test = withControl();

const health = 'GET /__signoff/health HTTP/1.1';

describe('on loopback the control API is open', () => {
  test.for([
    'localhost',
    'LOCALHOST:4010',
    'mock.localhost:4010',
    '127.0.0.1',
    '127.0.0.1:1',
    '[::1]',
    '[::1]:4010',
    '192.168.0.7',
  ])('to the host %s', async (host, { mock }) => {
    expect(await sendRaw(mock, health, [`Host: ${host}`])).toMatchObject({ status: 200 });
  });

  test.for<[what: string, requestLine: string, lines: readonly string[]]>([
    ['another name', health, ['Host: evil.example']],
    ['another name with our port', health, ['Host: evil.example:4010']],
    ['a name that begins like an address', health, ['Host: 127.0.0.1.evil.example']],
    ['a name that begins like ours', health, ['Host: localhost.evil.example']],
    ['a name that ends like ours', health, ['Host: evillocalhost']],
    ['a user before another host', health, ['Host: localhost@evil.example']],
    ['two ports', health, ['Host: 127.0.0.1:4010:80']],
    ['an address in brackets that is none', health, ['Host: [evil.example]']],
    ['nothing', health, ['Host:']],
    ['two hosts, ours first', health, ['Host: localhost', 'Host: evil.example']],
    ['two hosts, ours last', health, ['Host: evil.example', 'Host: localhost']],
    ['none, which HTTP/1.0 allows', 'GET /__signoff/health HTTP/1.0', []],
    ['another one in the target', 'GET http://evil.example/__signoff/health HTTP/1.1', ['Host: localhost']],
    ['a user in the target', 'GET http://localhost@evil.example/__signoff/health HTTP/1.1', ['Host: localhost']],
  ])('but not to %s', async ([, requestLine, lines], { mock }) => {
    expect(await sendRaw(mock, requestLine, lines)).toMatchObject({ status: 403, code: 'HOST_FOREIGN' });
  });

  test('to our host in the target, whatever the header says', async ({ mock }) => {
    const requestLine = 'GET http://127.0.0.1:4010/__signoff/health? HTTP/1.1';
    expect(await sendRaw(mock, requestLine, ['Host: evil.example'])).toMatchObject({ status: 200 });
  });

  test('not to a request of HTTP/1.1 without a host, which is malformed', async ({ mock }) => {
    expect(await sendRaw(mock, health, [])).toMatchObject({ status: 400, code: 'REQUEST_MALFORMED' });
  });
});

describe('a page of another origin', () => {
  test.for([
    ['another site', 'https://evil.example'],
    ['a sandbox', 'null'],
    ['another port', 'http://127.0.0.1:1'],
    ['a name that begins like ours', 'http://127.0.0.1.evil.example'],
  ])('on %s is refused, simple requests too', async ([, origin = ''], { mock, control }) => {
    const { host } = new URL(mock.url);
    const lines = [`Host: ${host}`, `Origin: ${origin}`];
    const text = ['Content-Type: text/plain'];
    const refused = { status: 403, code: 'ORIGIN_FOREIGN' };
    expect(await sendRaw(mock, health, lines)).toMatchObject(refused);
    expect(await sendRaw(mock, 'POST /__signoff/worlds/default/reset HTTP/1.1', lines)).toMatchObject(refused);
    const create = 'POST /__signoff/worlds HTTP/1.1';
    expect(await sendRaw(mock, create, [...lines, ...text], '{"name":"evil"}')).toMatchObject(refused);
    expect(await sendRaw(mock, 'OPTIONS /__signoff/worlds HTTP/1.1', lines)).toMatchObject(refused);
    expect(await control.call('getWorld', { world: 'evil' })).toMatchObject({ answer: 'WORLD_UNKNOWN' });
  });

  test('is refused even beside our own', async ({ mock }) => {
    const lines = [`Host: ${new URL(mock.url).host}`, `Origin: ${mock.url}`, 'Origin: https://evil.example'];
    expect(await sendRaw(mock, health, lines)).toMatchObject({ status: 403, code: 'ORIGIN_FOREIGN' });
  });

  test('is not told to anybody by a header of CORS', async ({ mock }) => {
    const preflight = { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' };
    for (const init of [{}, { method: 'OPTIONS', headers: { Origin: 'http://localhost:3000', ...preflight } }]) {
      const { headers } = await fetch(`${mock.url}/__signoff/worlds`, init);
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

test("the mock's own origin may call", async ({ mock }) => {
  const { host } = new URL(mock.url);
  for (const origin of [`http://${host}`, `https://${host}`]) {
    expect(await sendRaw(mock, health, [`Host: ${host}`, `Origin: ${origin}`])).toMatchObject({ status: 200 });
  }
});

test('every operation refuses a foreign host and a foreign origin, as is documented', async ({ control, mock }) => {
  for (const { id, method, path, requestBody } of control.operations) {
    const target = `${mock.url}${path.replace('{world}', 'default')}`;
    const body = requestBody === undefined ? {} : { body: '{}' };
    const headers = { 'Content-Type': 'application/json', Origin: 'https://evil.example' };
    const response = await fetch(target, { method, headers, ...body });
    expect(await control.read(id, response)).toMatchObject({ answer: 'ORIGIN_FOREIGN' });
    const raw = await sendRaw(mock, `${method} ${path.replace('{world}', 'default')} HTTP/1.1`, ['Host: evil.example']);
    expect(raw.status).toBe(403);
    expect(raw.head).toContain('HOST_FOREIGN');
  }
});

test('a preference is not followed: it would replay an example in place of the deed', async ({ control }) => {
  const { call } = control;
  const wishes = [
    { headers: { Prefer: 'code=204' } },
    { headers: { Prefer: 'example=REQUEST_INVALID; dynamic=true' } },
    { headers: { Prefer: 'nobody=knows-this' } },
  ];
  for (const [index, wish] of wishes.entries()) {
    const name = `wish-${String(index)}`;
    const created = await call('createWorld', { ...wish, body: { name } });
    expect(created).toMatchObject({ status: 201, body: { name } });
    expect(created.headers.get('preference-applied')).toBeNull();
    expect(await call('dropWorld', { ...wish, world: name })).toMatchObject({ status: 204 });
    expect(await call('getWorld', { world: name })).toMatchObject({ answer: 'WORLD_UNKNOWN' });
  }
});

test('a query parameter that is none is refused, so that a mistyped filter is noticed', async ({ control }) => {
  const { call } = control;
  const mistyped = await call('readJournal', { world: 'default', query: { operaton: 'LogOut' } });
  expect(mistyped).toMatchObject({ status: 400, answer: 'REQUEST_INVALID' });
  expect(mistyped.body).toMatchObject({ violations: [{ pointer: '/query/operaton' }] });
  expect(await call('listWorlds', { query: { __code: '401' } })).toMatchObject({ answer: 'REQUEST_INVALID' });
});

test('a mock on IPv6 loopback is open too', async () => {
  const mock = await createMock({ apis: ['fungame'], host: '::1' });
  const { port } = new URL(mock.url);
  expect((await fetch(`${mock.url}/__signoff/health`)).status).toBe(200);
  expect((await fetch(`http://[::1]:${port}/__signoff/health`, { headers: { Origin: 'null' } })).status).toBe(403);
  await mock.close();
});
