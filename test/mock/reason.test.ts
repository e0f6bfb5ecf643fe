import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMock, type Serving } from '../../src/index.js';
import { showReason, type Reason } from '../../src/mock/reason.js';

const path = '/open-apis/passport/v1/sessions/logout';
const tenantToken = 't-7f1bcd13fc57d46bac21793a18e560';
const valid = { logout_type: 1, user_id: 'ou_7dab8a3d3cdcc9da365777c7ad535d62' };
const eightKilobytes = 8 * 1024;

interface Told {
  readonly rule: string;
  readonly pointer: string;
  readonly message: string;
  readonly statements: readonly string[];
  readonly answer?: string;
  readonly status?: number;
  readonly further?: readonly { readonly pointer: string }[];
}

/** The reason header of an answer, after a look at its form: JSON, in ASCII, at most 8 KB. */
function reasonOf(response: Response): Told {
  const header = response.headers.get('Signoff-Reason') ?? '';
  expect(header).toMatch(/^[\x20-\x7e]+$/);
  expect(header.length).toBeLessThanOrEqual(eightKilobytes);
  return JSON.parse(header) as Told;
}

function logOut(mock: Serving, body: unknown, query = ''): Promise<Response> {
  return fetch(mock.url + path + query, {
    method: 'POST',
    headers: { Authorization: `Bearer ${tenantToken}`, 'Content-Type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

describe('over HTTP', () => {
  // L.. are the statements of the document behind the rule and behind the answer (ground truth, section 4.2).
  test.each([
    ['a wrong logout_reason', { ...valid, logout_reason: 37 }, '/body/logout_reason', '1084002', ['L35', 'L47']],
    ['an unknown sid', { logout_type: 3, sid: '!' }, '/body/sid', '1084001', ['L46']],
    ['a wrong terminal type', { ...valid, terminal_type: [1, 7] }, '/body/terminal_type/1', '1080001', ['L28', 'L45']],
    ['a wrong logout_type', { ...valid, logout_type: 4 }, '/body/logout_type', '1080001', ['L25', 'L45']],
    ['a missing user_id', { logout_type: 1 }, '/body', '1080001', ['L31', 'L45']],
    ['an unknown user', { ...valid, user_id: 'ou_nobody' }, '/body/user_id', '1080001', ['L45']],
    ['malformed JSON', '{', '/body', '1080001', ['L45']],
  ])('%s is told by pointer, answer and statements', async (_, body, pointer, answer, statements) => {
    await using mock = await createMock({ apis: ['feishu'] });
    const reason = reasonOf(await logOut(mock, body));
    expect(reason).toMatchObject({ pointer, answer, status: 400 });
    expect(reason.rule).not.toBe('');
    expect(reason.message).not.toBe('');
    expect(reason.statements).toEqual(expect.arrayContaining(statements));
    expect(new Set(reason.statements).size).toBe(reason.statements.length);
  });

  test('a missing member is named, and so is a wrong query parameter', async () => {
    await using mock = await createMock({ apis: ['feishu'] });
    expect(reasonOf(await logOut(mock, { logout_type: 1 })).message).toContain('user_id');
    const { pointer } = reasonOf(await logOut(mock, valid, '?user_id_type=foo'));
    expect(pointer).toBe('/query/user_id_type');
  });

  test('the first violation is told in full, the others are named after it', async () => {
    await using mock = await createMock({ apis: ['feishu'] });
    const reason = reasonOf(await logOut(mock, { ...valid, logout_reason: 37, terminal_type: [7] }));
    const pointers = [reason.pointer, ...(reason.further ?? []).map(({ pointer }) => pointer)];
    expect(pointers.sort()).toEqual(['/body/logout_reason', '/body/terminal_type/0']);
  });

  test('a refused credential, an unknown path and a wrong method have a reason too', async () => {
    await using mock = await createMock();
    const post = { method: 'POST' };
    expect(reasonOf(await fetch(`${mock.url}/user/logout`, post))).toMatchObject({ rule: 'credential', answer: '401' });
    expect(reasonOf(await fetch(`${mock.url}/user/logout`)).message).toContain('GET');
    expect(reasonOf(await fetch(`${mock.url}/user/login`, post)).message).not.toBe('');
    expect(reasonOf(await fetch(mock.url + path))).toMatchObject({ pointer: '' });
    expect(reasonOf(await fetch(`${mock.url}/user/logout?__code=999`, post)).rule).toBe('PREFERENCE_INVALID');
  });

  test('a success has none', async () => {
    await using mock = await createMock({ apis: ['feishu'] });
    const response = await logOut(mock, valid);
    expect({ status: response.status, reason: response.headers.get('Signoff-Reason') }).toEqual({
      status: 200,
      reason: null,
    });
  });

  test('thousands of violations fit: what is too much is left away from the end', async () => {
    await using mock = await createMock({ apis: ['feishu'] });
    const response = await logOut(mock, { ...valid, terminal_type: Array.from({ length: 5000 }, () => 7) });
    const { further = [], pointer } = reasonOf(response);
    expect(pointer).toBe('/body/terminal_type/0');
    expect(further.length).toBeGreaterThan(0);
    expect(further.map((one) => one.pointer)).toEqual(further.map((_, index) => `/body/terminal_type/${index + 1}`));
  });

  test('a member with a name of ten thousand characters beyond ASCII fits too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'signoff-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const schema = { type: 'object', additionalProperties: { type: 'integer' } };
    const post = {
      requestBody: { content: { 'application/json': { schema } } },
      responses: { '200': { description: 'fine' }, '400': { description: 'not fine' } },
    };
    const document = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: { [path]: { post } } };
    await writeFile(join(folder, 'api.json'), JSON.stringify(document));
    await using mock = await createMock({ apis: [join(folder, 'api.json')] });
    expect(reasonOf(await logOut(mock, { 名字: 'x' }))).toMatchObject({ pointer: '/body/名字', status: 400 });
    expect(reasonOf(await logOut(mock, { ['名'.repeat(10_000)]: 'x' }))).toMatchObject({ rule: 'type', status: 400 });
  });

  test('it holds no token and no value of the request, whatever is wrong with it', async () => {
    await using mock = await createMock();
    const secret = 's3cr3t-value';
    const bodies = [
      `{"logout_type":1,"user_id":"${secret}"}`,
      `{"logout_type":2,"idp_credential_id":"${secret}"}`,
      `{"logout_type":3,"sid":"${secret}"}`,
      `{"logout_type":"${secret}"}`,
      `{"logout_type":1,"user_id":["${secret}"],"sid":{"a":"${secret}"},"logout_reason":"${secret}"}`,
      `{"logout_type":1,"user_id":"u","terminal_type":["${secret}"]}`,
      `{"${secret}`,
      `"${secret}"`,
    ];
    const responses = [
      ...bodies.map((body) => logOut(mock, body)),
      logOut(mock, valid, `?user_id_type=${secret}`),
      fetch(mock.url + path, { method: 'POST', headers: { Authorization: `Bearer ${secret}` } }),
      fetch(mock.url + path, { method: 'POST', headers: { Authorization: secret } }),
      fetch(`${mock.url}/user/logout`, { method: 'POST', headers: { Authorization: `Bearer ${secret}` } }),
      fetch(`${mock.url}/user/logout`, { method: 'POST', headers: { Authorization: `Basic ${secret}` } }),
      fetch(`${mock.url}/user/login?token=${secret}`, { method: 'POST', headers: { Cookie: `token=${secret}` } }),
      fetch(mock.url + path, {
        method: 'POST',
        headers: { Authorization: `Bearer ${tenantToken}`, 'Content-Type': `text/${secret}` },
        body: secret,
      }),
    ];
    for (const response of await Promise.all(responses)) {
      reasonOf(response);
      const header = response.headers.get('Signoff-Reason');
      expect(header).not.toContain(secret);
      expect(header).not.toContain(tenantToken);
    }
  });
});

describe('showReason', () => {
  const reason: Reason = { rule: 'enum', pointer: '/body/a', message: 'must be 1', statements: ['L1'] };

  test('is JSON in ASCII that reads back as it was', () => {
    const odd = { ...reason, message: '"必须"\r\n\t\u0000\u007f\u{1F600}' };
    const text = showReason(odd, undefined);
    expect(text).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.parse(text)).toEqual(odd);
  });

  test('keeps as much as fits in 8 KB', () => {
    const further = Array.from({ length: 10_000 }, (_, index) => ({ pointer: `/${index}`, rule: 'r', message: 'm' }));
    const text = showReason({ ...reason, further }, undefined);
    expect(text.length).toBeLessThanOrEqual(eightKilobytes);
    expect(text.length).toBeGreaterThan(eightKilobytes / 4);
    const few = { ...reason, further: further.slice(0, 20) };
    expect(JSON.parse(showReason(few, undefined))).toEqual(few);
  });

  test('names the rule even where nothing else fits', () => {
    const text = showReason({ ...reason, message: '长'.repeat(eightKilobytes) }, undefined);
    expect(text.length).toBeLessThanOrEqual(eightKilobytes);
    expect(JSON.parse(text)).toMatchObject({ rule: 'enum' });
  });
});
