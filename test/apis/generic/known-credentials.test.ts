import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkApi, createMock, type Mock } from '../../../src/index.js';

const tokenUrl = 'https://e.example/token';
const byCode = { authorizationUrl: 'https://e.example', tokenUrl, scopes: {} };
const schemes = {
  bearer: { type: 'http', scheme: 'Bearer' },
  jwt: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  basic: { type: 'http', scheme: 'basic' },
  custom: { type: 'http', scheme: 'token' },
  header: { type: 'apiKey', in: 'header', name: 'X-Key' },
  query: { type: 'apiKey', in: 'query', name: 'key' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'session' },
  typed: { type: 'apiKey', in: 'header', name: 'Authorization' },
  oauth: { type: 'oauth2', flows: { authorizationCode: byCode } },
  oauthToo: { type: 'oauth2', flows: { clientCredentials: { tokenUrl, scopes: {} } } },
  openId: { type: 'openIdConnect', openIdConnectUrl: 'https://e.example/.well-known/openid-configuration' },
  mtls: { type: 'mutualTLS' },
};
const security: Readonly<Record<string, readonly object[]>> = {
  ...Object.fromEntries(Object.keys(schemes).map((name) => [name, [{ [name]: [] }]])),
  twoOAuth: [{ oauth: [], oauthToo: [] }],
  oauthAndKey: [{ oauth: [], oauthToo: [], header: [] }],
  typedOrBearer: [{ typed: [], bearer: [] }],
  certificateAndKey: [{ mtls: [], header: [] }],
  either: [{ header: [] }, { bearer: [] }],
  optional: [{}, { bearer: [] }],
};

let folder: string;
let file: string;
let mock: Mock<string>;

beforeAll(async () => {
  const ok = { description: 'in', content: { 'application/json': { example: { in: true } } } };
  const responses = { '200': ok, '401': { description: 'who?' } };
  const paths = Object.entries(security).map(([name, asked]) => [`/${name}`, { get: { security: asked, responses } }]);
  const document = {
    openapi: '3.1.0',
    info: { title: 'Doors', version: '1' },
    paths: Object.fromEntries(paths) as object,
    components: { securitySchemes: schemes },
  };
  folder = await mkdtemp(join(tmpdir(), 'signoff-'));
  file = join(folder, 'doors.json');
  await writeFile(file, JSON.stringify(document));
  mock = await createMock({ apis: [file] });
});

afterAll(async () => {
  await mock.close();
  await rm(folder, { recursive: true });
});

async function open(path: string, headers: Record<string, string> = {}): Promise<number> {
  return (await fetch(mock.url + path, { headers })).status;
}

const jwt = mockNotes('jwt');

// What the mock itself tells at its start, as the headers and the query of a request.
function mockNotes(scheme: string): () => Promise<{ headers: Record<string, string>; query: string }> {
  return async () => {
    const line = (await mock.notes()).find((note) => note.trim().startsWith(`${scheme} `)) ?? '';
    const [, told = ''] = /^ *\S+ +(.*)$/.exec(line) ?? [];
    if (told.startsWith('?')) return { headers: {}, query: told };
    const [, name = '', value = ''] = /^([^:]+): (.*?)(?: {2}\(.*\))?$/.exec(told) ?? [];
    return { headers: name === '' ? {} : { [name]: value }, query: '' };
  };
}

test.each(Object.keys(schemes))('what is told at the start of %s opens its door', async (scheme) => {
  const { headers, query } = await mockNotes(scheme)();
  expect(await open(`/${scheme}${query}`, headers)).toBe(200);
});

test.each([
  ['bearer', { Authorization: 'Bearer of-nobody' }],
  ['jwt', { Authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' }],
  ['basic', { Authorization: `Basic ${btoa('nobody:password')}` }],
  ['basic', { Authorization: 'Basic user:password' }],
  ['basic', { Authorization: `Basic ${btoa('nocolon')}` }],
  ['custom', { Authorization: 'Bearer mock-token' }],
  ['header', { 'X-Key': 'of-nobody' }],
  ['query?key=of-nobody', {}],
  ['cookie', { Cookie: 'session=of-nobody' }],
  ['oauth', { Authorization: 'Bearer of-nobody' }],
  ['twoOAuth', { Authorization: 'Bearer of-nobody' }],
  ['twoOAuth', {}],
  ['oauthAndKey', { Authorization: 'Bearer mock-token' }],
  ['oauthAndKey', { 'X-Key': 'mock-key' }],
  ['either', { Authorization: 'Bearer of-nobody' }],
])('/%s is closed to %j', async (path, headers) => {
  expect(await open(`/${path}`, headers as Record<string, string>)).toBe(401);
});

test.each([
  ['twoOAuth', { Authorization: 'Bearer mock-token' }],
  ['oauthAndKey', { Authorization: 'Bearer mock-token', 'X-Key': 'mock-key' }],
  ['typed', { Authorization: 'mock-key' }],
  ['typed', { Authorization: 'Bearer mock-key' }],
  ['typedOrBearer', { Authorization: 'Bearer mock-token' }],
  ['certificateAndKey', { 'X-Key': 'mock-key' }],
  ['either', { 'X-Key': 'of-nobody', Authorization: 'Bearer mock-token' }],
  ['optional', {}],
  ['optional', { Authorization: 'Bearer of-nobody' }],
])('/%s is open to %j', async (path, headers) => {
  expect(await open(`/${path}`, headers as Record<string, string>)).toBe(200);
});

test('a refusal says that nobody issued the credential, and the way in, but no credential', async () => {
  const response = await fetch(`${mock.url}/bearer`, { headers: { Authorization: 'Bearer of-nobody' } });
  const { message } = JSON.parse(response.headers.get('signoff-reason') ?? '{}') as { message: string };
  expect(message).toMatch(/^the credential is unknown: .*--any-token/);
  expect(message).not.toMatch(/mock-|of-nobody/);
});

test('what is known where a scheme says JWT can be read as one', async () => {
  const [, payload = ''] = (await jwt()).headers['Authorization']?.split('.') ?? [];
  expect(JSON.parse(atob(payload))).toMatchObject({ sub: 'somebody', exp: Date.UTC(2100, 0) / 1000 });
});

test.each([
  ['basic', (token: string) => atob(token), /^anna:.+/],
  ['jwt', (token: string) => atob(token.split('.')[1] ?? ''), /"sub":"anna"/],
  ['header', (token: string) => token, /^key-/],
  ['oauth', (token: string) => token, /^token-/],
] as const)('one that is issued for %s looks like what it wants', async (scheme, read, form) => {
  const { token } = await mock.issue({ subject: 'anna', scheme });
  expect(read(token)).toMatch(form);
  const headers = { basic: `Basic ${token}`, header: token, jwt: `Bearer ${token}`, oauth: `Bearer ${token}` }[scheme];
  expect(await open(`/${scheme}`, { [scheme === 'header' ? 'X-Key' : 'Authorization']: headers })).toBe(200);
});

test('a scheme that the API does not have is no scheme to issue for', async () => {
  await expect(mock.issue({ scheme: 'baerer' })).rejects.toThrow(/no such security scheme\. It has: bearer, jwt/);
});

test('with anyToken all are good, and the start says so', async () => {
  await using lenient = await createMock<string>({ apis: [file], anyToken: true });
  const headers = { Authorization: 'Bearer of-nobody' };
  expect((await fetch(`${lenient.url}/twoOAuth`, { headers })).status).toBe(200);
  expect((await lenient.notes())[0]).toBe('doors takes any credential that is well-formed:');
});

test('a check of a mock in another process needs no word in a target file', async () => {
  const report = await checkApi(file, { target: { url: mock.url } });
  expect(report.outcome.broken).toEqual([]);
  expect(report.cases.filter(({ outcome }) => outcome !== 'tried').map(({ title }) => title)).toEqual([]);
  const titles = report.cases.map(({ title }) => title);
  expect(titles.filter((title) => title.startsWith('getTwoOAuth'))).toEqual(
    expect.arrayContaining(['getTwoOAuth refuses a request with a credential that nobody issued']),
  );
  expect(titles.filter((title) => /^getTwoOAuth .*without the credential/.test(title))).toEqual([]);
  expect(titles).toContain('getOauthAndKey refuses a request without the credential oauth and oauthToo');
});

test('our own mock keeps its description, without an address', async () => {
  const report = await checkApi(file);
  expect(report.outcome.broken).toEqual([]);
  expect(report.cases.every(({ outcome }) => outcome === 'tried')).toBe(true);
});
