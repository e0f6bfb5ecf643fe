import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { createMock, type Mock, type MockOptions } from '../../../src/index.js';

interface Description {
  readonly paths: Record<string, { post: { operationId: string; security: unknown; responses: unknown } }>;
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

const petshop = `openapi: 3.0.3
info: { title: Petshop, version: '1' }
paths:
  /pets/{id}:
    delete:
      security: [{ token: [] }]
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200': { description: gone, content: { application/json: { example: { gone: true } } } }
        '401': { description: who are you? }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
`;

test('any OpenAPI file is served from its examples; with anyToken every well-formed credential is good', async () => {
  const file = join(await temporaryFolder(), 'petshop.yaml');
  await writeFile(file, petshop);
  await using mock = await createMock({ apis: [file], anyToken: true });
  expect(mock.apis).toEqual(['petshop']);
  for (const token of ['a', 'eyJ0.e30.', 'a']) {
    const headers = { Authorization: `Bearer ${token}` };
    const response = await fetch(`${mock.url}/pets/1`, { method: 'DELETE', headers });
    expect({ status: response.status, body: await response.json() }).toEqual({ status: 200, body: { gone: true } });
  }
  expect((await fetch(`${mock.url}/pets/1`, { method: 'DELETE' })).status).toBe(401);
});

async function startPetshop(options: MockOptions<string> = {}): Promise<Mock<string>> {
  const file = join(await temporaryFolder(), 'petshop.yaml');
  await writeFile(file, petshop);
  return createMock<string>({ ...options, apis: [file] });
}

async function deletePet(mock: Mock<string>, token: string, headers: Record<string, string> = {}): Promise<number> {
  const all = { ...headers, Authorization: `Bearer ${token}` };
  return (await fetch(`${mock.url}/pets/1`, { method: 'DELETE', headers: all })).status;
}

test.each(['revoke', 'expire'] as const)('after %s an issued credential is refused, for good', async (end) => {
  await using mock = await startPetshop();
  const { token: first, subject, expiresAt } = await mock.issue();
  const { token: second } = await mock.issue({ subject });
  expect(expiresAt).toBeUndefined();
  expect(await deletePet(mock, first)).toBe(200);
  await mock[end](first);
  expect([await deletePet(mock, first), await deletePet(mock, first)]).toEqual([401, 401]);
  expect(await deletePet(mock, second)).toBe(200);
  await expect(mock[end](first)).rejects.toMatchObject({ code: 'CREDENTIAL_UNKNOWN' });
});

test('an issued credential is good for its lifetime, to the millisecond', async () => {
  let now = Date.UTC(2025, 2, 23);
  await using mock = await startPetshop({ now: () => now });
  const issued = await mock.issue({ subject: 'anna', lifetime: 5000 });
  expect(issued).toMatchObject({ subject: 'anna', expiresAt: now + 5000 });
  now += 4999;
  expect(await deletePet(mock, issued.token)).toBe(200);
  now += 1;
  expect(await deletePet(mock, issued.token)).toBe(401);
});

test('a credential leads to the world that it was issued into, and is ended there alone', async () => {
  await using mock = await startPetshop();
  const [first, second] = [await mock.world(), await mock.world()];
  const { token } = await first.issue();
  await expect(second.revoke(token)).rejects.toMatchObject({ code: 'CREDENTIAL_UNKNOWN' });
  await first.revoke(token);
  expect(await deletePet(mock, token)).toBe(401);
  expect(await deletePet(mock, token, second.headers)).toBe(401); // nobody knows it there
  const statuses = [first, second, mock].map(async ({ journal }) =>
    (await journal.entries()).map((e) => e.reply.status),
  );
  expect(await Promise.all(statuses)).toEqual([[401], [401], []]);
});

test('it has no sessions and no users, and says so', async () => {
  await using mock = await startPetshop();
  await expect(mock.sessions.list('petshop')).rejects.toMatchObject({ code: 'SESSIONS_UNKNOWN' });
  await expect(mock.addUser()).rejects.toMatchObject({ code: 'USERS_UNKNOWN' });
  expect(await mock.sessions.list()).toEqual([]);
});

test('a copy of a description in the box, edited or not, behaves as the API does', async () => {
  const folder = await temporaryFolder();
  await cp('openapi/fungame.yaml', join(folder, 'mine.yaml'));
  await using mock = await createMock({ apis: [join(folder, 'mine.yaml')] });
  const logOut = (): Promise<Response> =>
    fetch(`${mock.url}/user/logout`, {
      method: 'POST',
      headers: { Authorization: 'Bearer eyJhbGciOiJIUzI1NiIs...' },
    });
  expect((await logOut()).status).toBe(200);
  expect((await logOut()).status).toBe(401);
});

test.each([
  ['fungame.yaml', '/user/logout', '/user/profile', 'eyJhbGciOiJIUzI1NiIs...'],
  ['feishu.yaml', '/open-apis/passport/v1/sessions/logout', '/open-apis/profile', 't-7f1bcd13fc57d46bac21793a18e560'],
])(
  'an operation that a copy of %s adds is served from its example, and logs nobody out',
  async (name, own, added, token) => {
    const file = join(await temporaryFolder(), name);
    const description = parse(await readFile(`openapi/${name}`, 'utf8')) as Description;
    const security = description.paths[own]?.post.security;
    const responses = { 200: { description: 'it', content: { 'application/json': { example: { mine: true } } } } };
    description.paths[added] = { post: { operationId: 'added', security, responses } };
    await writeFile(file, stringify(description));
    await using mock = await createMock<string>({ apis: [file] });
    const before = await mock.sessions.list();
    const response = await fetch(mock.url + added, { method: 'POST', headers: { Authorization: `Bearer ${token}` } });
    expect(await response.json()).toEqual({ mine: true });
    expect(await mock.sessions.list()).toEqual(before);
    expect((await fetch(mock.url + added, { method: 'POST' })).status).not.toBe(200);
  },
);
