import { describe, expect, test as plainTest } from 'vitest';
import { createMock } from '../../src/index.js';
import { localUrl, withControl } from './control-client.js';
import { sendRaw } from './raw-request.js';

const token = 'correct-horse-battery-staple';
const page = 'http://localhost:3000';
const test = withControl({ controlOrigins: [page, 'HTTPS://App.Example:443/'] });

/** What a browser asks before it lets a page of this origin call. */
function preflight(origin: string, path = '/__signoff/worlds'): readonly [requestLine: string, lines: string[]] {
  const asked = ['Access-Control-Request-Method: POST', 'Access-Control-Request-Headers: content-type'];
  return [`OPTIONS ${path} HTTP/1.1`, ['Host: 127.0.0.1:4010', `Origin: ${origin}`, ...asked]];
}

function corsHeaders(head: string): Readonly<Record<string, string>> {
  const lines = head.split('\r\n').filter((line) => /^(?:access-control|vary)/i.test(line));
  return Object.fromEntries(lines.map((line) => line.split(': ')).map(([name = '', value = '']) => [name, value]));
}

describe('a page that is named', () => {
  test.for([page, 'https://app.example'])('of %s passes its preflight', async (origin, { mock }) => {
    const { status, head } = await sendRaw(mock, ...preflight(origin));
    expect(status).toBe(204);
    expect(corsHeaders(head)).toMatchObject({
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Methods': expect.stringMatching(/\bPOST\b.*\bDELETE\b/) as string,
      'Access-Control-Allow-Headers': 'content-type',
    });
    expect(head).not.toMatch(/allow-credentials|: \*/i);
  });

  test('may call, and read the answer and why it was refused', async ({ control }) => {
    const headers = { Origin: page };
    const created = await control.call('createWorld', { headers, body: { name: 'of-a-page' } });
    expect(created).toMatchObject({ status: 201 });
    const refused = await control.call('getWorld', { headers, world: 'nope' });
    for (const reply of [created, refused]) {
      expect(reply.headers.get('access-control-allow-origin')).toBe(page);
      expect(reply.headers.get('vary')).toMatch(/\bOrigin\b/);
      expect(reply.headers.get('access-control-expose-headers')).toBe('Signoff-Reason');
      expect(reply.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  test('may not call under a foreign host name', async ({ mock }) => {
    const lines = ['Host: evil.example', `Origin: ${page}`];
    const reply = await sendRaw(mock, 'GET /__signoff/health HTTP/1.1', lines);
    expect(reply).toMatchObject({ status: 403, code: 'HOST_FOREIGN' });
  });

  test('gets the answer to OPTIONS that everybody gets, where it is no preflight', async ({ mock }) => {
    const lines = ['Host: localhost', `Origin: ${page}`];
    const reply = await sendRaw(mock, 'OPTIONS /__signoff/worlds HTTP/1.1', lines);
    expect(reply).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
    expect(reply.head).toMatch(/^Allow: GET, HEAD, POST$/im);
  });
});

test.for(['https://evil.example', 'http://localhost:3001', 'https://localhost:3000', 'null', `${page}.evil.example`])(
  'a page of %s gets neither a preflight nor an answer',
  async (origin, { mock }) => {
    const simple = ['Host: localhost', `Origin: ${origin}`];
    const replies = [
      await sendRaw(mock, ...preflight(origin)),
      await sendRaw(mock, 'GET /__signoff/health HTTP/1.1', simple),
    ];
    for (const reply of replies) {
      expect(reply).toMatchObject({ status: 403, code: 'ORIGIN_FOREIGN' });
      expect(corsHeaders(reply.head)).not.toHaveProperty('Access-Control-Allow-Origin');
    }
  },
);

test('whoever is no page calls as ever', async ({ control }) => {
  const { headers } = await control.call('health');
  expect(headers.get('access-control-allow-origin')).toBeNull();
});

plainTest('a page that is named still needs the admin token, and is told so', async () => {
  const options = { host: '0.0.0.0', adminToken: token, controlOrigins: [page] };
  await using mock = await createMock({ apis: ['fungame'], ...options });
  expect(await sendRaw(mock, ...preflight(page))).toMatchObject({ status: 204 });
  const ask = (headers: Record<string, string>): Promise<Response> =>
    fetch(`${localUrl(mock)}/__signoff/health`, { headers: { Origin: page, ...headers } });
  const [without, withToken] = [await ask({}), await ask({ Authorization: `Bearer ${token}` })];
  expect([without.status, withToken.status]).toEqual([401, 200]);
  expect(without.headers.get('access-control-allow-origin')).toBe(page);
});

plainTest.each<[origins: string[], wrong: string]>([
  [['*'], '*'],
  [['null'], 'null'],
  [['file:///'], 'file:///'],
  [['localhost:3000'], 'localhost:3000'],
  [['http://localhost:3000/app'], 'http://localhost:3000/app'],
  [['http://user@localhost:3000'], 'http://user@localhost:3000'],
  [['http://localhost:3000?'], 'http://localhost:3000?'],
  [[page, 'http://a.example, http://b.example', ''], 'http://a.example, http://b.example, '],
])('%j are no origins', async (controlOrigins, wrong) => {
  await expect(createMock({ apis: ['fungame'], controlOrigins })).rejects.toMatchObject({
    code: 'ARGUMENT_INVALID',
    message: `No origin: ${wrong}. An origin is like http://localhost:3000, each named by itself.`,
  });
});
