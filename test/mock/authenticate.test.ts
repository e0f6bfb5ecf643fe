import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMock, type Mock } from '../../src/index.js';

const schemes = {
  inHeader: { type: 'apiKey', in: 'header', name: 'X-Key' },
  inQuery: { type: 'apiKey', in: 'query', name: 'key' },
  inCookie: { type: 'apiKey', in: 'cookie', name: 'session' },
  basic: { type: 'http', scheme: 'basic' },
  bearer: { type: 'http', scheme: 'bearer' },
  oauth: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://example.com/token', scopes: {} } } },
  openId: { type: 'openIdConnect', openIdConnectUrl: 'https://example.com/.well-known/openid-configuration' },
};

// Each path asks for what its name says.
const security = {
  inHeader: [{ inHeader: [] }],
  inQuery: [{ inQuery: [] }],
  inCookie: [{ inCookie: [] }],
  basic: [{ basic: [] }],
  bearer: [{ bearer: [] }],
  oauth: [{ oauth: [] }],
  openId: [{ openId: [] }],
  either: [{ inHeader: [] }, { basic: [] }],
  both: [{ inHeader: [], bearer: [] }],
  bothOrQuery: [{ inHeader: [], bearer: [] }, { inQuery: [] }],
  optional: [{ bearer: [] }, {}],
  open: [],
  global: undefined,
};

let folder: string;
let mock: Mock<string>;

beforeAll(async () => {
  const responses = { '200': { description: 'welcome' }, '401': { description: 'who are you?' } };
  const paths = Object.entries(security).map(([name, asked]) => [`/${name}`, { get: { security: asked, responses } }]);
  const document = {
    openapi: '3.1.0',
    info: { title: 'Doors', version: '1' },
    security: [{ inCookie: [] }],
    paths: Object.fromEntries(paths) as object,
    components: { securitySchemes: schemes },
  };
  folder = await mkdtemp(join(tmpdir(), 'signoff-'));
  await writeFile(join(folder, 'doors.json'), JSON.stringify(document));
  mock = await createMock({ apis: [join(folder, 'doors.json')], anyToken: true });
});

afterAll(async () => {
  await mock.close();
  await rm(folder, { recursive: true });
});

/** The status of a GET with these header lines, each sent as it stands. */
async function statusOf(target: string, lines: readonly string[]): Promise<number> {
  const { hostname, port } = new URL(mock.url);
  const socket = connect(Number(port), hostname);
  socket.write([`GET ${target} HTTP/1.1`, 'Host: x', 'Connection: close', ...lines, '', ''].join('\r\n'));
  return Number((await text(socket)).split(' ', 2)[1]);
}

test.each([
  ['an API key in a header', '/inHeader', ['X-Key: k']],
  ['an API key in a header of another case', '/inHeader', ['x-KEY: k']],
  ['an API key in the query', '/inQuery?key=k', []],
  ['an API key in the query beside other parameters', '/inQuery?a=b&key=k%20k', []],
  ['an API key in a cookie', '/inCookie', ['Cookie: session=k']],
  ['an API key in the second of two cookies', '/inCookie', ['Cookie: theme=dark; session="k"']],
  ['an API key in the second Cookie header', '/inCookie', ['Cookie: theme=dark', 'Cookie: session=k']],
  ['Basic', '/basic', ['Authorization: Basic dXNlcjpwYXNzd29yZA==']],
  ['Bearer', '/bearer', ['Authorization: Bearer t']],
  ['a scheme in another case (RFC 9110 section 11.1)', '/bearer', ['Authorization: bEARER t']],
  ['OAuth 2, by a bearer token', '/oauth', ['Authorization: Bearer t']],
  ['OpenID Connect, by a bearer token', '/openId', ['Authorization: Bearer t']],
  ['the first of two alternatives', '/either', ['X-Key: k']],
  ['the second of two alternatives', '/either', ['Authorization: Basic dXNlcjpwYXNzd29yZA==']],
  ['both of a combination', '/both', ['X-Key: k', 'Authorization: Bearer t']],
  ['a combination among alternatives', '/bothOrQuery', ['X-Key: k', 'Authorization: Bearer t']],
  ['the alternative to a combination', '/bothOrQuery?key=k', []],
  ['nothing, where a credential is optional', '/optional', []],
  ['nothing, where none is asked for in spite of the global requirement', '/open', []],
  ['the credential of the global requirement', '/global', ['Cookie: session=k']],
])('%s opens the door', async (_, target, lines) => {
  expect(await statusOf(target, lines)).toBe(200);
});

test.each([
  ['no API key in the header', '/inHeader', []],
  ['an empty API key in the header', '/inHeader', ['X-Key:']],
  ['two API keys in the header', '/inHeader', ['X-Key: a', 'X-Key: b']],
  ['an API key in the query in place of the header', '/inHeader?X-Key=k', []],
  ['no API key in the query', '/inQuery', []],
  ['an empty API key in the query', '/inQuery?key=', []],
  ['two API keys in the query', '/inQuery?key=a&key=b', []],
  ['an API key of another case in the query', '/inQuery?KEY=k', []],
  ['no API key among the cookies', '/inCookie', ['Cookie: theme=dark']],
  ['an empty API key among the cookies', '/inCookie', ['Cookie: session=']],
  ['a cookie whose name only ends like the API key', '/inCookie', ['Cookie: xsession=k']],
  ['Bearer where Basic is asked for', '/basic', ['Authorization: Bearer t']],
  ['Basic where Bearer is asked for', '/bearer', ['Authorization: Basic dXNlcjpwYXNzd29yZA==']],
  ['a scheme whose name only begins like Bearer', '/bearer', ['Authorization: Bearers t']],
  ['Bearer without a token', '/bearer', ['Authorization: Bearer']],
  ['a doubled Authorization', '/bearer', ['Authorization: Bearer a', 'Authorization: Bearer b']],
  ['a doubled Authorization, twice the same', '/bearer', ['Authorization: Bearer a', 'Authorization: Bearer a']],
  ['nothing where OAuth 2 is asked for', '/oauth', []],
  ['nothing where OpenID Connect is asked for', '/openId', []],
  ['none of two alternatives', '/either', []],
  ['half of a combination', '/both', ['X-Key: k']],
  ['the other half of a combination', '/both', ['Authorization: Bearer t']],
  ['half of a combination and none of its alternative', '/bothOrQuery', ['X-Key: k']],
  ['nothing where the global requirement holds', '/global', []],
])('%s gets 401', async (_, target, lines) => {
  expect(await statusOf(target, lines)).toBe(401);
});
