import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createValidator } from '../../src/conformance/validator.js';
import { loadDescription } from '../../src/description/load.js';
import { createMock, type Serving } from '../../src/index.js';

const fungame = '/user/logout';
const feishu = '/open-apis/passport/v1/sessions/logout';
const credential = 'Bearer eyJhbGciOiJIUzI1NiIs...';

const serverError = { status: 400, body: '' };
const unauthorized = { status: 401, body: '' };
const sessionGone = {
  status: 400,
  body: '{"RequestType":1,"StatusCode":400,"Message":"退出登录失败！","Data":{}}',
};
const loggedOut = {
  status: 200,
  body: '{"RequestType":1,"StatusCode":200,"Message":"你已成功退出登录！","Data":{}}',
};

async function ask(
  mock: Serving,
  prefer: string | undefined,
  { path = fungame, ...init }: RequestInit & { path?: string } = {},
) {
  const headers = new Headers(init.headers);
  if (prefer !== undefined) headers.set('Prefer', prefer);
  const response = await fetch(mock.url + path, { method: 'POST', ...init, headers });
  return { status: response.status, body: await response.text(), applied: response.headers.get('Preference-Applied') };
}

test.each([
  ['code=401', unauthorized, ['code=401']],
  ['code=400', sessionGone, ['code=400']],
  ['example=sessionGone', sessionGone, ['example=sessionGone']],
  ['example=serverError', serverError, ['example=serverError']],
  ['code=400, example=serverError', serverError, ['code=400', 'example=serverError']],
  ['code=400; example=serverError', serverError, ['code=400', 'example=serverError']],
  ['example=serverError,code=400', serverError, ['code=400', 'example=serverError']],
  ['code="400", example="serverError"', serverError, ['code=400', 'example=serverError']],
  ['CODE = 400 ;Example = serverError', serverError, ['code=400', 'example=serverError']],
  ['code=400, dynamic=false', sessionGone, ['code=400', 'dynamic=false']],
  [', code=401,,', unauthorized, ['code=401']],
])('Prefer: %s', async (prefer, { status, body }, applied) => {
  await using mock = await createMock({ apis: ['fungame'] });
  const answer = await ask(mock, prefer);
  expect(answer).toMatchObject({ status, body });
  expect(answer.applied?.split(/\s*,\s*/).sort()).toEqual(applied);
});

test('several Prefer headers count as one (RFC 7240 section 2)', async () => {
  await using mock = await createMock({ apis: ['fungame'] });
  const { hostname, port } = new URL(mock.url);
  const socket = connect(Number(port), hostname);
  const lines = ['Host: x', 'Connection: close', 'Prefer: code=400', 'Prefer: example=serverError'];
  socket.write([`POST ${fungame} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
  const [head = '', body] = (await text(socket)).split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 400 /);
  expect(body).toBe('');
});

test.each(['code=401, code=200', 'code=401; code=200', 'example=nope, example=loggedOut'])(
  'of a preference that is given twice, the first counts (RFC 7240 section 2): %s',
  async (prefer) => {
    await using mock = await createMock({ apis: ['fungame'] });
    const [first] = prefer.split(/[,;]/);
    expect(await ask(mock, prefer)).toEqual(await ask(mock, first));
  },
);

describe('the query twins', () => {
  test.each([
    ['?__code=401', undefined, unauthorized],
    ['?__example=sessionGone', undefined, sessionGone],
    ['?__code=400&__example=serverError', undefined, serverError],
    ['?a=b&__code=401&__unknown=c', undefined, unauthorized],
    ['?__code=401', 'code=400', sessionGone],
    ['?__code=400', 'example=serverError', serverError],
  ])('%s with Prefer: %s', async (query, prefer, { status, body }) => {
    await using mock = await createMock({ apis: ['fungame'] });
    expect(await ask(mock, prefer, { path: fungame + query })).toMatchObject({ status, body });
  });

  test('?__dynamic=true makes the body up', async () => {
    await using mock = await createMock({ apis: ['fungame'] });
    const { applied } = await ask(mock, undefined, { path: `${fungame}?__code=200&__dynamic=true` });
    expect(applied).toContain('dynamic=true');
  });
});

describe('what cannot be is a loud 400', () => {
  const answers = ['loggedOut', 'sessionGone', 'serverError', '401'];
  const preferences = ['code', 'example', 'dynamic'];

  test.each([
    ['an unknown example', 'example=nope', 'EXAMPLE_UNKNOWN', answers],
    ['an example called like a member of every object', 'example=__proto__', 'EXAMPLE_UNKNOWN', answers],
    ['an undocumented status', 'code=418', 'EXAMPLE_UNKNOWN', answers],
    ['an example of another status', 'code=200, example=sessionGone', 'EXAMPLE_UNKNOWN', answers],
    ['an unknown preference', 'cod=400', 'PREFERENCE_INVALID', preferences],
    ['an unknown preference called constructor', 'constructor=400', 'PREFERENCE_INVALID', preferences],
    ['a status that is no number', 'code=abc', 'PREFERENCE_INVALID', ['code']],
    ['a status of two digits', 'code=99', 'PREFERENCE_INVALID', ['code']],
    ['a status beyond 599', 'code=600', 'PREFERENCE_INVALID', ['code']],
    ['an empty status', 'code=', 'PREFERENCE_INVALID', ['code']],
    ['a dynamic that is neither true nor false', 'dynamic=maybe', 'PREFERENCE_INVALID', ['true', 'false']],
  ])('%s: Prefer: %s', async (_, prefer, code, known) => {
    await using mock = await createMock({ apis: ['fungame'] });
    const { status, body, applied } = await ask(mock, prefer);
    const problem = JSON.parse(body) as { detail: string };
    expect({ status, applied, problem }).toMatchObject({ status: 400, applied: null, problem: { status: 400, code } });
    for (const name of known) expect(problem.detail).toContain(name);
  });

  test('so it is in the query', async () => {
    await using mock = await createMock({ apis: ['fungame'] });
    const { status, body } = await ask(mock, undefined, { path: `${fungame}?__example=nope` });
    expect({ status, problem: JSON.parse(body) as unknown }).toMatchObject({
      status: 400,
      problem: { code: 'EXAMPLE_UNKNOWN' },
    });
  });
});

test.each([
  'return=minimal',
  'respond-async, wait=10',
  'handling=lenient',
  'depth-noroot',
  'safe',
  'odata.maxpagesize=50',
  'Return=Representation',
  'return=minimal; foo="some parameter"',
  'return=representation; include="http://www.w3.org/ns/ldp#PreferMinimalContainer"',
  'return=representation; omit="http://example.com/a, http://example.com/b; c"',
])('a registered preference of somebody else is ignored, parameters and all: %s', async (prefer) => {
  await using mock = await createMock({ apis: ['fungame'] });
  const answer = await ask(mock, prefer, { headers: { Authorization: credential } });
  expect(answer).toEqual({ ...loggedOut, applied: null });
});

test('a registered preference stands beside ours', async () => {
  await using mock = await createMock({ apis: ['fungame'] });
  expect(await ask(mock, 'wait=10, code=401, return=minimal')).toEqual({ ...unauthorized, applied: 'code=401' });
});

test('an answer on demand is neither authenticated nor validated and changes nothing', async () => {
  await using mock = await createMock({ apis: ['fungame', 'feishu'] });
  const headers = { Authorization: credential };
  expect(await ask(mock, 'code=200', { headers })).toMatchObject(loggedOut);
  expect(await ask(mock, 'example=loggedOut')).toMatchObject(loggedOut);
  expect(await ask(mock, 'code=200', { path: feishu, body: '{' })).toMatchObject({ status: 200 });
  expect(await ask(mock, undefined, { headers })).toMatchObject(loggedOut);
});

describe('dynamic=true', () => {
  test.each([
    ['fungame', fungame, '200'],
    ['fungame', fungame, '400'],
    ['feishu', feishu, '200'],
    ['feishu', feishu, '400'],
  ])('makes up a body of %s %s %s that its description allows, whatever the dice say', async (api, path, code) => {
    let dice = 0;
    await using mock = await createMock({ apis: [api], random: () => dice });
    const { document, operations } = await loadDescription(`openapi/${api}.yaml`);
    const validator = createValidator(document);
    const bodies = new Set<string>();
    for (dice = 0; dice < 1; dice += 0.04) {
      const { status, body } = await ask(mock, `code=${code}, dynamic=true`, { path });
      bodies.add(body);
      expect(status).toBe(Number(code));
      const violations = operations.flatMap((operation) =>
        validator.reply(operation, code, JSON.parse(body) as unknown),
      );
      expect(violations).toEqual([]);
    }
    expect(bodies.size).toBeGreaterThan(1);
  });

  test('alone takes nothing from authentication', async () => {
    await using mock = await createMock({ apis: ['fungame'] });
    expect(await ask(mock, 'dynamic=true')).toMatchObject({ status: 401 });
    const answer = await ask(mock, 'dynamic', { headers: { Authorization: credential } });
    expect(answer).toMatchObject({ status: 200, applied: 'dynamic=true' });
  });
});

describe('names beyond a token', () => {
  async function startWith(responses: object): Promise<Serving> {
    const folder = await mkdtemp(join(tmpdir(), 'signoff-'));
    const file = join(folder, 'api.json');
    const paths = { [fungame]: { post: { responses } } };
    await writeFile(file, JSON.stringify({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths }));
    const mock = await createMock({ apis: [file] });
    onTestFinished(async () => {
      await mock.close();
      await rm(folder, { recursive: true });
    });
    return mock;
  }

  test('a quoted name may hold blanks, commas and semicolons; it is quoted back', async () => {
    const examples = { fine: { value: 1 }, 'late, sorry; really': { value: 2 } };
    const mock = await startWith({ '200': { description: 'd', content: { 'application/json': { examples } } } });
    expect(await ask(mock, 'example="late, sorry; really"')).toEqual({
      status: 200,
      body: '2',
      applied: 'example="late, sorry; really"',
    });
  });

  test('a name beyond ASCII can be asked for by the query', async () => {
    const examples = { fine: { value: 1 }, 未找到: { value: 2 } };
    const mock = await startWith({ '200': { description: 'd', content: { 'application/json': { examples } } } });
    const path = `${fungame}?__example=${encodeURIComponent('未找到')}`;
    expect(await ask(mock, undefined, { path })).toMatchObject({ status: 200, body: '2' });
  });

  test.each(['100', '101', '199'])('the interim status %s is no answer, so it cannot be asked for', async (code) => {
    const mock = await startWith({ default: { description: 'd' } });
    const answer = await ask(mock, `code=${code}`, { signal: AbortSignal.timeout(5000) });
    expect(answer).toMatchObject({ status: 400 });
  });
});
