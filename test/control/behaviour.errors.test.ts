import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { createMock } from '../../src/index.js';
import { controlClient, withControl, type ControlCall, type ControlClient } from './control-client.js';

const test = withControl();

const folder = mkdtempSync(join(tmpdir(), 'signoff-'));
const myApi = join(folder, 'my-api.yaml');
const info = '{ title: Mine, version: "1" }';
writeFileSync(
  myApi,
  `{ openapi: 3.1.0, info: ${info}, paths: { /: { get: { responses: { "200": { description: ok } } } } } }`,
);
afterAll(() => rmSync(folder, { recursive: true }));

const unknownWorld = { world: 'checkout-test' };
const unknownApi = (body: object = {}): ControlCall => ({ body: { api: 'feishou', ...body } });

// How each operation comes to each of its own errors, told as the description tells it.
const errors: readonly (readonly [operation: string, code: string, call: ControlCall])[] = [
  ...['getWorld', 'dropWorld', 'resetWorld', 'listSessions', 'readJournal', 'clearJournal', 'followJournal'].map(
    (id) => [id, 'WORLD_UNKNOWN', unknownWorld] as const,
  ),
  ['verify', 'WORLD_UNKNOWN', { ...unknownWorld, body: {} }],
  ['readQueue', 'WORLD_UNKNOWN', unknownWorld],
  ['clearQueue', 'WORLD_UNKNOWN', unknownWorld],
  ['issueCredential', 'API_UNKNOWN', unknownApi()],
  ['furnishCheck', 'API_UNKNOWN', unknownApi()],
  ['revokeCredential', 'API_UNKNOWN', unknownApi({ token: 'nope' })],
  ['expireCredential', 'API_UNKNOWN', unknownApi({ token: 'nope' })],
  ['listSessions', 'API_UNKNOWN', { query: { api: 'feishou' } }],
  ['seedSession', 'API_UNKNOWN', unknownApi()],
  ['endSession', 'API_UNKNOWN', unknownApi({ id: 'nope' })],
  ['seedUser', 'API_UNKNOWN', unknownApi()],
  ['revokeCredential', 'CREDENTIAL_UNKNOWN', { body: { api: 'fungame', token: 'nope' } }],
  ['expireCredential', 'CREDENTIAL_UNKNOWN', { body: { api: 'fungame', token: 'nope' } }],
  ['seedSession', 'SUBJECT_UNKNOWN', { body: { api: 'feishu', subject: 'alice' } }],
  ['endSession', 'SESSION_UNKNOWN', { body: { api: 'feishu', id: 'nope' } }],
  ['seedUser', 'USERS_UNKNOWN', { body: { api: 'fungame' } }],
  ['planAnswers', 'OPERATION_UNKNOWN', { body: { operation: 'LogOff', delay: 1 } }],
  ['planAnswers', 'EXAMPLE_UNKNOWN', { body: { operation: 'LogOut', example: 'serverEror' } }],
];

describe('each error comes word for word as the description shows it', () => {
  test.for(errors)('%s %s', async ([id, code, call], { control }) => {
    const reply = await control.call(id, call);
    expect(reply.body).toEqual(documented(control, id, code));
  });

  test('createWorld WORLD_EXISTS', async ({ control }) => {
    await control.call('createWorld', { body: { name: 'checkout-test' } });
    const { body } = await control.call('createWorld', { body: { name: 'checkout-test' } });
    expect(body).toEqual(documented(control, 'createWorld', 'WORLD_EXISTS'));
    await control.call('dropWorld', { world: 'checkout-test' });
  });
});

// Somebody may have taken a token for it, and headers stand in logs of proxies.
test('no error repeats what was given', async ({ control }) => {
  const given = 'eyJzZWNyZXQ.eyJzdWIi.c2lnbmF0dXJl';
  const calls: readonly (readonly [operation: string, call: ControlCall])[] = [
    ['getWorld', { world: given }],
    ['createWorld', { body: { name: `${given} ` } }],
    ['issueCredential', { body: { api: given } }],
    ['revokeCredential', { body: { api: 'fungame', token: given } }],
    ['listSessions', { query: { api: given } }],
    ['seedSession', { body: { api: 'feishu', subject: given } }],
    ['endSession', { body: { api: 'feishu', id: given } }],
    ['planAnswers', { body: { operation: given, delay: 1 } }],
    ['planAnswers', { body: { operation: 'LogOut', example: given } }],
  ];
  for (const [id, call] of calls) {
    const reply = await control.call(id, call);
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(JSON.stringify([reply.body, ...reply.headers])).not.toContain(given);
  }
});

const withoutSessions: readonly (readonly [operation: string, call: ControlCall])[] = [
  ['listSessions', { query: { api: 'my-api' } }],
  ['seedSession', { body: { api: 'my-api' } }],
  ['endSession', { body: { api: 'my-api', id: 'nope' } }],
];

test('an API of a file has no sessions and no users', async ({ control }) => {
  await using mock = await createMock<string>({ apis: [myApi] });
  const { call } = await controlClient(mock.url);
  for (const [id, request] of withoutSessions) {
    const { body } = await call(id, request);
    expect(body).toEqual(documented(control, id, 'SESSIONS_UNKNOWN'));
  }
  expect((await call('listSessions')).body).toEqual({ sessions: [] });
  expect(await call('seedUser', { body: { api: 'my-api' } })).toMatchObject({ answer: 'USERS_UNKNOWN' });
});

// Whatever begins a world, and so finds the mock full.
const beginners: readonly (readonly [operation: string, body: object])[] = [
  ['createWorld', { name: 'one-too-many' }],
  ['issueCredential', { api: 'fungame' }],
  ['furnishCheck', { api: 'fungame' }],
  ['revokeCredential', { api: 'fungame', token: 'nope' }],
  ['expireCredential', { api: 'fungame', token: 'nope' }],
  ['seedSession', { api: 'fungame' }],
  ['endSession', { api: 'fungame', id: 'nope' }],
  ['seedUser', { api: 'feishu' }],
  ['planAnswers', { operation: 'LogOut', delay: 1 }],
];

test('a mock that is full says so, whatever would begin another world', async ({ mock, control }) => {
  const { worlds } = (await control.call('health')).body as { worlds: number };
  for (let count = worlds; count < 10_000; count += 1) await mock.world(`w${String(count)}`);
  for (const [id, body] of beginners) {
    const reply = await control.call(id, { world: 'one-too-many', body });
    expect(reply.body).toEqual(documented(control, id, 'WORLD_LIMIT'));
  }
  await control.call('dropWorld', { world: 'w9999' });
  expect(await control.call('createWorld')).toMatchObject({ answer: '201' });
});

test('every request can be invalid, and the answer says where', async ({ control }) => {
  const fallible = control.operations.filter(({ answers }) => answers.some(({ name }) => name === 'REQUEST_INVALID'));
  for (const { id, path, method } of fallible.filter((operation) => operation.method !== 'HEAD')) {
    const isOfWorld = path.includes('{world}');
    const { body } = await control.call(id, { ...(isOfWorld && { world: 'not a name' }), query: { wrold: 'default' } });
    const pointers = ['/query/wrold', ...(isOfWorld ? ['/path/world'] : [])];
    for (const pointer of pointers) {
      const violations = expect.arrayContaining([expect.objectContaining({ pointer })]) as unknown;
      expect(body, `${method} ${path}`).toMatchObject({ code: 'REQUEST_INVALID', violations });
    }
  }
  const { body } = await control.call('getWorld', { world: 'not a name' });
  expect(body).toEqual(documented(control, 'getWorld', 'REQUEST_INVALID'));
});

// What the door says stands before every operation; test/control/door.*.test.ts asks each of them for it.
const ofDoor = new Set(['ADMIN_TOKEN_REQUIRED', 'CONTROL_OFF', 'HOST_FOREIGN', 'ORIGIN_FOREIGN', 'BODY_TOO_LARGE']);

test('no documented error is left out above', ({ control }) => {
  const told = [
    ...errors.map(([id, code]) => `${id} ${code}`),
    ...withoutSessions.map(([id]) => `${id} SESSIONS_UNKNOWN`),
    ...beginners.map(([id]) => `${id} WORLD_LIMIT`),
    'createWorld WORLD_EXISTS',
  ];
  const described = control.operations.flatMap(({ id, answers }) =>
    answers
      .filter(({ name, statusKey }) => Number(statusKey) >= 400 && name !== 'REQUEST_INVALID' && !ofDoor.has(name))
      .map(({ name }) => `${id} ${name}`),
  );
  expect(described.sort()).toEqual(told.sort());
});

function documented({ operations }: ControlClient, id: string, code: string): unknown {
  const answers = operations.find((operation) => operation.id === id)?.answers ?? [];
  const body = answers.find(({ name }) => name === code)?.body;
  if (body?.kind !== 'value') throw new Error(`${id} documents no ${code}.`);
  return body.value;
}
