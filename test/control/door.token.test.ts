import { describe, expect, test as plainTest } from 'vitest';
import { createMock, type LogLine } from '../../src/index.js';
import { controlClient, localUrl, withControl, type ControlClient, type ControlReply } from './control-client.js';
import { sendRaw } from './raw-request.js';

const token = 'correct-horse-battery-staple';
const logged: LogLine[] = [];
// Its variable may end in a line break.
const test = withControl({ host: '0.0.0.0', adminToken: `${token}\n`, onRequest: (line) => logged.push(line) });

async function callAll(control: ControlClient, headers: Record<string, string>): Promise<readonly ControlReply[]> {
  const replies: ControlReply[] = [];
  for (const { id, requestBody } of control.operations) {
    replies.push(await control.call(id, { headers, ...(requestBody && { body: {} }) }));
  }
  return replies;
}

plainTest.each([[{}], [{ adminToken: '' }], [{ adminToken: ' \n' }]])(
  'where other machines can come and there is %j, the control API is off',
  async (options) => {
    await using mock = await createMock({ apis: ['fungame'], host: '0.0.0.0', ...options });
    const control = await controlClient(localUrl(mock));
    for (const headers of [{}, { Authorization: 'Bearer ' }, { Authorization: `Bearer ${token}` }]) {
      const [first, ...others] = await callAll(control, headers);
      expect(first?.body).toEqual({
        type: 'about:blank',
        title: 'Forbidden',
        status: 403,
        detail:
          'The control API is off, because this mock can be reached from other machines. ' +
          'Start the mock with SIGNOFF_ADMIN_TOKEN set, and send that as a bearer token.',
        code: 'CONTROL_OFF',
      });
      expect(new Set(others.map(({ answer }) => answer))).toEqual(new Set(['CONTROL_OFF']));
    }
    expect((await fetch(`${localUrl(mock)}/user/logout`, { method: 'POST' })).status).toBe(401); // the APIs are served
  },
);

describe('where other machines can come and there is an admin token', () => {
  test.for<[what: string, headers: Record<string, string>, state: string]>([
    ['no token', {}, 'missing'],
    ['a wrong token', { Authorization: 'Bearer wrong' }, 'unknown'],
    ['the beginning of the token', { Authorization: `Bearer ${token.slice(0, -1)}` }, 'unknown'],
    ['more than the token', { Authorization: `Bearer ${token}x` }, 'unknown'],
    ['the token in upper case', { Authorization: `Bearer ${token.toUpperCase()}` }, 'unknown'],
    ['the token without its scheme', { Authorization: token }, 'malformed'],
    ['the token under another scheme', { Authorization: `Basic ${token}` }, 'malformed'],
    ['the token in another header', { 'X-Admin-Token': token }, 'missing'],
  ])('%s is not enough for any operation', async ([, headers, state], { control }) => {
    for (const reply of await callAll(control, headers)) {
      expect(reply).toMatchObject({ status: 401, answer: 'ADMIN_TOKEN_REQUIRED' });
      expect(reply.headers.get('www-authenticate')).toBe('Bearer');
      expect(reply.headers.get('signoff-reason')).toContain(`the credential is ${state}`);
      expect(JSON.stringify([reply.body, ...reply.headers])).not.toContain(token);
    }
  });

  test('the answer to none is the one that the description shows', async ({ control }) => {
    const answers = control.operations.flatMap((operation) => operation.answers);
    const documented = answers.find(({ name }) => name === 'ADMIN_TOKEN_REQUIRED');
    expect(documented?.body).toMatchObject({ value: (await control.call('health')).body });
  });

  test('the token lets in, under any host name, but no page of another origin', async ({ mock, control }) => {
    const headers = { Authorization: `Bearer ${token}` };
    expect(await control.call('health', { headers })).toMatchObject({ status: 200 });
    expect(await control.call('createWorld', { headers, body: { name: 'mine' } })).toMatchObject({ status: 201 });
    const lines = ['Host: mock.staging.example', `Authorization: bearer ${token}`];
    const health = 'GET /__signoff/health HTTP/1.1';
    expect(await sendRaw(mock, health, lines)).toMatchObject({ status: 200 });
    const foreign = [...lines, 'Origin: https://evil.example'];
    expect(await sendRaw(mock, health, foreign)).toMatchObject({ status: 403, code: 'ORIGIN_FOREIGN' });
    const doubled = [...lines, `Authorization: Bearer ${token}`];
    expect(await sendRaw(mock, health, doubled)).toMatchObject({ status: 401, code: 'ADMIN_TOKEN_REQUIRED' });
  });

  test('a preference lets nobody in', async ({ control }) => {
    const wishes = [{ headers: { Prefer: 'code=200' } }, { query: { __code: '200' } }, { query: { __example: '200' } }];
    for (const wish of wishes) {
      expect(await control.call('listWorlds', wish)).toMatchObject({ answer: 'ADMIN_TOKEN_REQUIRED' });
    }
  });

  test('the token is in no log, no journal and no reply, wherever it was sent', async ({ mock, control, world }) => {
    const headers = { Authorization: `Bearer ${token}`, ...world.headers };
    const replies: unknown[] = [];
    const ask = async (path: string, method = 'GET'): Promise<void> => {
      const response = await fetch(`${localUrl(mock)}${path}`, { method, headers });
      replies.push(response.status, [...response.headers], await response.text());
    };
    await ask('/__signoff/health');
    await ask('/__signoff/nowhere');
    await ask('/__signoff/health', 'PUT');
    expect(logged).toEqual([]); // calls of the control API are not logged
    await ask('/__SIGNOFF/health');
    await ask('/user/logout', 'POST');
    await ask(`/user/profile?token=${token}`);
    expect(logged).toHaveLength(3);
    const { body } = await control.call('readJournal', { headers, world: world.name });
    expect(body).toMatchObject({ entries: [{ id: 1 }, { id: 2 }, { id: 3 }] });
    expect(JSON.stringify([logged, replies, body])).not.toContain(token);
  });
});

plainTest('on loopback the admin token is not asked for', async () => {
  await using mock = await createMock({ apis: ['fungame'], adminToken: token });
  const { call } = await controlClient(mock.url);
  for (const headers of [{}, { Authorization: 'Bearer wrong' }]) {
    expect(await call('health', { headers })).toMatchObject({ status: 200 });
  }
});
