import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createMock, formatLog, type LogLine } from '../../src/index.js';

const line: LogLine = {
  method: 'POST',
  path: '/user/logout',
  status: 400,
  answer: 'sessionGone',
  why: 'the token is valid, its session is gone',
  milliseconds: 1.26,
};

// Nothing that a terminal takes for a command: C0, DEL and C1.
const control = /[\x00-\x1f\x7f-\x9f]/;

describe('a line of text', () => {
  const text = (changed: Partial<LogLine>): string => stripVTControlCharacters(formatLog.text({ ...line, ...changed }));

  test('says what was asked, what was answered, why and how long it took', () => {
    expect(text({})).toBe('POST /user/logout 400 sessionGone · the token is valid, its session is gone 1.3 ms\n');
  });

  test('does not say a status twice', () => {
    expect(text({ status: 401, answer: '401' })).toContain('/user/logout 401 · ');
  });
});

test('a line of JSON is one object with every member and the time', () => {
  const before = Date.now();
  const { time, ...members } = JSON.parse(formatLog.json(line)) as LogLine & { time: string };
  expect(members).toEqual(line);
  expect(Date.parse(time)).toBeGreaterThanOrEqual(before);
  expect(Date.parse(time)).toBeLessThanOrEqual(Date.now());
});

test('none is nothing', () => {
  expect(formatLog.none(line)).toBe('');
});

describe.each(['text', 'json'] as const)('whatever a client sends, a line of %s', (format) => {
  const odd = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).join('');

  test.each(['path', 'why'] as const)('holds no control character of the %s', (member) => {
    const written = stripVTControlCharacters(formatLog[format]({ ...line, [member]: `/a${odd}b` }));
    expect(written.endsWith('\n')).toBe(true);
    expect(written.slice(0, -1)).not.toMatch(control);
    expect(written).toContain('/a');
  });

  test('is not flooded by the reason', () => {
    const written = formatLog[format]({ ...line, why: 'x'.repeat(1_000_000) });
    expect(written.length).toBeLessThan(10_000);
  });
});

test('every request is one line: method, path, status, answer and why', async () => {
  const lines: LogLine[] = [];
  await using mock = await createMock({ apis: ['fungame'], onRequest: (told) => lines.push(told) });
  const post = (path: string, headers = {}): Promise<Response> => fetch(mock.url + path, { method: 'POST', headers });
  await post('/user/logout?a=b', { Authorization: 'Bearer eyJhbGciOiJIUzI1NiIs...' });
  await post('/user/logout');
  await post('/user/logout', { Prefer: 'example=sessionGone' });
  await post('/user/logout', { Prefer: 'example=nope' });
  await post('/nowhere');
  await fetch(`${mock.url}/user/logout`);
  await vi.waitFor(() => expect(lines).toHaveLength(6));
  expect(lines.map(({ method, path, status, answer }) => [method, path, status, answer])).toEqual([
    ['POST', '/user/logout', 200, 'loggedOut'],
    ['POST', '/user/logout', 401, '401'],
    ['POST', '/user/logout', 400, 'sessionGone'],
    ['POST', '/user/logout', 400, 'EXAMPLE_UNKNOWN'],
    ['POST', '/nowhere', 404, 'no operation'],
    ['GET', '/user/logout', 405, 'no operation'],
  ]);
  for (const { why, milliseconds } of lines) {
    expect(why).not.toBe('');
    expect(milliseconds).toBeGreaterThanOrEqual(0);
  }
});

test('no line holds a credential, wherever it was sent and whatever became of it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const places = { header: 'X-Key', query: 'key', cookie: 'key' };
  const schemes = Object.entries(places).map(([place, name]) => [place, { type: 'apiKey', in: place, name }] as const);
  const paths = schemes.map(([place]) => [
    `/${place}`,
    { get: { security: [{ [place]: [] }], responses: { '200': { description: 'd' } } } },
  ]);
  const document = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: Object.fromEntries(paths) as object,
    components: { securitySchemes: Object.fromEntries(schemes) },
  };
  await writeFile(join(folder, 'keys.json'), JSON.stringify(document));
  const lines: LogLine[] = [];
  const apis = ['fungame', 'feishu', join(folder, 'keys.json')];
  await using mock = await createMock({ apis, onRequest: (told) => lines.push(told) });

  const secret = 's3cr3t';
  const known = ['eyJhbGciOiJIUzI1NiIs...', 't-7f1bcd13fc57d46bac21793a18e560', 'expired-token', 'sessionless-token'];
  const values = [...known.map((token) => `Bearer ${token}`), `Bearer ${secret}`, `Basic ${secret}`, secret];
  for (const path of ['/user/logout', '/open-apis/passport/v1/sessions/logout', '/nowhere']) {
    for (const Authorization of values) {
      const headers = { Authorization, 'Content-Type': 'application/json' };
      await fetch(mock.url + path, { method: 'POST', headers, body: `{"logout_type":3,"sid":"${secret}"}` });
    }
  }
  for (const place of Object.keys(places)) {
    for (const times of [1, 2]) {
      const headers = { 'X-Key': secret, Cookie: `key=${secret}` };
      await fetch(`${mock.url}/${place}?${`key=${secret}&`.repeat(times)}`, { headers });
    }
  }
  await vi.waitFor(() => expect(lines).toHaveLength(3 * values.length + 6));
  for (const written of lines.flatMap((told) => [formatLog.text(told), formatLog.json(told)])) {
    for (const credential of [secret, ...known]) expect(written).not.toContain(credential);
  }
});
