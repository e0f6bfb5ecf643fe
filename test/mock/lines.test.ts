import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createMock, type LogLine, type Mock } from '../../src/index.js';

// What was looked through once is not looked through again; a line holds no secret for all that.

const token = 'tok-abc-123';
const masked = /^masked:[\da-f]{8}$/;

const responses = { '200': { description: 'ok' } };
const security = [{ bearer: [] }];
const inPath = (name: string): object => ({ name, in: 'path', required: true, schema: { type: 'string' } });
const closed = { type: 'object', properties: { password: { type: 'string' } }, additionalProperties: false };
const thing = {
  parameters: [inPath('id')],
  get: { security, responses },
  post: { security, requestBody: { content: { 'application/json': { schema: closed } } }, responses },
};
const pair = { parameters: [inPath('a'), inPath('b')], get: { security, responses } };
const document = {
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  paths: { '/things/{id}': thing, '/pairs/{a}.{b}': pair, '/pairs/{a}/{b}': pair },
  components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
};

const lines: LogLine[] = [];
let folder: string;
let mock: Mock<string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lines-'));
  await writeFile(join(folder, 'things.json'), JSON.stringify(document));
});

// A mock of its own for each test, for it remembers what it looked through.
beforeEach(async () => {
  lines.length = 0;
  mock = await createMock({
    anyToken: true,
    apis: [join(folder, 'things.json')],
    onRequest: (line) => lines.push(line),
  });
  return () => mock.close();
});

afterAll(() => rm(folder, { recursive: true }));

test('a token as path parameter is masked, on the first and on the tenth request', async () => {
  for (let count = 1; count <= 10; count += 1) await get(`/things/${token}`, token);
  const path = expect.stringMatching(/^\/things\/masked:[\da-f]{8}$/) as string;
  expect(lines).toMatchObject(Array.from({ length: 10 }, () => ({ path })));
});

test('a short token is masked where it stands in the path, percent-encoded too', async () => {
  for (const id of ['abc', 'abc-12', 'abc%2D12']) await get(`/things/${id}`, 'abc-12');
  const [, ...secret] = lines.map(({ path }) => path.slice('/things/'.length));
  expect(secret).toEqual([expect.stringMatching(masked), expect.stringMatching(masked)]);
});

test('short path parameters are shown as they are', async () => {
  for (const id of ['%C3%A4', '12345', 'a', '%C3%A4']) await get(`/things/${id}`, token);
  expect(lines.map(({ path }) => path)).toEqual(['/things/%C3%A4', '/things/12345', '/things/a', '/things/%C3%A4']);
});

test('a secret of the body that also names a member is masked in the reason, each time', async () => {
  for (let count = 1; count <= 3; count += 1) await post({ password: 'open-sesame-7', 'open-sesame-7': 1 });
  const why = expect.stringMatching(/ must not have the member masked:[\da-f]{8}$/) as string;
  expect(lines.map((line) => line.why)).toEqual([why, why, why]);
});

test('a token that names a member is masked, also where the same reason held no secret before', async () => {
  for (const presented of ['another-token-1', 'another-token-1', token]) await post({ [token]: 1 }, presented);
  expect(lines.map(({ why }) => why.includes(token))).toEqual([true, true, false]);
});

test('a token that names the world is masked, each time', async () => {
  for (let count = 1; count <= 3; count += 1) await get('/things/a', token, { 'Signoff-World': token });
  const world = expect.stringMatching(masked) as string;
  expect(lines.map((line) => line.world)).toEqual([world, world, world]);
});

// Such a secret could not be found any more where half of a character was lost on the way.
test('a secret that is no well-formed text is masked in the reason, in the journal too', async () => {
  await post('{"password":"\\ud800open-sesame","\\ud800open-sesame":1}');
  const [entry] = await mock.journal.entries();
  const why = expect.stringMatching(/ must not have the member masked:[\da-f]{8}$/) as string;
  expect([lines[0]?.why, entry?.why]).toEqual([why, why]);
});

// What is remembered as plain is asked again for tokens only; a reason that may name a secret of the body is not trusted.
test('a secret of the body is masked, also where the same reason held no secret before', async () => {
  await post({ 'open-sesame-7': 1 });
  await post({ password: 'open-sesame-7', 'open-sesame-7': 1 });
  expect(lines.at(-1)?.why).not.toContain('open-sesame-7');
});

test('a token over two short parameters of a segment is masked', async () => {
  for (const ends of ['ab.cd', 'abcd.efgh']) await get(`/pairs/${ends}`, 'abcd.efgh');
  expect(lines.map(({ path }) => path)).toEqual(['/pairs/ab.cd', expect.stringMatching(/^\/pairs\/masked:/)]);
});

// The path is compared with the token before it is decoded.
test('a token over two short parameters of a segment is masked, percent-encoded too', async () => {
  for (const ends of ['ab.cd', 'abcd%2Eefgh']) await get(`/pairs/${ends}`, 'abcd.efgh');
  expect(lines.map(({ path }) => path)).toEqual(['/pairs/ab.cd', expect.stringMatching(/^\/pairs\/masked:/)]);
});

// A path is masked segment by segment, whether an operation has it or none.
test.each(['/pairs', '/nothing'])('a token with a slash is masked in a path, such as %s/…', async (start) => {
  await get(`${start}/abcdefg/hijklmn`, 'abcdefg/hijklmn');
  expect(lines).toHaveLength(1);
  expect(lines[0]?.path).not.toContain('abcdefg/hijklmn');
});

async function get(path: string, presented: string, headers: Readonly<Record<string, string>> = {}): Promise<void> {
  await fetch(mock.url + path, { headers: { Authorization: `Bearer ${presented}`, ...headers } });
}

async function post(body: object | string, presented = 'another-token-1'): Promise<void> {
  const headers = { Authorization: `Bearer ${presented}`, 'Content-Type': 'application/json' };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  await fetch(`${mock.url}/things/a`, { method: 'POST', headers, body: text });
}
